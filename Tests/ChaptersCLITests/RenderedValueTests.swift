import Foundation
import Testing

extension WritingCommandTests {
  @Test func `a value in a title stands in all pages, in contents and search`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/index.md", "# Book `swift: 1 + 1`\n\nText.\n")
    try package.write("Chapters/01-one.md", "# One\n\n```swift\n1\n```\n```output\n1\n```\n")
    try package.write(
      "Chapters/02-two.md",
      "Two `swift: 40 + 2`\n===\n\nIt is `swift: \"<b>\"`.\n\n## *Part* `swift: 7`\n")
    let run = try package.run("render")
    #expect(run.code == 0)
    for page in ["index.html", "01-one.html", "02-two.html", "search.js"] {
      let text = try package.read("_site/\(page)")
      #expect(text.contains("Two 42"))
      #expect(!text.contains("swift: "))
    }
    #expect(try package.read("_site/01-one.html").contains("Book 2"))
    #expect(
      try package.read("_site/02-two.html").contains(
        "<em>Part</em> <span data-value=\"2\">7</span></h2>"))
    #expect(try package.read("_site/02-two.html").contains("Part 7</a>"))
    #expect(try package.read("_site/index.html").contains("It is &lt;b&gt;."))
    #expect(try package.run("render").code == 0)
  }

  @Test func `pages take the place of nothing that an author put there`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "# One\n")
    for name in ["style.css", "index.html", "01-one.html"] {
      try package.write("pages/\(name)", "mine")
      let run = try package.run("render", "--out", "pages")
      #expect(run.code == 2)
      #expect(run.errors.contains("pages/\(name) isn't an earlier rendering, and "))
      #expect(try package.read("pages/\(name)") == "mine")
      try FileManager.default.removeItem(at: package.folder.appending(path: "pages"))
    }
  }

  @Test func `a site that was written before any note was taken of it is written anew`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "# One\n")
    #expect(try package.run("render").code == 0)
    try FileManager.default.removeItem(at: package.folder.appending(path: "_site/.chapters.json"))
    try package.write("Chapters/01-one.md", "# Another\n")
    for _ in 0..<2 { #expect(try package.run("render").code == 0) }
    #expect(try package.read("_site/01-one.html").contains("Another"))
  }
}
