import Testing

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
}
