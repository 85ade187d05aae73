import Foundation

/// A request as sourcekitd reads it: names that it knows stand bare, text stands in quotes.
package struct SourceKitRequest: Sendable {
  /// The request's text.
  private(set) var text: String

  /// - Parameter name: What is asked for, without `source.request.`.
  package init(_ name: String) { text = "{key.request: source.request.\(name)" }

  package func with(_ key: String, _ value: String) -> Self {
    adding(key, Self.quoted(value))
  }

  package func with(_ key: String, _ values: [String]) -> Self {
    adding(key, "[\(values.map(Self.quoted).joined(separator: ", "))]")
  }

  package func with(_ key: String, _ value: Int) -> Self { adding(key, "\(value)") }

  /// Adds values with names of their own under one key.
  package func with(_ key: String, options: SourceKitRequest) -> Self {
    adding(key, options.text + "}")
  }

  /// Values that are no request themselves.
  package static var options: Self {
    var empty = Self("")
    empty.text = "{"
    return empty
  }

  private func adding(_ key: String, _ value: String) -> Self {
    var request = self
    request.text += "\(text == "{" ? "" : ", ")key.\(key): \(value)"
    return request
  }

  /// JSON's strings are strings of YAML, too, as long as slashes stand for themselves.
  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  var bytes: [UInt8] { Array("\(text.utf8.count + 1)\n\(text)}".utf8) }
}
