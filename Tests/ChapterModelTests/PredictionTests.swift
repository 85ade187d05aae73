import Foundation
import Testing

@testable import ChapterModel
@testable import SourceModel

/// The word `predict`, and values in quotation marks.
@Suite struct PredictionTests {
  private func cell(_ words: String, in dialect: Dialect = .book) throws -> Cell {
    let text = "```swift \(words)\nprint(1)\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let book = dialect == .book ? Settings() : nil
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"), in: book)
    return try #require(chapter.cells.first)
  }

  @Test func `without choices the reader types`() throws {
    #expect(try cell("predict").options.prediction?.choices == [])
    #expect(try cell("").options.prediction == nil)
  }

  @Test func `choices may have spaces, commas and replies`() throws {
    let words = "predict=\"10 % => Honest, but no.|[1, 2]|99 %\" tolerance=0.1"
    let options = try cell(words).options
    let choices = try #require(options.prediction).choices
    #expect(choices.map(\.text) == ["10 %", "[1, 2]", "99 %"])
    #expect(choices.map(\.reply) == ["Honest, but no.", nil, nil])
    #expect(options.tolerance == 0.1)
    #expect(options.wordsOfRun == [])
  }

  @Test(arguments: [
    "predict=\"1\"", "predict=\"1|1\"", "predict=\"1|\"", "predict=1|2", "predict=",
  ])
  func `fewer than two choices, or two alike, are an error`(_ words: String) throws {
    let error = #expect(throws: ChapterError.self) { try cell(words) }
    #expect(error?.description.contains("two choices or more") == true)
    #expect(try cell(words, in: .document).options.prediction == nil)
  }

  @Test(arguments: ["hidden", "silent", "ignore"])
  func `what shows no output can't be predicted`(_ word: String) throws {
    let error = #expect(throws: ChapterError.self) { try cell("predict \(word)") }
    #expect(error?.reason == .contradiction(word, "predict"))
  }

  @Test func `a quotation mark that is never closed is a word like others`() throws {
    let error = #expect(throws: ChapterError.self) { try cell("predict=\"1 silent") }
    #expect(error?.description.contains("two choices or more") == true)
  }
}
