import Foundation
import Testing

@testable import Literate

@Suite struct ProgramTests {
  @Test func `a trailing expression keeps its columns`() throws {
    let chapter = try Chapter(contentsOf: URL(filePath: "/tmp/t1/Chapters/01-hi.md"), shownAs: "c.md")
    print(SwiftCode(chapter.cells[0].code))
    print(Program(chapter).source)
  }
}
