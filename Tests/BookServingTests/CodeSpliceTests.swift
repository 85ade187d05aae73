import Foundation
import Testing

@testable import BookServing
@testable import ChapterModel
@testable import SourceModel

@Suite struct CodeSpliceTests {
  private func chapter(_ text: String) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  /// What becomes of a text, and of its cells; that it is read as those is a part of it.
  private func edited(
    _ text: String, _ edits: [CodeSplice.Edit], marksRemovals: Bool = false
  ) throws -> (text: String, origins: [String], CodeSplice.EditedText) {
    let edited = CodeSplice(chapter: try chapter(text)).text(
      with: edits, marksRemovals: marksRemovals)
    let result = String(decoding: edited.bytes, as: UTF8.self)
    #expect(CodeSplice.isRead(try chapter(result), as: edited), "\(result)")
    return (result, edited.origins, edited)
  }

  private static let two = """
    First.

    ```swift
    let a = 1
    ```
    ```output
    1
    ```

    - Second.

      ```swift
      print(a)
      ```
      ```output
      1
      ```

    Last.

    """

  @Test func `an edit of code that a page shows so still fits its cell`() throws {
    let edit = CodeSplice.Edit(cell: 0, was: #"let a = "\u{202E}""#, code: "let a = 1")
    let (text, _, _) = try edited("```swift\nlet a = \"\u{202E}\"\n```\n", [edit])
    #expect(text == "```swift\nlet a = 1\n```\n")
  }

  @Test func `cells are added below what is recorded, within the same list`() throws {
    let (text, origins, _) = try edited(
      Self.two,
      [
        CodeSplice.Edit(cell: 1, was: "print(a)", code: "print(2)", added: "+b"),
        CodeSplice.Edit(cell: 0, was: "let a = 1", code: "let b = \"```\"", added: "+a"),
        CodeSplice.Edit(cell: 1, was: "print(a)", code: "", added: "+c"),
        CodeSplice.Edit(cell: -1, was: "", code: "end", added: "+d"),
      ])
    #expect(origins == ["0", "+a", "1", "+b", "+c", "+d"])
    #expect(
      text == """
        First.

        ```swift
        let a = 1
        ```
        ```output
        1
        ```

        ````swift
        let b = "```"
        ````

        - Second.

          ```swift
          print(a)
          ```
          ```output
          1
          ```
          
          ```swift
          print(2)
          ```
          
          ```swift
          ```

        Last.

        ```swift
        end
        ```

        """)
  }

  @Test func `cells are added above another, in a list behind its mark, and where it is taken out`()
    throws
  {
    func above(_ cell: Int, _ was: String, _ code: String, _ name: String) -> CodeSplice.Edit {
      CodeSplice.Edit(cell: cell, was: was, code: code, added: name, isAbove: true)
    }
    let (text, origins, _) = try edited(
      Self.two, [above(0, "let a = 1", "1", "+a"), above(0, "let a = 1", "2", "+b")])
    let added = "First.\n\n```swift\n1\n```\n\n```swift\n2\n```\n\n"
    #expect(text.hasPrefix(added + "```swift\nlet a = 1\n"))
    #expect(origins == ["+a", "+b", "0", "1"])
    let item = "> 1. ```swift\n>    a\n>    ```\n"
    let (listed, order, _) = try edited(
      item,
      [
        above(0, "a", "b", "+b"), CodeSplice.Edit(cell: 0, was: "a", code: "c"),
        CodeSplice.Edit(cell: 0, was: "a", code: "d", added: "+d"),
      ])
    let lines = listed.split(separator: "\n").map { $0.replacing(/\s+$/, with: "") }
    #expect(
      lines == [
        "> 1. ```swift", ">    b", ">    ```", ">", ">    ```swift", ">    c", ">    ```", ">",
        ">    ```swift", ">    d", ">    ```",
      ])
    #expect(order == ["+b", "0", "+d"])
    for marks in [true, false] {
      let (text, origins, _) = try edited(
        Self.two,
        [above(1, "print(a)", "b", "+b"), CodeSplice.Edit(cell: 1, was: "print(a)", code: nil)],
        marksRemovals: marks)
      #expect(text.contains("- Second.\n\n  ```swift\n  b\n  ```\n"))
      #expect(origins == ["0", "+b"])
    }
  }

  @Test func `a cell is taken out with its record, and leaves a mark where a page needs one`()
    throws
  {
    let removal = CodeSplice.Edit(cell: 0, was: "let a = 1", code: nil)
    let (text, origins, _) = try edited(Self.two, [removal])
    #expect(text.hasPrefix("First.\n\n- Second.\n"))
    #expect(origins == ["1"])
    let (marked, _, _) = try edited(Self.two, [removal], marksRemovals: true)
    #expect(marked.hasPrefix("First.\n\n<div class=\"removed\" data-removed=\"0\"></div>\n\n"))
  }

  @Test func `changes follow their cells where the author moves them`() throws {
    let (text, origins, edited) = try edited(
      "```swift\nnew\n```\n\n" + Self.two,
      [
        CodeSplice.Edit(cell: .min, was: "let a = 1", code: "let a = 2"),
        CodeSplice.Edit(cell: 1, was: "print(a)", code: "x", added: "+x"),
        CodeSplice.Edit(cell: 5, was: "gone", code: "y"),
        CodeSplice.Edit(cell: 5, was: "gone", code: "z", added: "+z"),
      ])
    #expect(text.contains("let a = 2"))
    #expect(origins == ["0", "1", "2", "+x", "+z"])
    #expect(edited.moved == ["\(Int.min)": 1, "+x": 2, "+z": -1])
    #expect(edited.ignored == ["5"])
  }

  @Test func `code that ends its fence isn't read as the cell that it is meant to be`() throws {
    let edit = CodeSplice.Edit(cell: 0, was: "let a = 1", code: "x\n```\n\n```swift\ny")
    let original = try chapter(Self.two)
    let text = CodeSplice(chapter: original).text(with: [edit])
    let read = try chapter(String(decoding: text.bytes, as: UTF8.self))
    #expect(!CodeSplice.isRead(read, as: text))
    // Nor where another cell makes up for it.
    let both = CodeSplice(chapter: original).text(
      with: [edit, CodeSplice.Edit(cell: 1, was: "print(a)", code: nil)])
    let other = try chapter(String(decoding: both.bytes, as: UTF8.self))
    #expect(!CodeSplice.isRead(other, as: both))
  }

  @Test func `lines end as the chapter's do`() throws {
    let (text, _, _) = try edited(
      "```swift\r\na\r\n```",
      [
        CodeSplice.Edit(cell: 0, was: "a", code: "b\nc", added: "+a")
      ])
    #expect(text == "```swift\r\na\r\n```\r\n\r\n```swift\r\nb\r\nc\r\n```\r\n")
  }
}
