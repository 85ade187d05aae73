import CellRuntime
import Testing

@testable import ChapterModel

@Suite struct RuntimeVariableTests {
  @Test func `what the runner says to cells can't be set by authors`() {
    #expect(SettingsReader.isReserved(RuntimeVariable.prefix + "ANYTHING"))
    #expect(!SettingsReader.isReserved("MY_" + RuntimeVariable.prefix))
  }
}
