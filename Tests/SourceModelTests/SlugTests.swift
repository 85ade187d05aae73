import Testing

@testable import SourceModel

@Suite struct SlugTests {
  @Test func `a text's words are joined by hyphens`() {
    #expect(Slug.of("  What's a Tensor, 2?") == "what-s-a-tensor-2")
    #expect(Slug.of("Über Größen") == "über-größen")
    #expect(Slug.of("…") == "")
    #expect(Slug.of("Über Größen", keeping: { $0.isASCII && $0.isLetter }) == "ber-gr-en")
  }

  @Test func `words are added until the length is reached`() {
    #expect(Slug.of("one two three", length: 8) == "one-two")
    #expect(Slug.of("incomprehensibilities", length: 8) == "incomprehensibilities")
  }

  @Test func `equal names are numbered before their endings`() {
    var names = UniqueNames(besides: ["index.html"], ignoringCase: true)
    #expect(names.next("Index", ending: ".html") == "Index-2.html")
    #expect(names.next("a", ending: ".html") == "a.html")
    #expect(names.next("A", ending: ".html") == "A-2.html")
    var anchors = UniqueNames(numberedFrom: 1)
    #expect(["a", "A", "a", "a"].map { anchors.next($0) } == ["a", "A", "a-1", "a-2"])
    #expect(["b-1", "b", "b", "b"].map { anchors.next($0) } == ["b-1", "b", "b-2", "b-3"])
  }

  @Test(.timeLimit(.minutes(1))) func `many equal names are numbered at once`() {
    var names = UniqueNames()
    // If each tried all numbers from the first, this would take hours.
    #expect((0..<200_000).map { _ in names.next("a") }.last == "a-200000")
  }
}
