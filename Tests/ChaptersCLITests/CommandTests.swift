import Foundation
import Testing

/// The tool as a person runs it, in a package of its own.
@Suite(.serialized) struct CommandTests {
  private static let chapter = """
    # One

    ```swift
    print("loss 0.3432, [3, 20]")
    ```
    ```output
    loss 0.3432, [3, 20]
    ```

    """

  @Test func `check passes, and fails with a diff when a record is edited`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", Self.chapter)
    let good = try package.run("check")
    #expect(good.output == "1 of 1 cells match what is recorded.\n")
    #expect(good.code == 0)
    try package.write(
      "Chapters/01-one.md", Self.chapter.replacing("20]\n```\n", with: "21]\n```\n"))
    let bad = try package.run("check")
    #expect(bad.code == 1)
    #expect(
      bad.output == """
        Chapters/01-one.md:7: the cell's output isn't the recorded one
          - loss 0.3432, [3, 21]
          + loss 0.3432, [3, 20]
                             ^^^

        0 of 1 cells match what is recorded.
        Run 'chapters update' to record the fresh outputs, if they are meant.

        """)
  }

  @Test func `update records once, and keeps the file's permissions`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\n1 + 1\n```")
    let file = package.folder.appending(path: "Chapters/01-one.md")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    let first = try package.run("update")
    #expect(first.output == "Chapters/01-one.md: recorded 1 output\n")
    #expect(try package.read("Chapters/01-one.md") == "```swift\n1 + 1\n```\n```output\n2\n```")
    #expect(try package.run("update").output == "Chapters/01-one.md: nothing to record\n")
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o640)
  }

  @Test func `render writes pages and tells where, sources untouched`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", Self.chapter)
    try package.write("Chapters/02-two.md", "# Two\n\n```swift\nfatalError(\"no\")\n```\n")
    let run = try package.run("render")
    #expect(run.code == 1)
    #expect(run.output.contains("Chapters/01-one.md → _site/01-one.html: 1 cell run in "))
    #expect(run.output.contains("Chapters/02-two.md → _site/02-two.html: failed after 0 cells\n"))
    #expect(run.output.contains("Open file://"))
    #expect(run.errors.hasSuffix("Chapters/02-two.md:4:1: error: the cell trapped: no\n"))
    #expect(try package.read("_site/01-one.html").contains("loss 0.3432, [3, 20]"))
    #expect(try package.read("_site/02-two.html").contains("the cell trapped: no"))
    #expect(try package.read("_site/index.html").contains("01-one.html"))
    #expect(try package.read("Chapters/01-one.md") == Self.chapter)
  }

  @Test func `a package that was copied with its build runs at its new place`() throws {
    let place = try ScratchPackage()
    try place.write(
      "Chapters/01-a.md", "```swift\nimport Greeting\nanswer()\n```\n```output\n42\n```\n")
    #expect(try place.run("check").code == 0)
    let copy = place.folder.deletingLastPathComponent()
      .appending(path: "chapters copy \(getpid())", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(at: place.folder, to: copy)
    #expect(try place.run("check", in: copy).code == 0)
  }

  @Test func `a book in which nothing changed runs no compiler`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", Self.chapter)
    _ = try package.run("render")
    try package.write("Chapters/01-one.md", "More prose.\n\n" + Self.chapter)
    // Without a compiler that could run, only what is cached can be shown.
    let compiler = try package.replaceCompiler()
    defer { compiler.restore() }
    let again = try package.run("render")
    #expect(again.output.contains("1 cell, nothing to run"))
    #expect(try package.read("_site/01-one.html").contains("More prose."))
    try package.write("Chapters/01-one.md", Self.chapter.replacing("loss", with: "gain"))
    #expect(try package.run("render").code == 2)
  }

  @Test func `a change of the library runs all`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nimport Greeting\n\nanswer()\n```\n")
    _ = try package.run("update")
    #expect(try package.run("check").code == 0)
    try package.write("Sources/CAnswer/answer.c", "int c_answer(void) { return 43; }\n")
    let run = try package.run("check")
    #expect(run.errors == "Building the package's library …\n")
    #expect(run.output.contains("- 42\n  + 43\n"))
    try package.move("Sources/Greeting/Greeting.swift", to: "Sources/Greeting/Moved.swift")
    #expect(try package.run("check").output.contains("- 42\n  + 43\n"))
    try package.write("Sources/Greeting/New.swift", "public let new = \"new\"\n")
    try package.write("Chapters/01-one.md", "```swift\nimport Greeting\n\nnew\n```\n")
    #expect(try package.run("update").code == 0)
    #expect(try package.read("Chapters/01-one.md").hasSuffix("```output\nnew\n```\n"))
  }

  @Test func `markdown written over the sources changes nothing, or says that it would`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", Self.chapter)
    let same = try package.run("render", "--format", "markdown", "--out", "Chapters")
    #expect(same.code == 0)
    #expect(try package.read("Chapters/01-one.md") == Self.chapter)
    let stale = Self.chapter.replacing("20]\n```\n", with: "21]\n```\n")
    try package.write("Chapters/01-one.md", stale)
    let other = try package.run("render", "--format", "markdown", "--out", "Chapters")
    #expect(other.code == 2)
    #expect(other.errors.hasPrefix("error: Chapters/01-one.md is a chapter, and rendering would"))
    #expect(try package.read("Chapters/01-one.md") == stale)
  }

  @Test func `what can't run says why in a sentence`() throws {
    let package = try ScratchPackage()
    let empty = try package.run("check")
    #expect(empty.code == 2)
    #expect(
      empty.errors == """
        error: there is no chapter in Chapters; put a Markdown file there, such as \
        Chapters/01-start.md

        """)
    try package.write("Chapters/01-one.md", Self.chapter)
    let wrong = try package.run("check", "tow")
    #expect(wrong.code == 2)
    #expect(wrong.errors == "error: there is no chapter 'tow'; there are 01-one\n")
    let missing = try package.run("check", environment: ["PATH": "/nowhere"])
    #expect(missing.code == 2)
    #expect(missing.errors.hasPrefix("error: 'swift' isn't in PATH; install Swift 6.3"))
    let outside = try package.run("check", in: URL(filePath: "/"))
    #expect(outside.code == 2)
    #expect(outside.errors.hasPrefix("error: there is no Package.swift in / or above it"))
    try package.write("Sources/Greeting/Broken.swift", "let x: Int = \"\"\n")
    let broken = try package.run("check")
    #expect(broken.code == 2)
    #expect(broken.errors.contains("error: the package's library doesn't build"))
    #expect(broken.errors.contains("Broken.swift:1:14: error: cannot convert value"))
  }

  @Test func `an unreadable chapter doesn't keep the others from rendering`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", Self.chapter)
    try package.write("Chapters/02-two.md", "```swift\nno end\n")
    try FileManager.default.createDirectory(
      at: package.folder.appending(path: "Chapters/03-folder.md"), withIntermediateDirectories: true
    )
    let run = try package.run("render")
    #expect(run.code == 1)
    #expect(run.errors.contains("Chapters/02-two.md:1:1: error: this fence is never closed"))
    #expect(run.errors.contains("Chapters/03-folder.md: error: the chapter can't be read: "))
    #expect(try package.read("_site/01-one.html").contains("loss"))
  }

  @Test func `an interrupt ends the cells and removes what was made for them`() async throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nwhile true {}\n```\n")
    _ = try package.run("check", "--timeout", "0.1")
    let process = try package.start("render")
    let runs = { try package.names(in: ".build/chapters").filter { $0.hasPrefix("run-") } }
    while try package.processes().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try await package.endsItsProcesses())
    #expect(try runs() == [])
  }

  @Test func `a killed tool takes its cells with it`() async throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nwhile true {}\n```\n")
    let process = try package.start("render")
    while try package.processes().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try await package.endsItsProcesses())
  }

  @Test func `what a cell has started ends with it`() throws {
    let package = try ScratchPackage()
    let length = "1000.\(getpid())"
    try package.write(
      "Chapters/01-one.md",
      """
      ```swift timeout=500ms
      import Foundation

      let process = Process()
      process.executableURL = URL(filePath: "/bin/sleep")
      process.arguments = ["\(length)"]
      try process.run()
      process.waitUntilExit()
      ```

      """)
    let run = try package.run("render")
    #expect(run.errors.contains("01-one.md:8:1: error: the cell ran longer than 0.5 s"))
    #expect(try ScratchPackage.commandLines().filter { $0.contains(length) } == [])
  }

  @Test func `a chapter continues another, whose cells aren't shown again`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nlet one = 1\nprint(\"once\")\n```\n")
    try package.write(
      "Chapters/02-two.md", "---\ncontinues: 01-one\n---\n\n```swift\none + 1\n```\n")
    try package.write(
      "Chapters/03-three.md",
      "---\ncontinues: 02-two\n---\n\n```swift\none + 2\nfatalError(\"at its place\")\n```\n")
    let run = try package.run("update")
    #expect(
      run.errors.hasSuffix("Chapters/03-three.md:7:1: error: the cell trapped: at its place\n"))
    #expect(try package.read("Chapters/02-two.md").hasSuffix("one + 1\n```\n```output\n2\n```\n"))
    // A change above runs what continues it.
    try package.write("Chapters/01-one.md", "```swift\nlet one = 10\n```\n")
    #expect(try package.run("check", "2").output.contains("- 2\n  + 11\n"))
    try package.write("Chapters/01-one.md", "```swift\nlet one = \n```\n")
    #expect(
      try package.run("check", "2").errors.contains("Chapters/01-one.md:2:10: error: expected"))
    for name in ["04-no", "01-one"] {
      try package.write("Chapters/01-one.md", "---\ncontinues: \(name)\n---\n")
      let run = try package.run("check", "1")
      #expect(run.errors.contains("01-one.md:1:1: error: '\(name)' can't be continued"))
    }
  }

  @Test func `a changed file runs the chapter that depends on it`() throws {
    let package = try ScratchPackage()
    try package.write("data.txt", "first")
    let code = "try String(contentsOfFile: \"data.txt\", encoding: .utf8)"
    let cell = "```swift\nimport Foundation\n\n\(code)\n```\n"
    try package.write("Chapters/01-one.md", "---\ndepends: data.txt\n---\n\n\(cell)")
    _ = try package.run("update")
    #expect(try package.read("Chapters/01-one.md").hasSuffix("first\n```\n"))
    try package.write("data.txt", "second")
    #expect(try package.run("check").output.contains("- first\n  + second\n"))
  }

  @Test func `a book's settings hold for its chapters, and a wrong one is an error`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nprint(0.5)\n```\n```output\n0.6\n```\n")
    try package.write("Chapters/book.yml", "title: A book\ntolerance: 0.2\n")
    #expect(try package.run("check").code == 0)
    _ = try package.run("render")
    #expect(try package.read("_site/index.html").contains("<title>A book</title>"))
    try package.write("Chapters/book.yml", "title: A book\ntolerence: 0.2\n")
    let run = try package.run("check")
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix("Chapters/book.yml:2:1: error: 'tolerence' can't be set (did you"))
  }

  @Test func `update can ask, and can record only what is missing`() throws {
    let package = try ScratchPackage()
    let text = "```swift\n1\n```\n\n```swift\n2\n```\n```output\nold\n```\n\n```swift\n3\n```\n"
    try package.write("Chapters/01-one.md", text)
    let asked = try package.run("update", "--interactive", input: "n\nwhat\ny\nq\n")
    #expect(asked.output.contains("Chapters/01-one.md:1: the cell prints, and nothing is recorded"))
    #expect(asked.output.contains("  - old\n  + 2\n"))
    #expect(asked.output.hasSuffix("Chapters/01-one.md: recorded 1 output\n"))
    #expect(
      try package.read("Chapters/01-one.md") == text.replacing("old", with: "2"))
    try package.write("Chapters/01-one.md", text)
    #expect(try package.run("update", "--missing").output.hasSuffix("recorded 2 outputs\n"))
    #expect(try package.read("Chapters/01-one.md").contains("```output\nold\n```\n"))
  }

  @Test func `check reports in forms that other tools read, and by parts`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", Self.chapter)
    try package.write("Chapters/02-two.md", "```swift\nprint(\"<&>\")\n```\n")
    let json = try package.run("check", "--report", "json")
    #expect(json.code == 1)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let chapters = object?["chapters"] as? [[String: Any]]
    #expect(
      chapters?.map { $0["file"] as? String } == ["Chapters/01-one.md", "Chapters/02-two.md"])
    let github = try package.run("check", "--report", "github")
    #expect(
      github.output == """
        ::error file=Chapters/02-two.md,line=1::the cell prints, and nothing is recorded below \
        it%0A  + <&>%0A

        """)
    let junit = try package.run("check", "--report", "junit")
    #expect(junit.output.contains("<testsuites name=\"chapters\" tests=\"2\" failures=\"1\">"))
    #expect(junit.output.contains("Chapters/02-two.md:1&#10;  + &lt;&amp;&gt;&#10;</failure>"))
    #expect(try package.run("check", "--shard", "1/2").code == 0)
    #expect(try package.run("check", "--shard", "2/2").code == 1)
    #expect(try package.run("check", "--shard", "3/2").code == 2)
  }

  @Test func `a file's name may hold what means something in an address`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/a#b?c%20.md", "# Odd\n")
    _ = try package.run("render")
    #expect(try package.read("_site/index.html").contains("href=\"a%23b%3Fc%2520.html\""))
    #expect(try package.read("_site/a#b?c%20.html").contains("<h1 id=\"odd\">Odd</h1>"))
  }
}
