import CellRuntime
import Foundation

/// A value that a cell showed: the files that the cell runtime wrote for it.
struct ShownValue {
  let data: Data
  let description: String

  /// Reads the files of the value with this number; nil if they aren't there, as when something
  /// that only looks like a mark was printed.
  init?(_ number: Int, in folder: URL) {
    guard let data = try? Data(contentsOf: folder.appending(path: "\(number).data")),
      let words = try? Data(contentsOf: folder.appending(path: "\(number).description"))
    else { return nil }
    self.data = data
    let text = String(decoding: words, as: UTF8.self)
    description = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The value as a piece of output.
  func part(_ kind: String) -> CellOutput.Part? {
    let text = String(decoding: data, as: UTF8.self)
    switch ShownKind(rawValue: kind) {
    case .markdown: return .markdown(OutputText.recorded(text))
    case .html: return .html(OutputText.recorded(text))
    case .svg: return .figure(Figure(format: .svg, data: data, description: description))
    case .png: return .figure(Figure(format: .png, data: data, description: description))
    case .function: return FunctionOutput(json: data).map { .function($0) }
    case nil: return nil
    }
  }
}
