import Foundation
import Testing

extension CommandTests {
  /// Documents that were written without us.
  static let documents = [
    "docs/guide.md": """
    ```swift nocopy
    let one = 1
    print(one)
    // Prints "1".
    ```
    ```swift
    let other = unknown
    ```
    """,
    "docs/deep/more.md": "```Swift\nprint(answer())\n// Prints \"0\"\n```\n",
    "docs/code.swift": "/// ```swift\n/// fatalError()\n/// ```\nfunc f() {}\n",
  ]

  @Test func `documents of a folder are checked as far as they go`() throws {
    let place = try ScratchPackage()
    for (name, text) in Self.documents { try place.write(name, text) }
    let strict = try place.run("check", "docs")
    #expect(strict.code == 1)
    let run = try place.run("check", "--keep-going", "docs")
    #expect(run.code == 1)
    #expect(
      run.output == """
        docs/deep/more.md:3: the cell doesn't print what its comment says
          - 0
          + 42

        4 cells: 3 compile, 2 run to their end.
        1 of 2 recorded outputs match.
        2 left out; --verbose says which:
          1 names what no code declares
          1 compiles and doesn't come to its end

        """)
    let all = try place.run("check", "--keep-going", "--verbose", "docs")
    #expect(
      all.output.contains("docs/guide.md:7:13: left out (context): cannot find 'unknown' in scope"))
    #expect(all.output.contains("docs/code.swift:2:5: left out (stops): the cell trapped"))
    let rest = try place.run("check", "--keep-going", "docs/guide.md", "docs/code.swift")
    #expect(rest.code == 0)
  }

  @Test func `update writes neither comments nor sources`() throws {
    let place = try ScratchPackage()
    let text = "```swift\nprint(1)\n// Prints \"2\"\n```\n"
    let source = "/// ```swift\n/// print(1)\n/// ```\nfunc f() {}\n"
    try place.write("docs/a.md", text)
    try place.write("docs/b.swift", source)
    let run = try place.run("update", "docs")
    #expect(try place.read("docs/a.md") == text)
    #expect(try place.read("docs/b.swift") == source)
    #expect(
      run.errors.contains("docs/b.swift: not recorded: outputs in Swift sources are only checked"))
    let check = try place.run("check", "docs")
    #expect(check.code == 1)
    #expect(!check.output.contains("chapters update"), "it wouldn't help")
  }

  @Test func `a folder without documents is an error only where there is nothing else`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", "```swift\nprint(1)\n```\n")
    try place.write("pictures/a.txt", "none")
    let nothing = try place.run("check", "pictures")
    #expect(nothing.code == 2)
    #expect(
      nothing.errors == """
        error: there is no Markdown, and no example in the doc comments of a Swift source, in \
        pictures; name files, or a folder that has some

        """)
    let some = try place.run("check", "--keep-going", "docs", "pictures")
    #expect(some.code == 0)
    #expect(some.errors.hasPrefix("note: pictures has no example\n"))
  }

  /// A document with a broken cell, a difference and a cell of which nothing is to be said.
  static let broken = """
    ```swift
    print(greeting(for: "you", and: "me"))
    ```
    ```swift
    let number = answer()  // 41
    ```
    ```swift
    print(unknown)
    ```

    """

  @Test func `one cell can be asked for by its line or its text`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", Self.broken)
    let byLine = try place.run("check", "--keep-going", "docs/a.md:5")
    #expect(byLine.output.contains("1 cells: 1 compile"))
    let byText = try place.run("check", "--keep-going", "--filter", "greeting", "docs/a.md")
    #expect(byText.output.contains("docs/a.md:2:33: broken"))
    #expect(byText.output.contains("1 cells: 0 compile"))
  }

  @Test func `what failed last time can be checked alone`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", "```swift\nprint(answer())\n// Prints \"41\"\n```\n")
    try place.write("docs/b.md", "```swift\nprint(answer())\n// Prints \"42\"\n```\n")
    let check = ["check", "--keep-going", "docs"]
    #expect(
      try place.run(check + ["--only-failed"]).output == "Nothing was wrong in the last check.\n")
    #expect(try place.run(check).code == 1)
    let failed = try place.run(check + ["--only-failed"])
    #expect(failed.code == 1)
    #expect(failed.output.contains("1 cells: 1 compile"))
    try place.write("docs/a.md", try place.read("docs/b.md"))
    #expect(try place.run(["check", "--keep-going", "--only-failed"]).code == 0)
    #expect(
      try place.run(check + ["--only-failed"]).output == "Nothing was wrong in the last check.\n")
  }

  @Test func `what is wrong with the settings for documents is said once`() throws {
    let place = try ScratchPackage()
    for name in ["a", "b"] { try place.write("docs/\(name).md", "```swift\nprint(canvas)\n```\n") }
    func check(_ settings: String) throws -> ScratchPackage.Run {
      try place.write(".chapters.yml", settings)
      return try place.run("check", "--keep-going", "docs")
    }
    let unknown = try check("- paths: docs\n  preludes: let a = 1\n")
    #expect(unknown.code != 0)
    #expect(unknown.errors.components(separatedBy: ".chapters.yml:2:3: error: ").count == 2)
    let wrong = try check("- paths: docs\n  prelude: |\n    let canvas: Int = \"\"\n")
    #expect(wrong.code == 1)
    #expect(wrong.errors.components(separatedBy: ".chapters.yml:3:23: error: ").count == 2)
    let right = try check("- paths: [docs/*.md]\n  prelude: let canvas = 1\n")
    #expect(right.code == 0)
    #expect(right.output.hasPrefix("2 cells: 2 compile, 2 run to their end.\n"))
  }

  @Test func `the summary says which name opens most cells`() throws {
    let place = try ScratchPackage()
    let cells = (1...5).map { "```swift\nprint(canvas, \($0))\n```\n" }
    try place.write("docs/a.md", cells.joined())
    let run = try place.run("check", "--keep-going", "docs")
    #expect(
      run.output.hasSuffix(
        """
        5 cells need 'canvas'; say what it is in .chapters.yml:
          - paths: "**"
            prelude: let canvas = …

        """))
  }

  @Test func `colours come where somebody asks for them`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", "```swift\nprint(1)\n// Prints \"2\"\n```\n")
    let check = ["check", "--keep-going", "docs"]
    #expect(try !place.run(check).output.contains("\u{1B}["))
    #expect(try place.run(check + ["--color", "always"]).output.contains("\u{1B}["))
    #expect(try place.run(check + ["--color", "sometimes"]).code == 2)
  }

  @Test func `a snippet is a cell, held to its comments`() throws {
    let place = try ScratchPackage()
    try place.write(
      "Snippets/Answer.swift",
      "import Greeting\n// snippet.show\nprint(answer())\n// Prints \"41\"\nprint(1)\n")
    for mode in [["check", "Snippets"], ["check", "--keep-going", "Snippets"]] {
      let run = try place.run(mode)
      #expect(run.code == 1)
      #expect(
        run.output.contains("Snippets/Answer.swift:4: the cell doesn't print what its comment says")
      )
    }
  }
}
