import Foundation
import Testing

extension WritingCommandTests {
  /// `update` while others write the same files.
  @Suite(.serialized) struct UpdateTests {
    /// A cell that runs until it is told to go on.
    private static func waiting(_ place: ScratchPackage) -> String {
      """
      ```swift
      import Foundation

      FileManager.default.createFile(atPath: "\(place.folder.path)/started", contents: nil)
      while !FileManager.default.fileExists(atPath: "\(place.folder.path)/go") { usleep(5_000) }
      print("done")
      ```

      """
    }

    private static let path = "Chapters/01-one.md"

    /// Runs `update`, does something while a cell runs, and says what came of it.
    private func update(
      _ package: ScratchPackage, _ arguments: String..., while change: () throws -> Void
    ) async throws -> ScratchPackage.Run {
      try package.write(Self.path, Self.waiting(package))
      let run = try package.start(["update"] + arguments)
      while !FileManager.default.fileExists(atPath: "\(package.folder.path)/started"),
        run.isRunning
      { try await Task.sleep(for: .milliseconds(10)) }
      try change()
      try package.write("go", "")
      run.waitUntilExit()
      return ScratchPackage.Run(
        output: try package.read(".output"), errors: try package.read(".errors"),
        code: run.terminationStatus)
    }

    @Test func `what is saved while cells run is kept`() async throws {
      let package = try ScratchPackage(.writing)
      let cell = Self.waiting(package)
      let run = try await update(package) {
        try package.write(Self.path, "# Above\n\n" + cell + "\nBelow.\n")
      }
      #expect(run.output == "\(Self.path): recorded 1 output\n")
      #expect(run.code == 0)
      #expect(
        try package.read(Self.path) == "# Above\n\n" + cell + "```output\ndone\n```\n\nBelow.\n")
    }

    @Test func `what is saved while update asks is kept`() throws {
      let package = try ScratchPackage(.writing)
      let cell = "```swift\n1\n```\n"
      try package.write(Self.path, cell)
      let answer = """
        until grep -q 'Record this' .output; do sleep 0.05; done; echo added >> \(Self.path); echo y
        """
      let run = try package.run(shell: "{ \(answer); } | chapters update --interactive")
      #expect(run.output.hasSuffix("\(Self.path): recorded 1 output\n"))
      #expect(try package.read(Self.path) == cell + "```output\n1\n```\nadded\n")
    }

    @Test func `where the cells aren't those that ran, nothing is recorded`() async throws {
      let package = try ScratchPackage(.writing)
      let text = "```swift\n2\n```\n" + Self.waiting(package)
      let run = try await update(package) { try package.write(Self.path, text) }
      #expect(
        run.errors.hasSuffix(
          """
          \(Self.path): error: not recorded: its cells were changed while they ran; run 'chapters \
          update' again

          """))
      #expect(run.code == 1)
      #expect(try package.read(Self.path) == text)
    }

    @Test func `a chapter that is removed while its cells run doesn't come back`() async throws {
      let package = try ScratchPackage(.writing)
      let run = try await update(package) {
        try FileManager.default.removeItem(at: package.folder.appending(path: Self.path))
      }
      #expect(
        run.errors.hasSuffix(
          "\(Self.path): error: not recorded: the file was removed, or can't be read any more\n"))
      #expect(run.code == 1)
      #expect(try package.names(in: "Chapters").isEmpty)
    }

    @Test func `a chapter that becomes read-only stays as it is`() async throws {
      let package = try ScratchPackage(.writing)
      let file = package.folder.appending(path: Self.path)
      let run = try await update(package) {
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
      }
      #expect(
        run.errors.hasSuffix("01-one.md can't be written: it is read-only; nothing was changed\n"))
      #expect(run.code == 2)
      #expect(try package.read(Self.path) == Self.waiting(package))
      #expect(try package.names(in: "Chapters") == ["01-one.md"])
    }

    @Test func `beside a chapter that can't be written, others are recorded`() throws {
      let package = try ScratchPackage(.writing)
      for name in ["01-one", "02-two"] {
        try package.write("Chapters/\(name).md", "```swift\nprint(1 + 1)\n```\n")
      }
      let file = package.folder.appending(path: Self.path)
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
      let run = try package.run("update")
      #expect(run.errors.contains("01-one.md can't be written: it is read-only"))
      #expect(run.code == 2)
      #expect(try package.read("Chapters/02-two.md").hasSuffix("```output\n2\n```\n"))
    }

    @Test func `what a killed run left is removed by the next, and by clean`() throws {
      let package = try ScratchPackage(.writing)
      try package.write(Self.path, "```swift\n1\n```\n```output\n1\n```\n")
      // No process has so large a number.
      let draft = ".01-one.md.chapters-99999999-7"
      for command in ["update", "check", "clean"] {
        try package.write("Chapters/\(draft)", "half of")
        try package.write("Chapters/figures/\(draft)", "half of")
        _ = command == "clean" ? try package.run("clean", "--results") : try package.run(command)
        #expect(try package.names(in: "Chapters").sorted() == ["01-one.md", "figures"])
        #expect(try package.names(in: "Chapters/figures").isEmpty)
      }
    }

    @Test func `an open fence in a comment fails the check at its line`() throws {
      let package = try ScratchPackage(.writing)
      try package.write(
        "Sources/Greeting/Open.swift",
        """
        /// ```swift
        /// print(1)
        func one() {}

        /// ```swift
        /// print(2)  // Prints "3"
        /// ```
        func two() {}

        """)
      let run = try package.run("check", "Sources/Greeting/Open.swift")
      #expect(
        run.errors.contains("Open.swift:1:5: error: this fence is never closed in its comment"))
      #expect(run.output.contains("Open.swift:6: the cell doesn't print what its comment says"))
      #expect(run.code == 1)
    }

    @Test func `a footnote that nothing refers to fails the check`() throws {
      let package = try ScratchPackage(.writing)
      try package.write(Self.path, "# One\n\nText[^a].\n\n[^a]: note\n\n[^b]: lost\n")
      let run = try package.run("check")
      #expect(
        run.errors.hasSuffix(
          """
          \(Self.path):7:1: error: this footnote isn't shown; refer to it in the text, by a name that \
          no other footnote has

          """))
      #expect(run.code == 1)
    }
  }
}
