import ArgumentParser
import BookRendering
import ChapterModel
import Foundation
import SourceModel

/// `chapters export`
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a chapter in another format.",
    discussion: """
      Nothing runs: outputs are those that the chapter records.

      A file that is there already is written over only if it is an earlier export that nobody has \
      changed.
      """)

  @Argument(help: "The chapter: its name, its number, or a path.", completion: .chapters)
  var chapter: String

  @Option(help: "What to write.")
  var format: ExportFormat

  @Option(
    help: ArgumentHelp("Where to write it; on standard output if not given.", valueName: "file"))
  var out: String?

  @OptionGroup var book: BookFolder

  func run() async throws { try await reportingErrors(export) }

  private func export() async throws {
    let root = try PackageRoot(around: BookOptions.currentFolder)
    let selection = try BookSelection(names: [chapter], folder: book.url(in: root), root: root)
    if let error = selection.book.errors.first { throw error }
    guard let chapter = try selection.chapters.first?.chapter() else { return }
    let bytes = try format.renderer.init().page(of: chapter, with: nil, in: nil) ?? []
    guard let out else { return Console.say(document: String(decoding: bytes, as: UTF8.self)) }
    let file = URL(filePath: out, relativeTo: BookOptions.currentFolder).standardizedFileURL
    try ExportedFiles(of: root).write(bytes, of: chapter, to: file)
    Console.say("Wrote \(root.shownPath(file)).")
  }
}
