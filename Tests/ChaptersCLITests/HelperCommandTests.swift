import Foundation
import Testing

/// The commands beside `render`, `check` and `update`.
extension CommandTests {
  @Test func `a new chapter gets the next number, and its cells run`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/07-seven.md", "# Seven\n")
    let run = try package.run("new", "Hello, wörld & co!")
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("Made Chapters/08-hello-wörld-co.md. "))
    let text = try package.read("Chapters/08-hello-wörld-co.md")
    #expect(text.hasPrefix("# Hello, wörld & co!\n"))
    #expect(text.contains("import Greeting\n"))
    #expect(try package.run("update", "8").code == 0)
    #expect(try package.read("Chapters/08-hello-wörld-co.md").contains("```output\n[3, 3, 5]\n"))
  }

  @Test func `appendices have letters, and are out of the count`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "# One\n")
    try package.write("Chapters/A-words.md", "# Words\n\n```swift\n1\n```\n")
    try package.write("Chapters/B-books.md", "# Books\n")
    #expect(try package.run("new", "Two").output.hasPrefix("Made Chapters/02-two.md. "))
    #expect(try package.run("update", "A").output.hasPrefix("Chapters/A-words.md: "))
    #expect(try package.run("render").code == 0)
    let page = try package.read("_site/A-words.html")
    #expect(page.contains("<p class=\"eyebrow\">Appendix A</p>"))
    #expect(page.contains("<span class=\"number\">2</span> <span class=\"name\">Two</span>"))
    #expect(page.contains("<span class=\"number\">B</span> <span class=\"name\">Books</span>"))
    #expect(
      try package.read("_site/02-two.html").contains("<p class=\"eyebrow\">Chapter 2</p>"))
    #expect(
      try package.read("_site/index.html").contains(
        "<span class=\"number\" aria-hidden=\"true\">A</span>"))
    #expect(try package.run("update", "C").errors.contains("there is no chapter 'C'"))
  }

  @Test func `clean removes what can be made again, and nothing else`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\n1\n```\n```output\n1\n```\n")
    _ = try package.run("check")
    let results = package.folder.appending(path: ".build/chapters/results").path
    #expect(FileManager.default.fileExists(atPath: results))
    #expect(try package.run("clean", "--results").output == "Removed .build/chapters/results.\n")
    #expect(!FileManager.default.fileExists(atPath: results))
    #expect(try package.names(in: ".build/chapters").contains("library.json"))
    #expect(try package.run("clean", "--results").output == "Nothing to remove.\n")
    #expect(try package.names(in: "Chapters") == ["01-one.md"])
    #expect(try package.run("check").code == 0)
  }

  @Test func `doctor says what is there and what is missing`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\n1\n```\n")
    let good = try package.run("doctor")
    #expect(good.code == 0)
    #expect(good.output.contains("✓ Swift             6."))
    #expect(good.output.contains("✓ book              1 chapters, 1 cells in Chapters\n"))
    let noBook = try package.run("doctor", "--book", "Nowhere")
    #expect(noBook.code == 1)
    #expect(
      noBook.output.contains("no chapter in Nowhere\n  → chapters new \"A first chapter\"\n"))
    let noSwift = try package.run("doctor", environment: ["PATH": "/nowhere"])
    #expect(noSwift.code == 1)
    #expect(noSwift.output.hasPrefix("✗ Swift  not in PATH\n  → install Swift 6.3 or later"))
  }

  @Test(.timeLimit(.minutes(5))) func `a book is served at any port that is free`() async throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "# One\n")
    let server = try package.start("serve", "--port", "0")
    defer { server.terminate() }
    while try !package.read(".output").contains("Ctrl-C"), server.isRunning {
      try await Task.sleep(for: .milliseconds(10))
    }
    let address = try package.read(".output").firstMatch(of: /http:\/\/127.0.0.1:([0-9]+)\//)
    let port = try #require(address.flatMap { UInt16($0.1) })
    // At port 0 a second server would begin, and not end.
    try #require(port > 0)
    // It is there that it listens.
    let second = try package.run("serve", "--port", "\(port)")
    #expect(second.errors.hasPrefix("error: port \(port) is in use"))
  }

  @Test func `an exported chapter is a Swift program with the prose as comments`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nlet a = 1\n```\n")
    try package.write(
      "Chapters/02-two.md",
      """
      ---
      continues: 01-one
      ---
      # Two

      - item

      ```swift hidden
      let b = a + 1
      ```
      ```output
      gone
      ```
      ```swift compile-fail
      let b: Int = ""
      ```

      The end.

      """)
    let run = try package.run("export", "2", "--format", "swift")
    #expect(
      run.output == """
        let a = 1

        // # Two
        //
        // - item

        let b = a + 1

        // let b: Int = ""

        // The end.

        """)
  }

  @Test func `an export is written over an earlier one as it was, and over nothing else`() throws {
    let package = try ScratchPackage()
    let path = "Chapters/01-one.md"
    let text = "# One\n\n```swift\nprint(1)\n```\n"
    try package.write(path, text)
    try package.write("own.swift", "let mine = 1\n")
    for place in [path, "own.swift", "Sources/Greeting/Greeting.swift"] {
      let before = try package.read(place)
      let run = try package.run("export", "1", "--format", "swift", "--out", place)
      #expect(run.code == 2)
      #expect(run.errors.contains("\(place) isn't an earlier rendering, and \(path) would"))
      #expect(try package.read(place) == before)
    }
    let export = ["export", "1", "--format", "swift", "--out", "one.swift"]
    #expect(try package.run(export).code == 0)
    try package.write(path, text + "\nMore.\n")
    #expect(try package.run(export).code == 0)
    let exported = try package.read("one.swift")
    #expect(exported.hasSuffix("// More.\n"))
    // What says the same already is no matter, whoever wrote it.
    _ = try package.run("clean")
    #expect(try package.run(export).code == 0)
    try package.write("one.swift", exported + "// mine\n")
    #expect(try package.run(export).code == 2)
    #expect(try package.read("one.swift") == exported + "// mine\n")
  }

  @Test func `an exported notebook has the recorded outputs, figures within`() throws {
    struct Notebook: Decodable {
      struct Output: Decodable {
        var output_type: String
        var text: [String]?
        var data: [String: [String]]?
      }
      struct Cell: Decodable {
        var cell_type: String
        var source: [String]
        var outputs: [Output]?
      }
      var nbformat: Int
      var cells: [Cell]
    }
    let package = try ScratchPackage()
    try package.write(
      "Chapters/01-one.md",
      """
      # One

      ```swift
      print("a")
      "b"
      ```

      ```swift
      display(.svg("<svg/>", description: "Dot"))
      ```

      """)
    #expect(try package.run("update").code == 0)
    #expect(
      try package.run("export", "1", "--format", "ipynb", "--out", "one.ipynb").output
        == "Wrote one.ipynb.\n")
    let data = Data(try package.read("one.ipynb").utf8)
    let notebook = try JSONDecoder().decode(Notebook.self, from: data)
    #expect(notebook.nbformat == 4)
    #expect(notebook.cells.map(\.cell_type) == ["markdown", "code", "code"])
    #expect(notebook.cells[1].source == ["print(\"a\")\n", "\"b\""])
    #expect(notebook.cells[1].outputs?.first?.text == ["a\n", "b"])
    let shown = notebook.cells[2].outputs?.first?.data?["text/markdown"]?.joined()
    #expect(shown?.contains("![Dot](data:image/svg+xml;base64,PHN2Zy8+)") == true)
  }
}
