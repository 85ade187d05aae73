import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import SourceModel

/// Exercises in the page.
@Suite struct ExerciseHTMLTests {
  private static let cells = """
    ```swift exercise
    let a = 0
    ```

    ```swift solution
    let a = 1
    ```

    ```swift expect
    a == 1
    ```

    """

  private func chapter(_ text: String) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  private func result(_ text: String) -> ChapterResult {
    let cell = CellResult(state: .ran, output: CellOutput(text: text))
    return ChapterResult(cells: [0: cell], failures: [], warnings: [], isCached: false)
  }

  @Test func `a solution is folded`() throws {
    let html = try ChapterHTML(chapter(Self.cells)).content(with: nil)
    #expect(
      html.contains(
        "<details class=\"solution\"><summary>Solution</summary>\n<div class=\"cell\" id=\"cell-2\""
      ))
    #expect(html.contains("class=\"cell exercise\"") && html.contains("class=\"cell conditions\""))
  }

  @Test func `a solution that its author has folded isn't folded again`() throws {
    let text = Self.cells
      .replacing(
        "```swift solution", with: "<details>\n<summary>Tip</summary>\n\n```swift solution"
      )
      .replacing("let a = 1\n```\n", with: "let a = 1\n```\n\n</details>\n")
    let html = try ChapterHTML(chapter(text)).content(with: nil)
    #expect(!html.contains("class=\"solution\""))
    #expect(html.components(separatedBy: "<details").count == 2)
  }

  @Test func `what is still wrong with an exercise is said where readers can change it`() throws {
    let chapter = try chapter(Self.cells)
    let result = result("Not yet: a == 1\n")
    #expect(!ChapterHTML(chapter).content(with: result).contains("Not yet"))
    #expect(ChapterHTML(chapter, isLive: true).content(with: result).contains("Not yet: a == 1"))
    #expect(try RecordSplice(chapter).bytes(with: result) == chapter.source.bytes)
  }
}
