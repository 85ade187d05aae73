import Testing

@testable import CellExecution
@testable import RecordCheck

@Suite struct SymbolPathTests {
  private let symbols: PublicSymbols = {
    var symbols = PublicSymbols()
    symbols.modules = ["Shapes"]
    symbols.add(path: ["Offset"], kind: "swift.struct")
    for name in ["+(_:_:)", "-(_:)", "/(_:_:)", "/=(_:_:)", "*-(_:_:)"] {
      symbols.add(path: ["Offset", name], kind: "swift.func.op")
    }
    symbols.add(path: ["∘(_:_:)"], kind: "swift.func.op")
    return symbols
  }()

  @Test(arguments: [
    "Offset/+(_:_:)", "Offset/+", "Offset/-(_:)-22pw2", "Offset/+-7abc4", "Offset//(_:_:)",
    "Offset//",
    "Offset//=(_:_:)", "Shapes/Offset//=", "/Shapes/Offset/*-(_:_:)", "Offset/*-", "∘(_:_:)",
    "Shapes/∘(_:_:)", "Offset/+(_:_:)->Offset",
  ])
  func `a link leads to an operator`(_ link: String) throws {
    #expect(try #require(SymbolPath(link)).leads(to: symbols, from: []))
  }

  @Test(arguments: ["Offset/-(_:_:)", "Offset/*", "Offset//(_:)", "+(_:_:)", "/(_:_:)", "Offset/="])
  func `a link to another operator leads nowhere`(_ link: String) throws {
    #expect(try !#require(SymbolPath(link)).leads(to: symbols, from: []))
  }

  @Test func `from a type's page its operators are near`() throws {
    #expect(try #require(SymbolPath("/(_:_:)")).leads(to: symbols, from: ["Shapes/Offset"]))
  }

  @Test(arguments: ["", "(_:_:)", "Offset//other", "Offset/+ (_:_:)", "Offset/+("])
  func `what can't be a path is none`(_ text: String) { #expect(SymbolPath(text) == nil) }
}
