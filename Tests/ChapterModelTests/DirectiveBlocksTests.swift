import Testing

@testable import ChapterModel

@Suite struct DirectiveBlocksTests {
  private func read(_ text: String) -> (text: String, margins: [Int: Int])? {
    DirectiveBlocks(in: Array(text.utf8)[...]).map {
      (String(decoding: $0.markdown, as: UTF8.self), $0.margins)
    }
  }

  @Test func `what stands in a directive's braces begins at the margin`() {
    let read = read("a\n@Row {\n    @Column {\n      b\n        c\n\n    }\n}\nd\n")
    #expect(read?.text == "a\n\n\nb\n  c\n\n\n\nd\n")
    #expect(read?.margins == [4: 6, 5: 6])
  }

  @Test func `braces in code close nothing`() {
    let read = read("@Tab(\"A\") {\n  ```swift\n  if a {\n  }\n  ```\n}\nb\n")
    #expect(read?.text == "\n```swift\nif a {\n}\n```\n\nb\n")
  }

  @Test(arguments: ["a\n", "@Tab stops here\n", "@main {\n"])
  func `other text stays`(text: String) { #expect(read(text) == nil) }
}
