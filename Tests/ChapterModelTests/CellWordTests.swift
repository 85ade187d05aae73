import Foundation
import TestSupport
import Testing

@testable import ChapterModel
@testable import SourceModel

@Suite struct CellWordTests {
  private func options(_ words: String) throws(ChapterError) -> CellOptions {
    try CellOptions(
      words: words.split(separator: " "), in: .book, at: SourceLocation(file: "c.md", line: 1))
  }

  @Test(arguments: CellWord.all.map(\.name)) func `each word can be read as its examples write it`(
    _ name: String
  ) throws {
    let word = try #require(CellWord.all.first { $0.name == name })
    #expect(!word.examples.isEmpty)
    for example in word.examples { #expect(try options(example) != CellOptions()) }
  }

  @Test func `words that change only how a cell is shown or compared don't decide what runs`()
    throws
  {
    for word in CellWord.all.filter({ $0.effect == .presentation }).flatMap(\.examples) {
      #expect(try options(word).wordsOfRun == [])
    }
    #expect(try options("hidden isolated timeout=3s").wordsOfRun == ["isolated", "timeout=3s"])
  }

  @Test(arguments: ["ignore", "no-run", "compile-fail", "traps", "exercise", "isolated", "expect"])
  func `what isn't an ordinary part of the program can't be called in the page`(_ other: String) {
    let error = #expect(throws: ChapterError.self) { try options("wasm \(other)") }
    #expect(
      error?.description
        == "c.md:1:1: error: a cell can't be both '\(other)' and 'wasm'; keep one of them")
  }

  @Test func `of several words the one that contradicts is named`() {
    let error = #expect(throws: ChapterError.self) {
      try options("timeout=3s output=html silent unordered predict")
    }
    #expect(error?.reason == .contradiction("silent", "predict"))
  }

  @Test func `the documentation's table is the list of words`() throws {
    let rows = CellWord.all.map { word in
      "| \(word.examples.map { "`\($0)`" }.joined(separator: ", ")) | \(word.meaning) |\n"
    }
    let table = "| word | meaning |\n|---|---|\n" + rows.joined()
    let file = TestFiles.tests.deletingLastPathComponent().appending(path: "Documentation/Cells.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(page.contains("\n\n" + table + "\n"), "it should have this table:\n\(table)")
  }
}
