import ArgumentParser
import Foundation

/// The tool: `chapters render`, `check`, `update` and what helps with them.
@main
struct Chapters: AsyncParsableCommand {
  /// The newest version in CHANGELOG.md.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "chapters",
    abstract: "Runs the Swift in Markdown, and shows what it really prints.",
    discussion: """
      A chapter is a Markdown file. Its fenced blocks that begin with 'swift' are cells: together, \
      in order, they are one program, compiled against the library of the Swift package around it. \
      What a cell prints is recorded below it in a fence that begins with 'output'.

      Write a chapter in Chapters/, run 'chapters update' to record its outputs, 'chapters check' \
      to prove that they still hold, and 'chapters render' to make pages of it.

      A first chapter:
        chapters new "Hello"         makes Chapters/01-hello.md
        chapters update              runs it, and records what it prints
        chapters render              writes _site/, and says what to open

      In CI:
        chapters check               fails where an output no longer holds

      'chapters --generate-completion-script bash' (or zsh, fish) prints completions for a shell.
      """,
    version: version,
    subcommands: [
      Render.self, Serve.self, Check.self, Update.self, New.self, Export.self, Doctor.self,
      WriteReference.self, Clean.self,
    ])

  /// Runs the command that the arguments name. What it has to say at its end, help included, goes the
  /// way of everything else that is said.
  static func main() async {
    StandardStreams.prepare()
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      StatusLine.shared.end()
    } catch {
      StatusLine.shared.end()
      var code = exitCode(for: error)
      // To those who call us, a command that can't be read is one that can't be run.
      if code == .validationFailure { code = ExitCode(2) }
      let message = fullMessage(for: error)
      if !message.isEmpty { code.isSuccess ? Console.say(message) : Console.complain(message) }
      Foundation.exit(code.rawValue)
    }
  }
}
