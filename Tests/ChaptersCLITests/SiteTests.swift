import Foundation
import Testing

extension WritingCommandTests {
  private static let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"

  @Test func `documents keep their folders in a site, and links between them lead to pages`() throws
  {
    let package = try ScratchPackage(.writing)
    try package.write("README.md", "# Root\n\nSee [docs](docs/README.md#docs) first.\n")
    try package.write("docs/README.md", "# Docs\n\nBack to [the root](../README.md).\n")
    try package.write("docs/deep/more.md", "# More\n\n[Up](../README.md), [root](/README.md).\n")
    let run = try package.run("render", "README.md", "docs")
    #expect(run.code == 0)
    #expect(run.output.contains("docs/README.md → _site/docs/README.html: "))
    #expect(try package.read("_site/README.html").contains("<a href=\"docs/README.html#docs\">"))
    let docs = try package.read("_site/docs/README.html")
    #expect(docs.contains("<a href=\"../README.html\">the root</a>"))
    #expect(docs.contains("<script src=\"../book.js\" defer>"))
    #expect(docs.contains("<a href=\"deep/more.html\">"))
    let more = try package.read("_site/docs/deep/more.html")
    #expect(more.contains("<a href=\"../README.html\">Up</a>, <a href=\"../../README.html\">root"))
    let index = try package.read("_site/index.html")
    #expect(index.contains("<p>Back to <a href=\"README.html\">the root</a>.</p>"))
    #expect(try package.read("_site/search.js").contains("\"page\":\"docs/deep/more.html\""))
    // Markdown keeps them, too.
    _ = try package.run("render", "README.md", "docs", "--format", "markdown", "--out", "out")
    #expect(try package.read("out/docs/README.md").hasPrefix("# Docs"))
    #expect(try package.read("out/README.md").hasPrefix("# Root"))
  }

  @Test func `documents of one name but for its ending have a page each`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("docs/a.md", "# Words\n")
    try package.write("docs/a.swift", "/// ```swift\n/// 1\n/// ```\nfunc f() {}\n")
    #expect(try package.run("render", "docs").code == 0)
    #expect(try package.read("_site/a.html").contains("Words"))
    #expect(try package.names(in: "_site").contains("a.swift.html"))
  }

  @Test func `what pages refer to is in the site, wherever it lies in the package`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("README.md", "# Root\n")
    try package.write("Chapters/img/x y.svg", Self.drawing)
    try package.write("Chapters/data.csv", "a,b\n")
    try package.write("Chapters/style.css", "mine\n")
    try package.write("Examples/a.txt", "a\n")
    try package.write(
      "Chapters/01-one.md",
      """
      # One

      ![p](img/x%20y.svg), [d](data.csv "title"), [r](../README.md#root), [f](../Examples/),
      [s](style.css), <img src='img/x y.svg' alt=""> <a href="data.csv?raw">q</a>

      """)
    #expect(try package.run("check").code == 0)
    #expect(try package.run("render").code == 0)
    #expect(try package.read("_site/img/x y.svg") == Self.drawing)
    #expect(try package.read("_site/data.csv") == "a,b\n")
    #expect(try package.read("_site/package/README.md") == "# Root\n")
    #expect(try package.read("_site/package/Examples/index.html").contains("<code>a.txt</code>"))
    // The page's own stylesheet stays what it is.
    #expect(try package.read("_site/package/Chapters/style.css") == "mine\n")
    let page = try package.read("_site/01-one.html")
    for address in [
      "src=\"img/x%20y.svg\"", "href=\"data.csv\" title=\"title\"",
      "href=\"package/README.md#root\"", "href=\"package/Examples/index.html\"",
      "href=\"package/Chapters/style.css\"", "href=\"data.csv?raw\"",
    ] {
      #expect(page.contains(address), "\(address)")
    }
  }

  @Test func `what lies outside of the package is neither accepted nor published`() throws {
    let package = try ScratchPackage(.writing)
    let secret = package.folder.deletingLastPathComponent().appending(
      path: "secret \(getpid()).txt")
    try Data("secret\n".utf8).write(to: secret)
    defer { try? FileManager.default.removeItem(at: secret) }
    try FileManager.default.createSymbolicLink(
      at: package.folder.appending(path: "link.txt"), withDestinationURL: secret)
    try package.write(
      "Chapters/01-one.md",
      "[a](../../\(secret.lastPathComponent.replacing(" ", with: "%20"))) ![b](../link.txt)\n")
    let check = try package.run("check")
    #expect(check.code == 1)
    #expect(check.errors.contains("which isn't a file of the package; put a copy into it"))
    #expect(
      check.errors.contains("01-one.md:1:30: error: the image leads to '../link.txt'")
        || check.errors.contains("the image leads to '../link.txt'"))
    _ = try package.run("render")
    let files = FileManager.default.enumerator(atPath: package.folder.appending(path: "_site").path)
    #expect(files?.allObjects.contains { "\($0)".contains(".txt") } == false)
  }

  @Test func `links lead to pages in headings, on the front page, in outputs and in HTML`() throws {
    let package = try ScratchPackage(.writing)
    try package.write(
      "Chapters/01-one.md",
      """
      First [see](02-two.md "a title"), [ref][two], [![p](i.svg)](02-two.md#part).

      ## A [heading](02-two.md)

      <a class='x' href=02-two.md>raw</a> <A HREF = '02-two.md'>more</A> <!-- <a href="02-two.md"> -->

      ```swift output=markdown
      print("[printed](02-two.md)")
      ```

      [two]: 02-two.md#part

      """)
    try package.write("Chapters/i.svg", Self.drawing)
    try package.write("Chapters/02-two.md", "# Two\n\n## Part\n")
    _ = try package.run("update")
    #expect(try package.run("render").code == 0)
    let page = try package.read("_site/01-one.html")
    #expect(page.components(separatedBy: "href=\"02-two.html\"").count >= 7)
    for text in [
      "<h2 id=\"a-heading\">A <a href=\"02-two.html\">heading</a></h2>", ">printed</a>",
      "<a class='x' href=\"02-two.html\">raw</a>", "<A HREF = \"02-two.html\">more</A>",
      "<a href=\"02-two.html\" title=\"a title\">see</a>", "<a href=\"02-two.html#part\">ref</a>",
      "<!-- <a href=\"02-two.md\"> -->",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(
      try package.read("_site/index.html").contains(
        "<p>First <a href=\"02-two.html\" title=\"a title\">see</a>, <a href=\"02-two.html#part\">ref"
      ))
    // What HTML refers to is checked as well.
    try package.write("Chapters/02-two.md", "# Two\n\n<p>\n<a href=\"none.md\">x</a></p>\n")
    let check = try package.run("check", "2")
    #expect(
      check.errors
        == "Chapters/02-two.md:4:1: error: the link leads to 'none.md', which isn't there\n")
  }

  @Test func `a chapter without a heading has its title on its page`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "---\ntitle: T & more\n---\n\nText.\n\n## Two\n")
    try package.write("Chapters/02-two.md", "---\ntitle: T\n---\n\n# Mine\n")
    try package.write("Chapters/03-three.md", "<h1>Own</h1>\n")
    try package.write("Chapters/04-four.md", "---\ntitle: ' '\n---\n\nText.\n")
    try package.write("Chapters/index.md", "Welcome.\n")
    try package.write("Chapters/book.yml", "title: The book\n")
    #expect(try package.run("render").code == 0)
    func titles(_ page: String) throws -> [String] {
      try package.read("_site/\(page).html").matches(of: /<h1[^>]*>(.*?)<\/h1>/).map {
        String($0.output.1)
      }
    }
    #expect(try titles("01-one") == ["T &amp; more"])
    #expect(try titles("02-two") == ["Mine"])
    #expect(try titles("03-three") == ["Own"])
    #expect(try titles("04-four") == ["04-four"])
    #expect(try titles("index") == ["The book"])
  }

  @Test func `pages of chapters that are gone go, and nobody else's files`() throws {
    let package = try ScratchPackage(.writing)
    let text = "# N\n\n![p](img/N.svg)\n"
    for name in ["one", "two"] {
      try package.write("Chapters/\(name).md", text.replacing("N", with: name))
      try package.write("Chapters/img/\(name).svg", Self.drawing)
    }
    try package.write("_site/notes.html", "mine")
    try package.write("_site/three.html", "mine")
    #expect(try package.run("render").code == 0)
    try package.write("Chapters/three.md", "# Three\n")
    #expect(try package.run("render", "three").code == 2)
    #expect(try package.read("_site/three.html") == "mine")
    try package.write("_site/CNAME", "example.org")
    for name in ["two", "three"] {
      try FileManager.default.removeItem(at: package.folder.appending(path: "Chapters/\(name).md"))
    }
    let run = try package.run("render")
    #expect(run.output.contains("_site/two.html: removed, its chapter is gone\n"))
    let names = try package.names(in: "_site")
    #expect(!names.contains("two.html"))
    // What stood there before wasn't the tool's, and isn't removed.
    #expect(Set(names).isSuperset(of: ["CNAME", "notes.html", "one.html", "three.html"]))
    #expect(try package.names(in: "_site/img") == ["one.svg"])
    // A page that somebody has changed is theirs.
    try package.write("_site/one.html", "changed")
    try package.move("Chapters/one.md", to: "Chapters/four.md")
    #expect(try package.run("render").code == 0)
    #expect(try package.read("_site/one.html") == "changed")
    #expect(try package.names(in: "_site").contains("four.html"))
  }

  @Test func `Markdown is written over an earlier rendering of it, and over nothing else`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("README.md", "# Mine\n")
    try package.write("docs/README.md", "# Docs\n")
    let over = try package.run("render", "docs/README.md", "--format", "markdown", "--out", ".")
    #expect(over.code == 2)
    #expect(over.errors.contains("README.md isn't an earlier rendering, and "))
    #expect(try package.read("README.md") == "# Mine\n")
    for text in ["# Docs\n", "# Changed\n"] {
      try package.write("docs/README.md", text)
      let run = try package.run("render", "docs/README.md", "--format", "markdown", "--out", "out")
      #expect(run.code == 0)
      #expect(try package.read("out/README.md") == text)
    }
  }

  @Test func `a file that somebody else put into the site isn't written over`() throws {
    let package = try ScratchPackage(.writing)
    try package.write("Chapters/01-one.md", "[d](data.csv)\n")
    try package.write("Chapters/data.csv", "ours\n")
    try package.write("_site/data.csv", "theirs\n")
    let run = try package.run("render")
    #expect(run.code == 2)
    #expect(run.errors.contains("_site/data.csv isn't an earlier rendering, and "))
    #expect(try package.read("_site/data.csv") == "theirs\n")
  }
}
