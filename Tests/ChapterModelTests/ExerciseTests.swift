import Foundation
import Testing

@testable import ChapterModel
@testable import SourceModel

/// Exercises, and what belongs to them.
@Suite struct ExerciseTests {
  private func chapter(_ words: String...) throws -> Chapter {
    let text = words.map { "```swift \($0)\n1\n```\n" }.joined(separator: "\n")
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  @Test func `the conditions of an exercise stand below it, down to the next one`() throws {
    let chapter = try chapter(
      "", "exercise", "solution", "expect", "hidden expect", "exercise", "solution", "expect")
    #expect(chapter.conditions(of: chapter.cells[1]).map(\.index) == [3, 4])
    #expect(chapter.conditions(of: chapter.cells[5]).map(\.index) == [7])
    #expect(chapter.cells.filter(\.options.isPartOfProgram).map(\.index) == [0, 2, 3, 4, 6, 7])
  }

  @Test(arguments: [
    (["exercise", "exercise", "solution", "expect"], "solution"),
    (["exercise", "expect"], "solution"), (["exercise", "solution"], "expect"),
    (["exercise", "expect", "solution"], "expect"),
  ])
  func `an exercise needs a solution and then conditions`(
    _ words: [String], _ missing: String
  ) throws {
    let text = words.map { "```swift \($0)\n1\n```\n" }.joined(separator: "\n")
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let error = #expect(throws: ChapterError.self) {
      try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
    }
    #expect(error?.reason == .unfinishedExercise(missing))
    #expect(error?.location.line == 1)
  }

  @Test func `conditions can stand without an exercise, and record nothing`() throws {
    let cell = try #require(chapter("expect").cells.first)
    #expect(cell.options.isPartOfProgram && !cell.options.recordsOutput)
  }
}
