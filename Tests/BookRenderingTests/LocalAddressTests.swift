import Testing

@testable import BookRendering
@testable import ChapterModel

@Suite struct LocalAddressTests {
  @Test func `an address is a path, and what stands behind it`() throws {
    let address = try #require(LocalAddress("a%20b/c.md?x=1#%C3%A9"))
    #expect(address.path == "a b/c.md")
    #expect(address.rest == "?x=1#%C3%A9")
    #expect(address.fragment == "é")
    #expect(LocalAddress("#part")?.path == "")
    #expect(LocalAddress("/docs/a.md")?.isRooted == true)
    #expect(LocalAddress("01:x.md")?.path == "01:x.md")
  }

  @Test(arguments: ["https://example.org/a.md", "mailto:a@b.md", "//example.org/a", "data:,a"])
  func `what leads elsewhere is none`(_ address: String) {
    #expect(LocalAddress(address) == nil)
  }

  @Test(arguments: [
    ("a/b.html", "index.html", "a/b.html"), ("a/b.html", "a/c.html", "b.html"),
    ("b.html", "a/c/d.html", "../../b.html"), ("a/x y.svg", "b/c.html", "../a/x%20y.svg"),
  ]) func `a place in a site has an address from each page`(
    _ place: String, _ page: String, _ address: String
  ) {
    #expect(SiteMap.address(of: place, from: page) == address)
  }
}
