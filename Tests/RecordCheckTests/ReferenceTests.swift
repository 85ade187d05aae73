import Foundation
import Testing

@testable import ChapterModel
@testable import RecordCheck

@Suite struct ReferenceTests {
  /// What is wrong in the first of some chapters, without the file's name.
  private func problems(_ chapters: [String: String]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "references-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    let book = folder.appending(path: "Chapters", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: book, withIntermediateDirectories: true)
    try Data().write(to: folder.appending(path: "Package.swift"))
    for (name, text) in chapters { try Data(text.utf8).write(to: book.appending(path: name)) }
    let read = try Book(folder: book, root: PackageRoot(around: folder))
    let chapter = try #require(read.chapters.first).chapter()
    return ReferenceCheck(read).problems(in: chapter).map {
      $0.description.replacing("Chapters/", with: "")
    }
  }

  @Test func `what is there can be linked to`() throws {
    let text = """
      # One <span id="own"></span>

      [page](02-two.md) [section](02-two.md#a-section) [here](#one) [cell](#cell-1) [own](#own)
      [web](https://example.org/x.md#y) [mail](mailto:a@b.c) [root](/x) ![image](image.png)

      ```swift
      1
      ```
      """
    #expect(
      try problems(["01-one.md": text, "02-two.md": "# Two\n\n## A section\n", "image.png": ""])
        == [])
  }

  @Test func `what leads nowhere is said with its place and the nearest name`() throws {
    let text = """
      # One

      A [page](02-tow.md), and a [section](02-two.md#a-secton).
      An ![image](none.png) and [here](#tow).
      """
    #expect(
      try problems(["01-one.md": text, "02-two.md": "## A section\n"]) == [
        "01-one.md:3:3: error: the link leads to '02-tow.md', which isn't there",
        """
        01-one.md:3:28: error: the link leads to '#a-secton', which isn't there; there is '#a-section'
        """,
        "01-one.md:4:4: error: there is no image 'none.png'",
        "01-one.md:4:27: error: the link leads to '#tow', which isn't there",
      ])
  }

  @Test func `two parts with one address are an error`() throws {
    let text = "# Cell 1\n\n```swift\n1\n```\n\n<p id='x'>a</p>\n\n<p class=a id=\"x\">b</p>\n"
    let words = "give one of them another name"
    #expect(
      try problems(["01-one.md": text]) == [
        "01-one.md:3:1: error: two parts of the page have the address '#cell-1'; \(words)",
        "01-one.md:9:1: error: two parts of the page have the address '#x'; \(words)",
      ])
  }
}
