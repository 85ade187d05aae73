import Testing

@testable import SourceModel

@Suite struct SemanticVersionTests {
  @Test func `three numbers are a version, with a tag's letter before them`() {
    #expect(["7.1.2", "v0.10.0"].map { SemanticVersion($0)?.description } == ["7.1.2", "0.10.0"])
    for text in ["", "7", "7.1", "7.1.2.3", "7.1.", "7.1.2-beta.1", "+7.1.2", "7.-1.2", "x7.1.2"] {
      #expect(SemanticVersion(text) == nil, "\(text)")
    }
  }

  @Test func `versions are ordered by their numbers`() {
    let versions = ["1.0.10", "0.9.9", "1.0.9", "1.2.0"].compactMap { SemanticVersion($0) }
    #expect(versions.sorted().map(\.description) == ["0.9.9", "1.0.9", "1.0.10", "1.2.0"])
  }
}
