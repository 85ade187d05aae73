import Display
import Foundation

/// A function that the readers of a page call.
package struct FunctionOutput: Codable, Hashable, Sendable {
  package let function: PageFunction
  /// The function as WebAssembly; nil where it couldn't be made, or isn't yet.
  package internal(set) var module: Data?

  /// The function without a module, from what the cell runtime wrote; nil for what only looks like it.
  init?(json: Data) {
    guard let function = try? JSONDecoder().decode(PageFunction.self, from: json) else {
      return nil
    }
    self.function = function
  }
}

extension CellOutput {
  /// The functions in it that readers call.
  var functions: [PageFunction] {
    parts.compactMap { if case .function(let output) = $0 { output.function } else { nil } }
  }

  /// The output with the modules of its functions, by their names.
  func adding(_ modules: [String: Data]) -> CellOutput {
    CellOutput(
      parts.map { part in
        guard case .function(var output) = part else { return part }
        output.module = modules[output.function.name]
        return .function(output)
      })
  }
}
