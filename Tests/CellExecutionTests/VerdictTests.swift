import SourceModel
import Testing

@testable import CellExecution
@testable import ChapterModel

@Suite struct VerdictTests {
  @Test(arguments: [
    ("\n  \nld: error: undefined symbol: f\n", "ld: error: undefined symbol: f"),
    ("", "the compiler says nothing"),
  ])
  func `what a program can't be built with is said in one line`(output: String, reason: String) {
    let failure = CellFailure(
      cell: Cell.ID(file: "a.md", index: 0), location: SourceLocation(file: "a.md", line: 1),
      reason: .notBuilt(output))
    let opening = "with this cell the chapter's program can't be built: "
    #expect(failure.sentence == opening + reason)
  }
}
