import Foundation
import Testing

extension CommandTests {
  /// Clears a screen, sets a title, and turns the direction of text around.
  private static let commands = "\u{1B}[2J\u{9B}2J\u{1B}]0;title\u{7}\u{202E}"
  private static let shown = #"\u{1B}[2J\u{9B}2J\u{1B}]0;title\u{7}\u{202E}"#

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
      || (0x202A...0x202E).contains(scalar.value)
  }

  @Test func `what a terminal would obey is shown, wherever it comes from`() throws {
    let package = try ScratchPackage()
    let name = "01-\(Self.commands.replacing("/", with: ""))"
    try package.write(
      "Chapters/\(name).md",
      "# T\n\n[a](\(Self.commands.filter { $0 != "[" && $0 != "]" }).md)\n\n```swift\nprint(1)\n```\n```output\n\(Self.commands)\n```\n"
    )
    try package.write("Chapters/02-word.md", "```swift \(Self.commands)\n1\n```\n")
    try package.write("Chapters/03-setting.md", "---\nx\(Self.commands): 1\n---\n\nText.\n")
    try package.write(
      "Chapters/04-compiler.md", "```swift\nlet a: Int = \"\u{202E}\u{9B}\"\n```\n")
    try package.write(
      "Chapters/05-trap.md", "```swift\nfatalError(\"\\u{1B}[2J \\u{202E}\")\n```\n")
    let check = try package.run("check")
    for arguments in [["check"], ["update"], ["render"], ["doctor"], ["check", Self.commands]] {
      let run = try package.run(arguments)
      #expect(
        !(run.output + run.errors).unicodeScalars.contains(where: Self.isObeyed), "\(arguments)")
      #expect((run.output + run.errors).contains(#"\u{1B}[2J"#), "\(arguments)")
    }
    #expect(check.output.contains("  - \(Self.shown)\n  + 1\n"))
    #expect(check.errors.contains("error: '\(Self.shown)' is not a word for a cell"))
    for report in ["json", "junit", "github"] {
      let run = try package.run("check", "--report", report)
      #expect(!run.output.unicodeScalars.contains(where: Self.isObeyed), "\(report)")
      if report == "json" { _ = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) }
    }
  }

  @Test func `where nothing can be said, one sentence says why`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "```swift\nprint(1)\n```\n```output\n1\n```\n")
    let commands = [
      "check", "check --report json", "update", "render", "doctor", "export 1 --format swift",
      "clean", "reference", "--help", "check --help", "help update",
      "--generate-completion-script bash",
    ]
    for command in commands {
      for (stream, reason) in [
        (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
      ] {
        let run = try package.run(shell: "chapters \(command) \(stream)")
        #expect(run.code == 2, "\(command) \(stream)")
        let lines = run.errors.split(separator: "\n").filter { !$0.hasPrefix("Building") }
        #expect(lines == ["error: standard output can't be written: \(reason)"], "\(command)")
      }
    }
    let pipe = try package.run(shell: "{ chapters check; echo $? >&2; } | true")
    #expect(pipe.errors.hasSuffix("can't be written: Broken pipe\n2\n"))
    // Nobody to complain to is no reason to fail.
    #expect(try package.run(shell: "chapters check 2>/dev/full").code == 0)
    #expect(try package.run(shell: "chapters check 2>&-").code == 0)
    #expect(try package.run(shell: "chapters check nothing 2>&-").code == 2)
  }

  @Test func `a typed folder counts from where one stands, the usual one from the package`() throws
  {
    let package = try ScratchPackage()
    let text = "```swift\nprint(1)\n```\n```output\n1\n```\n"
    try package.write("Chapters/01-one.md", text)
    try package.write("Sources/Other/01-one.md", text)
    let sources = package.folder.appending(path: "Sources")
    #expect(try package.run("check", "--book", "../Chapters", in: sources).code == 0)
    #expect(try package.run("check", "--book", "Other", in: sources).code == 0)
    let wrong = try package.run("check", "--book", "Chapters", in: sources)
    #expect(wrong.code == 2)
    #expect(wrong.errors.hasPrefix("error: there is no chapter in Sources/Chapters;"))
    #expect(try package.run("check", "../Chapters/01-one.md", in: sources).code == 0)
    #expect(try package.run("render", in: sources).code == 0)
    #expect(try package.run("reference", in: sources).code == 0)
    #expect(try package.run("render", "--out", "pages", in: sources).code == 0)
    #expect(try package.run("new", "Two", in: sources).code == 0)
    #expect(
      try package.run("doctor", "--book", "../Chapters", in: sources).output.contains("2 chapters"))
    #expect(try package.names(in: "Sources").sorted() == ["CAnswer", "Greeting", "Other", "pages"])
    #expect(try package.names(in: "_site").contains("01-one.html"))
    #expect(try package.names(in: "_site/reference").contains("index.html"))
    #expect(try package.names(in: "Chapters").sorted() == ["01-one.md", "02-two.md"])
  }

  @Test func `a chapter that can't be read is a failure in every report`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/01-one.md", "# A\n\n```swift hiden\n1\n```\n")
    let junit = try package.run("check", "--report", "junit")
    #expect(junit.code == 1)
    #expect(junit.output.contains("<testsuites name=\"chapters\" tests=\"1\" failures=\"1\">"))
    #expect(
      junit.output.contains(
        "<testcase classname=\"Chapters/01-one.md\" name=\"chapter\"><failure message=\"Chapters/01-one.md:3:1: error: &#39;hiden&#39;"
      ))
    let github = try package.run("check", "--report", "github")
    // An annotation stands at its place, so that the message needn't say it.
    #expect(
      github.output.hasPrefix(
        "::error file=Chapters/01-one.md,line=3::'hiden' is not a word for a cell"))
    let json = try package.run("check", "--report", "json").output
    let report = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(report?["tests"] as? Int == 1)
    #expect(report?["failures"] as? Int == 1)
    // Of a chapter that is continued, what fails is no cell of this one.
    try package.write("Chapters/01-one.md", "```swift\nfatalError()\n```\n")
    try package.write("Chapters/02-two.md", "---\ncontinues: 01-one\n---\n\n```swift\n1\n```\n")
    let second = try package.run("check", "2", "--report", "junit")
    #expect(second.code == 1)
    #expect(second.output.contains("tests=\"2\" failures=\"1\""))
  }
}
