import Foundation

/// Data for a page's scripts, in an element that browsers pass over.
enum DataElement {
  static func of(_ value: some Encodable, class name: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Nothing within may end the element, or seem to begin another.
    let json = String(decoding: try encoder.encode(value), as: UTF8.self)
      .replacing(/<(?=[\/!sS])/, with: "\\u003c")
    return "<script type=\"application/json\" class=\"\(name)\">\(json)</script>\n"
  }
}
