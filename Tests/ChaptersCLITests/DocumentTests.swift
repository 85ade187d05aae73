import Foundation
import Testing

extension CommandTests {
  /// Documents that were written without us.
  private static let documents = [
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
    let place = try Workplace()
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

        """)
    #expect(run.errors.contains("docs/guide.md:7:13: left out: cannot find 'unknown' in scope"))
    #expect(run.errors.contains("docs/code.swift:2:5: left out: the cell trapped"))
    let rest = try place.run("check", "--keep-going", "docs/guide.md", "docs/code.swift")
    #expect(rest.code == 0)
  }

  @Test func `cells left out are no failures in any report`() throws {
    let place = try Workplace()
    for (name, text) in Self.documents { try place.write(name, text) }
    func report(_ format: String) throws -> Workplace.Run {
      try place.run(
        "check", "--keep-going", "docs/guide.md", "docs/code.swift", "--report", format)
    }
    let json = try report("json")
    #expect(json.code == 0)
    #expect(json.output.components(separatedBy: "\"left-out\"").count == 3)
    #expect(json.output.contains("\"matching\" : 1"))
    let junit = try report("junit")
    #expect(junit.output.contains("tests=\"3\" failures=\"0\""))
    #expect(
      junit.output.contains(
        "<skipped message=\"docs/guide.md:7:13: left out: cannot find &#39;unknown&#39; in scope\"/>"
      ))
    let github = try report("github")
    #expect(github.output.contains("::notice file=docs/guide.md,line=7::"))
    #expect(!github.output.contains("::error"))
  }

  @Test func `update writes neither comments nor sources`() throws {
    let place = try Workplace()
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

  @Test func `a folder without documents is an error`() throws {
    let place = try Workplace()
    try place.write("docs/a.md", "```swift\nprint(1)\n```\n")
    try place.write("pictures/a.txt", "none")
    for run in [try place.run("check", "pictures"), try place.run("check", "docs", "pictures")] {
      #expect(run.code == 2)
      #expect(
        run.errors == """
          error: there is neither Markdown nor Swift below pictures; name files, or a folder that \
          has some

          """)
    }
  }
}
