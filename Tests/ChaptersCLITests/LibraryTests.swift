import Foundation
import Testing

/// When the package's library is built anew.
extension CommandTests {
  private static let greeting = "```swift\nimport Greeting\nprint(Extra().text)\n```\n"

  @Test func `whatever SwiftPM builds counts, and nothing else`() throws {
    let package = try ScratchPackage()
    func extra(_ text: String) -> String {
      "public struct Extra {\n  public init() {}\n  public var text: String { \(text.debugDescription) }\n}\n"
    }
    try package.write("Chapters/a.md", Self.greeting)
    try package.write("Sources/Greeting/_Sub/extra.swift", extra("one"))
    try package.write("Elsewhere/.keep", "")
    try FileManager.default.createSymbolicLink(
      atPath: package.folder.appending(path: "Sources/Greeting/Linked").path,
      withDestinationPath: "../../Elsewhere")
    #expect(try package.run("update").code == 0)
    #expect(try package.read("Chapters/a.md").contains("\none\n"))
    // A folder that begins with an underscore.
    try package.write("Sources/Greeting/_Sub/extra.swift", extra("another"))
    let changed = try package.run("check")
    #expect(changed.code == 1)
    #expect(changed.output.contains("+ another"))
    // A folder that is a link.
    try package.write("Sources/Greeting/_Sub/extra.swift", "")
    try package.write("Elsewhere/linked.swift", extra("one"))
    #expect(try package.run("check").code == 0)
    try package.write("Elsewhere/linked.swift", extra("linked"))
    #expect(try package.run("check").output.contains("+ linked"))
    // What isn't built.
    try package.write("data.txt", "1")
    try package.write("Sources/Greeting/Notes.md", "1")
    try package.write("Chapters/figures/a.svg", "<svg/>")
    #expect(!(try package.run("check").errors.contains("Building the package's library")))
  }

  @Test func `resources and headers count, which are no part of the library's code`() throws {
    let package = try ScratchPackage()
    let manifest = try package.read("Package.swift")
    try package.write(
      "Package.swift",
      manifest.replacing("[\"CAnswer\"])", with: "[\"CAnswer\"], resources: [.copy(\"Words\")])"))
    try package.write("Sources/Greeting/Words/help.md", "one")
    try package.write(
      "Sources/Greeting/Help.swift",
      """
      import Foundation
      public func help() throws -> String {
        try String(contentsOf: Bundle.module.bundleURL.appending(path: "Words/help.md"), encoding: .utf8)
      }
      """)
    try package.write(
      "Sources/CAnswer/include/answer.h", "int c_answer(void);\n#define ANSWERS 5\n")
    try package.write("Chapters/a.md", "```swift\nimport Greeting\nprint(try help())\n```\n")
    try package.write("Chapters/b.md", "```swift\nimport CAnswer\nprint(ANSWERS)\n```\n")
    let recorded = try package.run("update")
    #expect(recorded.code == 0, "\(recorded.errors)")
    #expect(try package.read("Chapters/a.md").contains("\none\n"))
    try package.write("Sources/Greeting/Words/help.md", "two")
    #expect(try package.run("check").output.contains("+ two"))
    #expect(try package.run("update").code == 0)
    try package.write(
      "Sources/CAnswer/include/answer.h", "int c_answer(void);\n#define ANSWERS 6\n")
    #expect(try package.run("check").output.contains("+ 6"))
    #expect(try package.run("update").code == 0)
    #expect(try package.run("check").code == 0)
  }

  @Test func `a library that didn't build, or is gone, is built anew`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/a.md", "```swift\nimport Greeting\nprint(1)\n```\n")
    #expect(try package.run("update").code == 0)
    try package.write("Sources/Greeting/broken.swift", "let a: Int = \"\"\n")
    let broken = try package.run("check")
    #expect(broken.code == 2)
    #expect(broken.errors.contains("the package's library doesn't build"))
    try FileManager.default.removeItem(
      at: package.folder.appending(path: "Sources/Greeting/broken.swift"))
    try package.write(
      "Chapters/a.md", "```swift\nimport Greeting\nprint(2)\n```\n```output\n2\n```\n")
    #expect(try package.run("check").code == 0)
    for part in ["library", "library/.build/release/Modules"] {
      try FileManager.default.removeItem(
        at: package.folder.appending(path: ".build/chapters/\(part)"))
      try? FileManager.default.removeItem(
        at: package.folder.appending(path: ".build/chapters/results"))
      let again = try package.run("check")
      #expect(again.code == 0, "\(again.output)\(again.errors)")
    }
  }

  @Test func `what another build of the tool left among the runtime's sources is removed`() throws {
    let package = try ScratchPackage()
    try package.write("Chapters/a.md", "```swift\nimport Greeting\nprint(1)\n```\n")
    #expect(try package.run("update").code == 0)
    let sources = ".build/chapters/library/Sources/ChaptersRuntime"
    try package.write("\(sources)/Left.swift", "let left: Int = \"\"\n")
    // So that the library is built anew.
    try package.write("Sources/Greeting/more.swift", "public let more = 1\n")
    let run = try package.run("check")
    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(!(try package.names(in: sources).contains("Left.swift")))
  }
}
