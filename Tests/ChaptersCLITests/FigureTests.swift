import Foundation
import Testing

extension WritingCommandTests {
  private static func chapter(svg: String, png: String = Self.stored) -> String {
    """
    # Figures

    ```swift
    import Foundation
    display(.svg("<svg>\(svg)</svg>", description: "A line"))
    let bytes = Array(Data(base64Encoded: "\(png)") ?? Data())
    display(.png(bytes, description: "Two by two"))
    ```

    """
  }

  /// An image of 2 × 2 pixels; the same, compressed; one with another pixel.
  private static let stored =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAAEUlEQVR4AQEGAPn/AAD/AP8ABgAB/wyjNeQAAAAASUVO"
    + "RK5CYII="
  private static let compressed =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADElEQVR42mNg+A+EAAYAAf+tLDclAAAAAElFTkSuQmCC"
  private static let other =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR42mNg+M/w/z8ABv8C/sXtz2wAAAAASUVORK5C"
    + "YII="

  @Test func `figures are recorded as files, and compared by what they show`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", Self.chapter(svg: "M1.25,2.5"))
    #expect(try package.run("check").code == 1)
    #expect(try package.run("update").output == "Chapters/01-one.md: recorded 1 output\n")
    let names = ["01-one.a-line.svg", "01-one.two-by-two.png"]
    #expect(try package.names(in: "Chapters/figures").sorted() == names)
    #expect(try package.read("Chapters/figures/01-one.a-line.svg") == "<svg>M1.25,2.5</svg>")
    let recorded = try package.read("Chapters/01-one.md")
    #expect(recorded.contains("\n![A line](figures/01-one.a-line.svg)\n"))
    #expect(try package.run("check").code == 0)
    #expect(try package.run("update").output == "Chapters/01-one.md: nothing to record\n")

    // A unit in the last digit, another compression: the same. More, or another pixel: not.
    let same = recorded.replacing("1.25,", with: "1.24,")
      .replacing(Self.stored, with: Self.compressed)
    try package.write("Chapters/01-one.md", same)
    #expect(try package.run("check").code == 0)
    try package.write("Chapters/01-one.md", recorded.replacing("1.25,", with: "1.35,"))
    #expect(
      try package.run("check").output.hasPrefix(
        """
        Chapters/01-one.md:11: the cell's figure isn't the recorded one
          figures/01-one.a-line.svg: its drawing differs from line 1 on
        """))
    try package.write("Chapters/01-one.md", recorded.replacing(Self.stored, with: Self.other))
    #expect(
      try package.run("check").output.contains(
        "  figures/01-one.two-by-two.png: 1 of its 4 pixels differ\n"))
  }

  @Test func `an image within a drawing is compared by its pixels`() throws {
    let package = try ScratchPackage(.writing)
    func drawing(_ image: String, _ size: String = "2.0") -> String {
      Self.chapter(
        svg: "<image width=\\\"\(size)\\\" href=\\\"data:image/png;base64,\(image)\\\"/>")
    }
    try package.write("Chapters/01-one.md", drawing(Self.stored))
    #expect(try package.run("update").code == 0)
    let recorded = try package.read("Chapters/01-one.md")
    func change(_ image: String, _ size: String) throws {
      let records = recorded[
        (recorded.firstRange(of: "<!-- output -->")?.lowerBound ?? recorded.endIndex)...]
      try package.write("Chapters/01-one.md", drawing(image, size) + records)
    }
    try change(Self.compressed, "2.1")
    #expect(try package.run("check").code == 0)
    try change(Self.compressed, "2.2")
    #expect(try package.run("check").output.contains("its drawing differs from line 1 on"))
    try change(Self.other, "2.0")
    #expect(
      try package.run("check").output.contains("in an image within it, 1 of its 4 pixels differ"))
  }

  @Test func `figures that no cell shows any more are removed, others stay`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", Self.chapter(svg: "M1.25"))
    try package.write("Chapters/figures/01-one.by-hand.svg", "<svg/>")
    #expect(try package.run("update").code == 0)
    let recorded = try package.read("Chapters/01-one.md")
    try package.write(
      "Chapters/01-one.md", recorded.replacing("A line\"))", with: "A curve\"))"))
    #expect(try package.run("update").code == 0)
    let names = ["01-one.a-curve.svg", "01-one.by-hand.svg", "01-one.two-by-two.png"]
    #expect(try package.names(in: "Chapters/figures").sorted() == names)
    let missing = package.folder.appending(path: "Chapters/figures/01-one.a-curve.svg")
    try FileManager.default.removeItem(at: missing)
    #expect(
      try package.run("check").output.contains("figures/01-one.a-curve.svg: the file isn't there"))
  }

  @Test func `pages hold drawings, and refer to images`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", Self.chapter(svg: "M1.25"))
    #expect(try package.run("render").code == 0)
    let html = try package.read("_site/01-one.html")
    #expect(html.contains("<div role=\"img\" aria-label=\"A line\">\n<svg>M1.25</svg>\n</div>"))
    #expect(html.contains("<img src=\"figures/01-one.two-by-two.png\" alt=\"Two by two\">"))
    #expect(try package.names(in: "_site/figures").contains("01-one.two-by-two.png"))
  }

  @Test func `cells that require what isn't here are skipped, and counted`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/book.yml", "requirements:\n  data: data/large.csv\n")
    try package.write(
      "Chapters/01-one.md",
      "```swift requires=data\n\"large\"\n```\n```output\nlarger\n```\n\n```swift silent\n1\n```\n")
    let without = try package.run("check")
    #expect(
      without.output
        == "1 of 1 cells match what is recorded; 1 skipped, for want of what they require.\n")
    #expect(without.code == 0)
    #expect(try package.run("update").output == "Chapters/01-one.md: nothing to record\n")
    _ = try package.run("render")
    let html = try package.read("_site/01-one.html")
    #expect(html.contains("<samp>larger</samp>"))
    #expect(html.contains("Not run here: it needs data, which isn’t here. Cells with a"))
    try package.write("data/large.csv", "")
    #expect(try package.run("check").output.contains("  - larger\n  + large\n"))
    try package.write("Chapters/02-two.md", "```swift requires=dta\n1\n```\n")
    let unknown = try package.run("check", "2")
    #expect(unknown.errors.contains("02-two.md:1:1: error: nothing says what 'dta' is"))
    #expect(unknown.errors.contains("did you mean 'data'?"))
  }

  @Test func `the first skipped cell says why, and all show their records as if they ran`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/book.yml", "requirements:\n  data: data.csv\n  more: more.csv\n")
    let chapter = Self.chapter(svg: "M1.25")
      .replacing("```swift\n", with: "```swift requires=data\n")
    try package.write("data.csv", "")
    try package.write(
      "Chapters/01-one.md", chapter + "\n```swift requires=more\n1\n```\n")
    #expect(try package.run("update").code == 0)
    #expect(try package.run("render").code == 0)
    let ran = try package.read("_site/01-one.html")
    try FileManager.default.removeItem(at: package.folder.appending(path: "data.csv"))
    #expect(try package.run("render").code == 0)
    let html = try package.read("_site/01-one.html")
    let figures = { (page: String) in
      page.matches(of: /<figure>[\s\S]*?<\/figure>/).map { String($0.output) }
    }
    #expect(figures(html).count == 2)
    #expect(figures(html) == figures(ran))
    #expect(html.matches(of: /Not run here: it needs data,/).count == 1)
    #expect(html.matches(of: /Not run here: it needs more,/).count == 1)
    #expect(html.matches(of: /class="cell skipped"/).count == 2)
    #expect(try package.names(in: "_site/figures").contains("01-one.two-by-two.png"))
  }

  @Test func `the page in front runs like a chapter`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "# One\n")
    try package.write(
      "Chapters/index.md", "# Book\n\n```swift\n6 * 7\n```\n\nIt is `swift: 2 + 3`.\n")
    #expect(try package.run("check").code == 1)
    #expect(try package.run("update").output.contains("Chapters/index.md: recorded 1 output\n"))
    #expect(try package.run("check", "index").output == "1 of 1 cells match what is recorded.\n")
    let run = try package.run("render")
    #expect(run.output.contains("Chapters/index.md → _site/index.html: 1 cell"))
    let html = try package.read("_site/index.html")
    #expect(html.contains("<samp>42</samp>"))
    #expect(html.contains("It is <span data-value=\"1\">5</span>."))
    #expect(html.contains("01-one.html"))
  }

  @Test func `the contents show the parts of a book`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "# One\n")
    try package.write("Chapters/02-two.md", "---\npart: The middle\n---\n\n# Two\n")
    try package.write("Chapters/03-three.md", "# Three\n")
    #expect(try package.run("render").code == 0)
    let front = try package.read("_site/index.html")
    let middle = try #require(front.firstRange(of: "<h3 class=\"part\">The middle</h3>"))
    let one = try #require(front.firstRange(of: "<h3><a href=\"01-one.html\">One</a></h3>"))
    let two = try #require(front.firstRange(of: "<h4><a href=\"02-two.html\">Two</a></h4>"))
    let three = try #require(front.firstRange(of: "<h4><a href=\"03-three.html\">Three</a></h4>"))
    #expect(one.upperBound < middle.lowerBound)
    #expect(middle.upperBound < two.lowerBound && two.upperBound < three.lowerBound)
    #expect(try package.read("_site/03-three.html").contains("<p class=\"part\">The middle</p>"))
  }

  @Test func `a page of a large book lists the chapters around it`() throws {
    let package = try ScratchPackage(.writing)
    for number in 101...170 { try package.write("Chapters/\(number).md", "# Title \(number)\n") }
    #expect(try package.run("render").code == 0)
    let page = try package.read("_site/150.html")
    #expect(page.contains("Title 130</span>"))
    #expect(!page.contains("Title 129</span>"))
    #expect(page.contains("Chapter 50</p>"))
    #expect(page.contains("<a href=\"index.html#contents\">All 70 chapters</a>"))
    let front = try package.read("_site/index.html")
    #expect(front.contains("Title 101") && front.contains("Title 170"))
  }

  @Test func `names show what they stand for, as a book, a chapter or a cell wants it`() throws {
    let package = try ScratchPackage(.writing)
    let cell = """
      struct Grid: Hinted { var hint: String { "Grid 2 × 3" } }
      let grid = Grid()
      let (count, other) = (6, Grid())
      """
    try package.write(
      "Chapters/01-one.md",
      "```swift\n\(cell)\n```\n\n```swift hints=all\nvar word = \"a\"\n```\n\n```swift hints=off\nlet last = grid\n```\n"
    )
    #expect(try package.run("render").code == 0)
    let page = try package.read("_site/01-one.html")
    #expect(page.contains("<span class=\"hint\">Grid 2 × 3</span>\n<span class=\"keyword\">let"))
    #expect(page.components(separatedBy: "class=\"hint\"").count == 4)
    #expect(page.contains("<span class=\"hint\">String</span>"))
    try package.write("Chapters/book.yml", "hints: off\n")
    _ = try package.run("render")
    let quiet = try package.read("_site/01-one.html")
    #expect(quiet.components(separatedBy: "class=\"hint\"").count == 2)
    // Recorded Markdown stays the author's.
    #expect(try package.run("render", "--format", "markdown", "--out", "md").code == 0)
    #expect(try package.read("md/01-one.md") == package.read("Chapters/01-one.md"))
  }

  @Test func `a requirement may begin with a variable of the environment`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/book.yml", "requirements: {data: $CHAPTERS_DATA/a.csv}\n")
    try package.write("Chapters/01-one.md", "```swift requires=data silent\n1\n```\n")
    try package.write("elsewhere/a.csv", "")
    #expect(try package.run("check").output.contains("1 skipped"))
    let folder = package.folder.appending(path: "elsewhere").path
    let run = try package.run("check", environment: ["CHAPTERS_DATA": folder])
    #expect(run.output == "1 of 1 cells match what is recorded.\n")
  }

  @Test func `other files that cells require run the chapter anew`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/book.yml", "requirements: {data: $CHAPTERS_DATA/a.csv}\n")
    try package.write(
      "Chapters/01-one.md",
      """
      ```swift requires=data
      import Foundation
      let folder = ProcessInfo.processInfo.environment["CHAPTERS_DATA"]!
      print(try String(contentsOfFile: folder + "/a.csv", encoding: .utf8))
      ```

      """)
    for name in ["one", "two"] { try package.write("\(name)/a.csv", name) }
    func run(_ command: String, _ name: String) throws -> String {
      let folder = package.folder.appending(path: name).path
      return try package.run(command, environment: ["CHAPTERS_DATA": folder]).output
    }
    #expect(try run("update", "one").contains("recorded 1 output"))
    #expect(try run("check", "one") == "1 of 1 cells match what is recorded.\n")
    #expect(try run("check", "two").contains("  - one\n  + two\n"))
  }
}
