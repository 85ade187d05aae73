import Testing

@testable import ChapterModel

@Suite struct ChapterNumberTests {
  private func numbers(_ names: String...) -> [String] {
    ChapterNumber.numbers(of: names).map { "\($0.kind) \($0)" }
  }

  @Test func `files with a letter are appendices of a book that has numbers`() {
    #expect(
      numbers("01-one", "02-two", "A-words", "B", "about")
        == ["Chapter 1", "Chapter 2", "Appendix A", "Chapter 3", "Chapter 4"])
  }

  @Test func `a book without numbers has chapters only`() {
    #expect(numbers("A-words", "a-way", "b") == ["Chapter 1", "Chapter 2", "Chapter 3"])
  }
}
