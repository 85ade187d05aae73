import CellExecution
import Display
import Foundation
import SourceModel

/// A function that readers call, for the page's script, which puts it in the place of the figure above it.
struct FunctionHTML {
  let output: FunctionOutput

  /// Nothing where the function couldn't be made for pages.
  var element: String {
    guard let module = output.module else { return "" }
    let function = output.function
    let data = Page(
      name: function.name, title: function.title.visible, input: Page.Input(function.input),
      labels: function.labels.map(\.visible), isSingle: function.isSingle,
      data: function.data.map { PackedNumbers($0, isSingle: function.isSingle) },
      examples: function.examples.map { PackedNumbers($0, isSingle: function.isSingle) },
      captions: function.captions.map(\.visible), module: module.base64EncodedString())
    return (try? DataElement.of(data, class: "function")) ?? ""
  }

  private struct Page: Encodable {
    struct Input: Encodable {
      var width: Int?
      var height: Int?
      var fields: [PageFunction.Field]?

      init(_ input: PageFunction.Input) {
        switch input {
        case .drawing(let width, let height): (self.width, self.height) = (width, height)
        case .fields(let fields): self.fields = fields
        }
      }
    }

    let name: String
    let title: String
    let input: Input
    let labels: [String]
    let isSingle: Bool
    let data: [PackedNumbers]
    let examples: [PackedNumbers]
    let captions: [String]
    let module: String
  }
}
