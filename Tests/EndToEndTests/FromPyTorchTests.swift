import Foundation
import TestSupport
import Testing

@testable import BookRendering
@testable import ChapterModel
@testable import SourceModel

/// The page that names Neural's counterparts of PyTorch's calls.
@Suite struct FromPyTorchTests {
  private static let root = try? PackageRoot(around: TestFiles.cases)

  private func neural() throws -> SymbolModule {
    let root = try #require(Self.root)
    return try Reference.module(
      "Neural", in: root.url.appending(path: "Sources/Neural"), root: root)
  }

  /// The words of the page that stand in code.
  private func words() throws -> Set<String> {
    let root = try #require(Self.root)
    let page = try String(
      contentsOf: root.url.appending(path: "Chapters/A-from-pytorch.md"), encoding: .utf8)
    return Set(page.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  /// What no PyTorch user looks for: how the library's own protocols are met, and what modules say of
  /// themselves.
  private static let passedOver: Set<String> = [
    "init", "description", "typeName", "listedModules", "hint", "plottedValues", "indexStep",
    "callAsFunction", "subscript", "appendInterpolation",
  ]

  @Test func `every type, every method of a tensor and every function is on the page`() throws {
    let module = try neural()
    let words = try words()
    let types = module.types.values.filter { $0.own != nil && !$0.name.contains(".") }.map(\.name)
    let internals: Set<String> = [
      "BatchNorm", "BFloat16", "DType", "Device", "DeviceError", "Element", "Ellipsis", "FileError",
      "FillNumber", "IndexStep", "NewAxis", "Node", "Pair", "PrintOptions", "PrintProfile",
      "RawTensor", "Reduction", "StateDictError", "Tensor", "TensorIndex", "TensorLiteral",
    ]
    let members = ["Tensor", "Module"].flatMap { module.types[$0]?.members ?? [] }
    let names = (members + module.functions).filter { $0.kind != .operation }.map {
      String($0.name.prefix { $0 != "(" }.filter { $0 != "`" })
    }
    let wanted = Set(types).subtracting(internals)
      .union(names.filter { !Self.passedOver.contains($0) })
    #expect(wanted.count > 200)
    #expect(wanted.subtracting(words).sorted() == [])
  }

  @Test func `every name of Neural's on the page exists`() throws {
    let root = try #require(Self.root)
    let module = try neural()
    let symbols = module.symbols.map {
      String($0.name.prefix { $0 != "(" }.filter { $0 != "`" })
    }
    let known = Set(symbols.flatMap { $0.split(separator: ".").map(String.init) })
    let page = try String(
      contentsOf: root.url.appending(path: "Chapters/A-from-pytorch.md"), encoding: .utf8)
    var unknown: [String] = []
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
    try #require(!rows.isEmpty)
    for line in rows {
      let column = line.replacing("\\|", with: "").split(separator: "|").last ?? ""
      for code in column.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where code.offset % 2 == 1 {
        // What is called, or stands for itself: the last name before a parenthesis or the end.
        let called = code.element.prefix { $0 != "(" && $0 != " " && $0 != "[" }
        let name = called.split(separator: ".").last.map(String.init) ?? ""
        if name.first?.isLetter == true, name.count > 1, !known.contains(name) {
          unknown.append(name)
        }
      }
    }
    #expect(unknown == [])
  }
}
