import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

/// A series of frames, in a page and in the record below a cell.
@Suite struct FramesHTMLTests {
  private func chapter() throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array("```swift\nshow()\n```\n".utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  private func result(_ parts: [CellOutput.Part]) -> ChapterResult {
    ChapterResult(
      cells: [0: CellResult(state: .ran, output: CellOutput(parts))], failures: [], warnings: [],
      isCached: false)
  }

  private func series(_ count: Int) -> [CellOutput.Part] {
    (0..<count).flatMap { number -> [CellOutput.Part] in
      let label = CellOutput.FrameLabel(title: "a <step>", label: "\(number)")
      return [.frame(label), .text("number \(number)\n")]
    } + [.frame(nil), .text("behind it\n")]
  }

  @Test(arguments: [
    (1, [0]), (3, [0, 1, 2]), (4, [0, 1, 2, 3]), (5, [0, 1, 3, 4]), (10, [0, 3, 6, 9]),
  ])
  func `all frames are in the page, and four of them on paper`(
    _ count: Int, _ printed: [Int]
  ) throws {
    let html = ChapterHTML(try chapter()).content(with: result(series(count)))
    let frames = Array(html.components(separatedBy: "<div class=\"frame").dropFirst(2))
    #expect(frames.count == count)
    #expect(frames.indices.filter { frames[$0].hasPrefix(" on-paper") } == printed)
    for (number, frame) in frames.enumerated() {
      #expect(frame.contains("a &lt;step&gt; <span>\(number)</span>"))
      #expect(frame.contains("<samp>number \(number)</samp>"))
    }
    #expect(html.contains("</div>\n</div>\n</div>\n<pre class=\"output\"><samp>behind it"))
  }

  @Test func `the record has each frame below its label`() throws {
    let records = FreshRecords(of: try chapter(), result(series(2))).records
    let text = """

      *a \\<step> 0*

      ```output
      number 0
      ```

      *a \\<step> 1*

      ```output
      number 1
      ```

      ```output
      behind it
      ```


      """
    #expect(records[0]?.form == .region)
    #expect(records[0]?.text == text)
  }
}
