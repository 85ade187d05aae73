import Foundation
import Testing

extension CommandTests {
  @Test func `cells left out are no failures in any report`() throws {
    let place = try ScratchPackage()
    for (name, text) in Self.documents { try place.write(name, text) }
    func report(_ format: String) throws -> ScratchPackage.Run {
      try place.run(
        "check", "--keep-going", "docs/guide.md", "docs/code.swift", "--report", format)
    }
    let json = try report("json")
    #expect(json.code == 0)
    #expect(json.output.components(separatedBy: "\"left-out\"").count == 3)
    #expect(json.output.contains("\"matching\" : 1"))
    #expect(json.output.contains("\"leftOut\" : 2"))
    #expect(json.output.contains("\"class\" : \"context\""))
    let junit = try report("junit")
    #expect(junit.output.contains("tests=\"3\" failures=\"0\""))
    #expect(
      junit.output.contains(
        "<skipped message=\"left out (context): cannot find &#39;unknown&#39; in scope\"/>"
      ))
    let github = try report("github")
    #expect(github.output.components(separatedBy: "::notice").count == 2, "one for all")
    #expect(!github.output.contains("::error"))
    #expect(github.errors.isEmpty)
  }

  @Test func `several reports of one run go to files, beside what is shown`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", Self.broken)
    let run = try place.run(
      "check", "--keep-going", "docs", "--report", "markdown=page.md", "--report", "json=a=b.json",
      "--report", "plain")
    #expect(run.code == 1)
    #expect(run.output.contains("3 cells: 1 compile, 1 run to their end."))
    #expect(
      try place.read("page.md") == """
        ### chapters: 2 things are wrong

        | | |
        |---|--:|
        | cells | 3 |
        | compile | 1 |
        | run to their end | 1 |
        | outputs recorded | 1 |
        | outputs that match | 0 |
        | broken | 1 |
        | stale | 0 |
        | left out | 1 |

        #### Broken

        - docs/a.md:2: extra argument 'and' in call

        #### Differs

        - docs/a.md:5: the value isn't the one that its comment shows

          ```diff
          - 41
          + 42
          ```


        <details><summary>1 left out</summary>

        | | |
        |---|--:|
        | names what no code declares | 1 |

        </details>


        """)
    #expect(try place.read("a=b.json").contains("\"broken\" : 1"))
    let two = try place.run("check", "docs", "--report", "json", "--report", "junit")
    #expect(two.code == 2)
    #expect(two.errors.contains("only one report can be shown"))
    let gone = try place.run(
      "check", "--keep-going", "docs", "--report", "json=none/a.json")
    #expect(gone.code == 2)
    for words in [["--cache", "cache.example"], ["--cache-read-only"]] {
      let run = try place.run(["check", "docs"] + words)
      #expect(run.code == 2)
      #expect(run.errors.contains(words.count == 2 ? "http:// or https://" : "--cache URL"))
    }
  }

  @Test func `a broken example fails the check, comes first, and is an error in every report`()
    throws
  {
    let place = try ScratchPackage()
    try place.write("docs/a.md", Self.broken)
    let run = try place.run("check", "--keep-going", "docs/a.md")
    #expect(run.code == 1)
    #expect(
      run.output == """
        docs/a.md:2:33: broken: extra argument 'and' in call

        docs/a.md:5: the value isn't the one that its comment shows
          - 41
          + 42

        3 cells: 1 compile, 1 run to their end.
        0 of 1 recorded outputs match.
        1 cell is broken.
        1 left out; --verbose says which:
          1 names what no code declares

        """)
    let json = try place.run("check", "--keep-going", "docs/a.md", "--report", "json")
    for status in ["broken", "differs", "left-out"] {
      #expect(json.output.contains("\"status\" : \"\(status)\""))
    }
    let junit = try place.run("check", "--keep-going", "docs/a.md", "--report", "junit")
    #expect(junit.output.contains("tests=\"3\" failures=\"2\""))
    let github = try place.run("check", "--keep-going", "docs/a.md", "--report", "github")
    #expect(
      github.output.contains(
        "::error file=docs/a.md,line=2,col=33::broken: extra argument 'and' in call\n"))
  }

  @Test func `what makes the check fail is for its user to say`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", "```swift\nprint(greeting(for: \"you\", and: 1))\n```\n")
    func code(_ verdict: String) throws -> Int32 {
      try place.run("check", "--keep-going", "--fail-on", verdict, "docs/a.md").code
    }
    #expect(try code("nothing") == 0)
    #expect(try code("differs") == 0)
    #expect(try code("broken") == 1)
    #expect(try code("stale") == 1)
    #expect(try code("often") == 2)
  }

  @Test func `a baseline accepts what is there, and nothing new`() throws {
    let place = try ScratchPackage()
    try place.write("docs/a.md", Self.broken)
    let check = ["check", "--keep-going", "--baseline", "docs.baseline", "docs/a.md"]
    let missing = try place.run(check)
    #expect(missing.code == 2)
    #expect(missing.errors.contains("there is no baseline docs.baseline; write it with --accept"))
    #expect(try place.run(check + ["--accept"]).code == 0)
    #expect(
      try place.read("docs.baseline").split(separator: "\n").dropFirst() == [
        "docs/a.md: broken: extra argument 'and' in call", "docs/a.md: differs: - 41",
      ])
    // Moved, it is the same; mended, it is counted; a further one fails.
    try place.write("docs/a.md", "Text.\n\n" + Self.broken)
    #expect(try place.run(check).code == 0)
    try place.write("docs/a.md", Self.broken.replacing("41", with: "42"))
    let mended = try place.run(check)
    #expect(mended.code == 0)
    #expect(
      mended.output.hasSuffix(
        "1 findings are accepted in docs.baseline; 1 are mended, --accept takes them out.\n"))
    try place.write("docs/a.md", Self.broken + "```swift\nlet n = answer()  // 40\n```\n")
    #expect(try place.run(check).code == 1)
  }
}
