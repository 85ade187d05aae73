import Testing

@testable import ChapterModel

@Suite struct HTMLAddressesTests {
  private func mapped(_ html: String) -> String {
    HTMLAddresses.mapped(html) { $0.hasSuffix(".md") ? $0.dropLast(3) + ".html" : $0 }
  }

  @Test func `addresses are found however they are written`() {
    #expect(mapped("<a href=\"x.md\">") == "<a href=\"x.html\">")
    #expect(mapped("<a\n title='>' HREF = x.md>") == "<a\n title='>' HREF = \"x.html\">")
    #expect(mapped("<a href='x&amp;y.md'/>") == "<a href=\"x&amp;y.html\"/>")
    #expect(mapped("<a href=\" x.md \">") == "<a href=\"x.html\">")
    #expect(
      mapped("<img srcset=\"a.md 1x, b.md 2x\" src=c.md>")
        == "<img srcset=\"a.html 1x, b.html 2x\" src=\"c.html\">")
  }

  @Test func `what is no address stays as it is, byte for byte`() {
    for html in [
      "<!-- <a href=\"x.md\"> -->", "<pre>&lt;a href=\"x.md\"></pre>", "a < b href=\"x.md\"",
      "<script>'<a href=\"x.md\">'</script>", "<textarea><a href=\"x.md\"></textarea>",
      "<p title=\"x.md\" data-href=\"x.md\">", "<a name=\"x.md\">", "<a href", "<a href=", "<",
      "</a href=\"x.md\">", "<a href='https://example.org'>", "<script>",
      "<img src=\"data:image/png;base64,AA==\">", "<!--", "é <b>文</b>\r\n",
    ] {
      #expect(mapped(html) == html)
    }
  }

  @Test func `all are told with their lines, and whether they are shown`() {
    let all = HTMLAddresses.all(in: "<p>\n<a href=a>\n<img src='b' alt=\"\">\n<video poster=c></p>")
    #expect(all.map(\.address) == ["a", "b", "c"])
    #expect(all.map(\.line) == [1, 2, 3])
    #expect(all.map(\.isShown) == [false, true, true])
  }
}
