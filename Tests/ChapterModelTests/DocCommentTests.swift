import Foundation
import Testing

@testable import ChapterModel

/// Cells in the comments of Swift sources: each comment is a text of its own.
@Suite struct DocCommentTests {
  private func chapter(_ text: String) throws -> Chapter {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).swift")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try Chapter(contentsOf: url, shownAs: "c.swift")
  }

  @Test(arguments: [
    "/// ```swift\n/// one\nfunc a() {}\n\n/// Text.\n/// ```swift\n/// two\n/// ```\nfunc b() {}\n",
    "/// ```swift\n/// one\n\n/// ```swift\n/// two\n/// ```\nfunc b() {}\n",
    "/** ```swift\n one\n */ func a() {}\n/// ```swift\n/// two\n/// ```\nfunc b() {}\n",
    "/** ```swift\n one\n */\nfunc a() {}\n/**\n * ```swift\n * two\n * ```\n */\nfunc b() {}\n",
    "/// ```swift\r\n/// one\r\nfunc a() {}\r\n/**\r\n ```swift\r\n two\r\n ```\r\n*/\r\nfunc b() {}\r\n",
    "struct S {\n  /// > ```swift\n  /// > one\n  var a = 1\n  /// - ```swift\n  ///   two\n  ///   ```\n  var b = 1\n}\n",
  ]) func `a fence that a comment leaves open ends with it, and is reported`(_ text: String) throws
  {
    let chapter = try chapter(text)
    let code = chapter.cells.map { $0.code.trimmingCharacters(in: .whitespacesAndNewlines) }
    #expect(code == ["one", "two"])
    #expect(chapter.cells.map(\.index) == [0, 1])
    let line = text.split(separator: "\n").prefix { !$0.contains("```") }.count + 1
    #expect(chapter.openFences.map(\.location.line) == [line])
    #expect(
      chapter.openFences.first?.message
        == "this fence is never closed in its comment; end it with ```")
  }

  @Test func `footnotes of one name in two comments are two footnotes`() throws {
    func comment(_ code: String) -> String {
      "/// Text[^1].\n///\n/// [^1]: note\n///\n///     ```swift\n///     \(code)\n///     ```\n"
    }
    let chapter = try chapter(comment("one") + "func a() {}\n" + comment("two") + "func b() {}\n")
    #expect(chapter.cells.map(\.code) == ["one\n", "two\n"])
    #expect(chapter.openFences.isEmpty)
  }

  @Test func `other fences and closed ones are no error`() throws {
    let text = "/// ```text\n/// one\nfunc a() {}\n/// ```swift\n/// two\n/// ```\nfunc b() {}\n"
    let chapter = try chapter(text)
    #expect(chapter.cells.map(\.code) == ["two\n"])
    #expect(chapter.openFences.isEmpty)
  }

  @Test func `playgrounds are cells of their own, with what the source imports`() throws {
    let text = """
      import Foundation
      #if canImport(Playgrounds)
        import Playgrounds
      #endif
      /// ```swift
      /// one
      /// ```
      func a() {}
      #Playground("Two") {
        let two = 2
        print(two)
      }
      #Playground { inOneLine() }
      """
    let chapter = try chapter(text)
    #expect(
      chapter.cells.map(\.code) == ["one\n", "import Foundation\n  let two = 2\n  print(two)\n"])
    #expect(chapter.cells.map(\.firstCodeLine) == [6, 9])
    #expect(chapter.cells.map(\.options.isIsolated) == [false, true])
    #expect(chapter.openFences.isEmpty)
  }
}
