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

  /// A chapter that has what a run of its cell recorded.
  private func recorded(_ parts: [CellOutput.Part]) throws -> Chapter {
    let record = FreshRecords(of: try chapter(), result(parts)).records[0]
    let text = "```swift\nshow()\n```\n<!-- output -->\n\(record?.text ?? "")<!-- /output -->\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  private func skipped(_ parts: [CellOutput.Part]) throws -> String {
    let result = ChapterResult(
      cells: [0: CellResult(state: .skipped)], failures: [], warnings: [], isCached: false)
    return ChapterHTML(try recorded(parts)).content(with: result)
  }

  @Test func `what is recorded of a series is one in a page where the cell is skipped`() throws {
    let html = try skipped(series(3))
    let frames = html.components(separatedBy: "<div class=\"frame ").dropFirst()
    #expect(frames.count == 3)
    for (number, frame) in frames.enumerated() {
      #expect(frame.contains("a &lt;step&gt; <span>\(number)</span>"))
      #expect(frame.contains("number \(number)"))
    }
    // What stands behind the series is no part of its last frame.
    let behind = "<div class=\"shown\">\n<pre><code class=\"language-output\">behind it"
    #expect(html.contains("</div>\n</div>\n</div>\n" + behind))
  }

  @Test func `two series stay two, and a line in italics is none`() throws {
    func frame(_ title: String, _ label: String) -> [CellOutput.Part] {
      [
        .frame(CellOutput.FrameLabel(title: title, label: label)),
        .markdown("Here is\n\n*\(title)* \(label)\n"),
      ]
    }
    let html = try skipped(
      frame("an epoch", "1 of 2") + frame("an epoch", "2 of 2") + frame("a rate", "0.1")
        + frame("a rate", "0.2") + [.frame(nil), .markdown("*alone*\n")])
    #expect(html.components(separatedBy: "<div class=\"frames\"").count == 3)
    #expect(html.contains("an epoch <span>1 of 2</span>"))
    #expect(html.contains("a rate <span>0.2</span>"))
    #expect(html.contains("<p><em>alone</em></p>"))
    let single = try skipped([.markdown("*One thing*\n\n*Another thing*\n\n*one more thing*\n")])
    #expect(!single.contains("frame"))
  }
}
