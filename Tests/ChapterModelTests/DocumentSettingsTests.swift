import SourceModel
import Testing

@testable import ChapterModel

@Suite struct DocumentSettingsTests {
  @Test(arguments: [
    ("README.md", "README.md", true), ("docs/a.md", "docs", true), ("docs/a.md", "docs/", true),
    ("docs/a.md", "./docs/*.md", true), ("docs/deep/a.md", "docs/*.md", false),
    ("docs/deep/a.md", "docs/**/*.md", true), ("docs/a.md", "docs/**/*.md", true),
    ("docs/a.md", "**", true), ("docs/a.md", "**/a.md", true), ("documents/a.md", "docs", false),
    ("docs/a+b.md", "docs/a+b.md", true), ("docs/aab.md", "docs/a+b.md", false),
  ])
  func `a pattern stands for files, folders and what lies in them`(
    path: String, pattern: String, matches: Bool
  ) {
    #expect(DocumentSettings.matches(path, pattern) == matches)
  }

  @Test(arguments: [
    ("paths: docs", "it should be a list"), ("- imports: A", "'paths: '"),
    ("- paths: docs\n  prelud: a", "'prelud'"), ("- paths: docs\n  no-run: {a: b}", "'no-run: …'"),
    ("- paths: docs\n  network: maybe", "'network: maybe'"), ("- paths: [docs", ".chapters.yml:"),
  ])
  func `what is wrong is said at its line`(text: String, words: String) {
    let error = #expect(throws: ChapterError.self) { try DocumentSettings(text) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `a prelude stands where its code does`() throws {
    let settings = try DocumentSettings(
      "- paths: a\n  prelude: |\n    let x = 1\n    let y = 2\n- paths: a\n  prelude: let z = 3\n")
    let cells = settings.rules(for: "a").compactMap(\.prelude)
    #expect(cells.map(\.code) == ["let x = 1\nlet y = 2\n", "let z = 3\n"])
    #expect(cells.map(\.firstCodeLine) == [3, 6])
    #expect(cells.map(\.indentation) == [4, 11])
    #expect(cells.map(\.index) == [-2, -1])
  }
}
