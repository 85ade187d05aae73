import CellRuntime
import Testing

@testable import ChapterModel

@Suite struct RuntimeVariableTests {
  @Test(arguments: [
    RuntimeVariable.mark, RuntimeVariable.attempt, RuntimeVariable.position,
    RuntimeVariable.displays, RuntimeVariable.run,
  ])
  func `what the runner says to cells can't be set by authors`(name: String) {
    #expect(SettingsReader.isReserved(name))
    #expect(!SettingsReader.isReserved("MY_" + name))
  }
}
