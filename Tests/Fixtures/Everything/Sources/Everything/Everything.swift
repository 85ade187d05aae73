import Foundation

@_exported import CSquare

/// The value of an expression, and how it is spelled.
@freestanding(expression)
public macro spelled<Value>(_ value: Value) -> String =
  #externalMacro(module: "EverythingMacros", type: "Spelled")

/// What stands in the package's resource.
///
/// ```swift
/// print(motto.count)
/// // Prints "9"
/// ```
public var motto: String {
  let file = Bundle.module.url(forResource: "motto", withExtension: "txt")
  let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
  return text.trimmingCharacters(in: .newlines)
}
