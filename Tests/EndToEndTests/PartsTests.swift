import Foundation
import Testing

@testable import CellProgram
@testable import ChapterModel

/// Chapters so large that they are compiled in parts.
@Suite struct PartsTests {
  private func chapter(_ cells: [String], name: String) async throws -> (Chapter, FixturePackage) {
    let package = try await FixturePackage.shared.value
    let text = cells.map { $0.hasPrefix("```") ? $0 : "```swift\n\($0)\n```\n" }.joined()
    return (try package.chapter(Array(text.utf8), name: name), package)
  }

  /// Each cell hangs on the one before, some on the first part's types.
  private var cells: [String] {
    ["import Greeting\nprivate struct Box: Equatable { fileprivate var value = 1 }\nlet value0 = 0"]
      + (1..<120).map { number in
        """
        let value\(number) = value\(number - 1) + 1
        print(Box(value: value\(number)), String(reflecting: Box.self), #fileID)
        value\(number) * 2
        """
      }
  }

  @Test func `a large chapter says what it would as one file`() async throws {
    let (chapter, package) = try await chapter(
      cells + ["```swift traps\n[1][value119]\n```\n", "fatalError(\"at \\(value119)\")"],
      name: "large")
    #expect(Program(chapter).parts.map(\.cells.count) == [50, 50, 21])
    let result = try await package.executor.run(chapter)
    for number in [1, 49, 50, 119] {
      let text = result.cells[number]?.output.text ?? ""
      #expect(text.hasPrefix("Box(value: \(number)) Chapter."), "\(text)")
      #expect(text.hasSuffix("Chapter/large.md\n\(number * 2)\n"), "\(text)")
    }
    #expect(result.cells[120]?.output.text == "Fatal error: Index out of range\n")
    let failure = try #require(result.failures.first)
    #expect(result.failures.count == 1)
    #expect(failure.cell == chapter.cells[121].id)
    #expect(failure.reason == .trapped("at 119"))
    #expect(failure.location.line == chapter.cells[121].firstCodeLine)
  }

  @Test func `what is an error in one file is one in parts`() async throws {
    let (chapter, package) = try await chapter(cells + ["let value3 = 1"], name: "large-twice")
    #expect(Program(chapter).parts.isEmpty)
    let result = try await package.executor.run(chapter)
    #expect("\(result.failures)".contains("invalid redeclaration of 'value3'"))
  }

  @Test func `a function may use what a later part declares`() async throws {
    let (chapter, package) = try await chapter(
      ["func last() -> Int { value119 + Later.one }"] + cells
        + ["enum Later { static let one = 1 }", "print(last())"], name: "large-backwards")
    let result = try await package.executor.run(chapter)
    #expect(result.failures.isEmpty, "\(result.failures)")
    #expect(result.cells[122]?.output.text == "120\n")
  }
}
