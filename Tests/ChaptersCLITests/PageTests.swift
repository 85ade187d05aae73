import Foundation
import Testing

extension WritingCommandTests {
  @Test func `a book's own theme takes the place of ours, file by file`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "# One\n\n```swift\n1\n```\n")
    try package.write("Chapters/theme/style.css", "body { color: teal }\n")
    try package.write("Chapters/theme/logo.svg", "<svg/>")
    try package.write("Chapters/theme/page.mustache", "<p>{{title}}</p>\n{{{content}}}")
    #expect(try package.run("render").code == 0)
    #expect(try package.read("_site/style.css") == "body { color: teal }\n")
    #expect(try package.read("_site/logo.svg") == "<svg/>")
    #expect(try package.read("_site/01-one.html").hasPrefix("<p>One</p>\n<h1 id=\"one\">"))
    #expect(try package.read("_site/index.html").contains("<script src=\"theme.js\">"))

    try package.write("Chapters/theme/page.mustache", "<p>\n{{#open}}\n")
    let broken = try package.run("render")
    #expect(broken.code == 2)
    #expect(broken.errors.contains("theme/page.mustache:3: error: the template can't be read"))
  }

  @Test func `pages can be searched, those that weren't rendered now too`() throws {
    let package = try ScratchPackage(.writing)
    try package.write(
      "Chapters/01-one.md", "# One\n\nSome *words*.\n\n## Two\n\n```swift\nlet x = 1\n```\n")
    try package.write("Chapters/02-more.md", "# More\n\n```swift hidden\nlet secret = 1\n```\n")
    #expect(try package.run("render", "1").code == 0)
    let index = try package.read("_site/search.js")
    #expect(
      index.contains(
        """
        {"chapter":"One","code":"","number":1,"page":"01-one.html","text":"Some words. ",\
        "title":"One"}
        """))
    #expect(
      index.contains("\"code\":\"let x = 1\\n\\n\",\"number\":1,\"page\":\"01-one.html#two\""))
    #expect(index.contains("\"chapter\":\"More\""))
    #expect(!index.contains("secret"))
  }

  @Test func `links that lead nowhere fail the check, in every report`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "# One\n\n[a](02-none.md)\n")
    let message = "the link leads to '02-none.md', which isn't there"
    let place = "Chapters/01-one.md:3:1: error: \(message)"
    let plain = try package.run("check")
    #expect(plain.code == 1)
    #expect(plain.errors.hasSuffix("\n\(place)\n"))
    #expect(
      try package.run("check", "--report", "github").output
        == "::error file=Chapters/01-one.md,line=3::\(message)\n")
    #expect(try package.run("check", "--report", "junit").output.contains("failures=\"1\""))
    #expect(
      try package.run("check", "--report", "json").output.contains("\"references\" : [\n"))
  }
}
