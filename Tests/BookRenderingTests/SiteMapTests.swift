import Testing

@testable import BookRendering

@Suite struct SiteMapTests {
  @Test(arguments: [
    ("a/b.html", "index.html", "a/b.html"), ("a/b.html", "a/c.html", "b.html"),
    ("b.html", "a/c/d.html", "../../b.html"), ("a/x y.svg", "b/c.html", "../a/x%20y.svg"),
  ]) func `a place in a site has an address from each page`(
    _ place: String, _ page: String, _ address: String
  ) {
    #expect(SiteMap.address(of: place, from: page) == address)
  }
}
