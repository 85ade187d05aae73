import Foundation
import Testing

@testable import CellExecution
@testable import ChapterModel

/// What SourceKit says of names in cells.
@Suite struct NameTests {
  private static let text = """
    ```swift
    import Greeting

    /// Twice a number. And no more.
    func twice(_ count: Int) -> Int { count * 2 }
    func twice(_ text: String) -> String { text + text }
    ```

    ```swift
    func quiet(_ name: String) -> String {
      let greeting = name.lowercased()
      return greeting
    }
    print(greeting(for: quiet("You")), twice(2), twice("ha"))
    ```

    ```swift isolated
    let twice = 2.0
    print(twice)
    ```

    ```swift traps
    let words = twice("x")
    fatalError(words)
    ```

    ```swift compile-fail
    twice(none)
    ```

    """

  private func explained(_ text: String, name: String) async throws -> (Chapter, ChapterNames) {
    let package = try await FixturePackage.shared.value
    let chapter = try package.chapter(Array(text.utf8), name: name)
    return (chapter, try await package.executor.explainedNames(of: chapter))
  }

  /// The declarations behind a word in a cell, in the order of the code.
  private func declarations(
    of word: String, in cell: Int, _ known: (chapter: Chapter, names: ChapterNames)
  ) -> [String] {
    let code = Array(known.chapter.cells[cell].code.utf16)
    return (known.names.uses[cell] ?? []).filter { use in
      String(decoding: code[use.start..<(use.start + use.length)], as: UTF16.self) == word
    }.map { known.names.notes[$0.note].declaration }
  }

  @Test func `a name is what is meant where it stands`() async throws {
    let known = try await explained(Self.text, name: "names")
    #expect(
      declarations(of: "twice", in: 1, known) == [
        "func twice(_ count: Int) -> Int", "func twice(_ text: String) -> String",
      ])
    // The function's own variable hides the library's function, and only there.
    #expect(
      declarations(of: "greeting", in: 1, known) == [
        "let greeting: String", "let greeting: String", "func greeting(for name: String) -> String",
      ])
    #expect(declarations(of: "twice", in: 2, known) == ["let twice: Double", "let twice: Double"])
    #expect(declarations(of: "twice", in: 3, known) == ["func twice(_ text: String) -> String"])
    #expect(declarations(of: "words", in: 3, known) == ["let words: String", "let words: String"])
    #expect(declarations(of: "lowercased", in: 1, known) == ["func lowercased() -> String"])
  }

  @Test func `a note says where its name is declared, and one sentence`() async throws {
    let (_, names) = try await explained(Self.text, name: "notes")
    let twice = try #require(
      names.notes.first { $0.declaration == "func twice(_ count: Int) -> Int" })
    #expect(twice.summary == "Twice a number.")
    #expect(twice.cell == 0)
    let greeting = try #require(
      names.notes.first { $0.declaration == "func greeting(for name: String) -> String" })
    #expect(greeting.module == "Greeting")
    #expect(greeting.path == ["greeting(for:)"])
    #expect(greeting.cell == nil)
    #expect(greeting.file?.hasSuffix("Sources/Greeting/Greeting.swift") == true)
  }

  @Test func `a value in prose is told to be that of its expression, with its type`() async throws {
    let text = """
      ```swift
      let sizes = [1.5, 2]
      ```

      There are `swift: sizes.count`, `swift:  "\\(sizes)".count > 2 ? sizes.first : nil` the first, and `answer: 1 + 1`.
      """
    let (chapter, names) = try await explained(text, name: "values")
    #expect(chapter.cells.map(\.isInline) == [false, true, true, true])
    let notes = [1, 2].map { names.uses[$0]?.map { names.notes[$0.note] } ?? [] }
    #expect(
      notes.map { $0.map(\.declaration) } == [
        ["sizes.count"], ["\"\\(sizes)\".count > 2 ? sizes.first : nil"],
      ])
    #expect(
      notes.map { $0.map(\.summary) } == [
        ["A value of type `Int`, computed by this chapter."],
        ["A value of type `Double?`, computed by this chapter."],
      ])
    #expect(names.uses[3] == nil, "what readers are to find is given away")
    #expect(names.uses[0]?.count == 1)
  }

  @Test func `a result of a run for pages has names, also when it is an earlier one`() async throws
  {
    let package = try await FixturePackage.shared.value
    var executor = package.executor
    executor.explainsNames = true
    let chapter = try package.chapter(
      Array("```swift\nlet one = 1\n```\n".utf8), name: "kept-names")
    let first = try await executor.run(chapter)
    #expect(first.names?.notes.map(\.declaration) == ["let one: Int"])
    let second = try await executor.run(chapter)
    #expect(second.isCached)
    #expect(second.names == first.names)
    // A check before has run it, and knows nothing of names.
    let other = try package.chapter(Array("```swift\nlet two = 2\n```\n".utf8), name: "later-names")
    #expect(try await package.executor.run(other).names == nil)
    let named = try await executor.run(other)
    #expect(named.isCached)
    #expect(named.names?.notes.map(\.declaration) == ["let two: Int"])
  }

  @Test func `a run without SourceKit says so once, and has everything else`() async throws {
    let package = try await FixturePackage.shared.value
    let folder = FileManager.default.temporaryDirectory.appending(path: "no-sourcekit-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let tools = folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
    for name in ["swift", "swiftc"] {
      let tool = tools.appending(path: name).path
      #expect(
        FileManager.default.createFile(
          atPath: tool, contents: Data(), attributes: [.posixPermissions: 0o700]))
    }
    var executor = package.executor
    executor.explainsNames = true
    executor.sourceKit = SourceKitProcess(
      toolchain: try Toolchain(path: tools.path), folder: folder)
    #expect(executor.missingNames.reason == nil)
    for number in 0..<2 {
      let chapter = try package.chapter(
        Array("```swift\n\(number)\n```\n".utf8), name: "unexplained-\(number)")
      let result = try await executor.run(chapter)
      #expect(result.cells[0]?.output.text == "\(number)\n")
      #expect(result.names == nil)
    }
    let place = folder.appending(path: "lib/libsourcekitdInProc.so").path
    #expect(
      executor.missingNames.reason
        == "the toolchain has no SourceKit, which would be \(place); install all of Swift's toolchain from swift.org"
    )
  }

  @Test func `code that is being written is completed, explained and judged`() async throws {
    let package = try await FixturePackage.shared.value
    let chapter = try package.chapter(Array(Self.text.utf8), name: "written")
    let assistant = package.executor.assistant(for: chapter, by: package.executor.sourceKit)
    let cell = chapter.cells[1]
    let code = "let ä = 1\ngree"
    let offered = try await assistant.completions(code, in: cell, at: code.utf16.count)
    let greeting = try #require(offered.first { $0.name.hasPrefix("greeting(") })
    #expect(greeting.text == "greeting(for: \u{1})")
    #expect(greeting.type == "String")
    let member = try await assistant.completions("twice(\"a\").", in: cell, at: 11)
    #expect(member.contains { $0.name == "count" && $0.type == "Int" })

    let help = try await assistant.help("let ä = twice(1)", in: cell, at: 10)
    #expect(help?.declaration == "func twice(_ count: Int) -> Int")
    #expect(help?.cell == 0)
    #expect(try await assistant.help("   ", in: cell, at: 1) == nil)

    let problems = try await assistant.problems("let a = 1\ntwice(none)\n", in: cell)
    #expect(problems.map(\.line) == [1])
    #expect(problems.first?.message == "cannot find 'none' in scope")
    #expect(try await assistant.problems("twice(3)", in: cell).isEmpty)
  }

  @Test func `a request that SourceKit doesn't know is refused, and the next one is answered`()
    async throws
  {
    let package = try await FixturePackage.shared.value
    await #expect(throws: SourceKitError.self) {
      try await package.executor.sourceKit.ask(SourceKitRequest("no such request \" }"))
    }
    let chapter = try package.chapter(Array("```swift\nlet one = 1\n```\n".utf8), name: "refused")
    #expect(try await package.executor.explainedNames(of: chapter).notes.count == 1)
  }
}
