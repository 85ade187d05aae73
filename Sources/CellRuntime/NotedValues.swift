// What the program says of its values for comments and for the ends of lines.

/// A value of which a comment speaks.
public func __chaptersNote<Value>(_ line: Int, _ value: Value) {
  if Value.self == Void.self { return }
  let texts = [ValueText.literal(of: value) ?? "", String(describing: value)]
  let words = texts.map(hexadecimal)
  write(.noted, "\(line) \(words[0]) \(words[1])")
}

/// The same of an expression, which goes on.
@discardableResult
public func __chaptersNoted<Value>(_ line: Int, _ value: Value) -> Value {
  __chaptersNote(line, value)
  return value
}

/// What a name stands for, for the end of the line that introduced it; and the line of the statement
/// that runs next.
public func __chaptersHint<Value>(_ line: Int, _ name: String, _ value: Value, _ next: Int) {
  let hint = (value as? any Hinted)?.hint
  let type = hint == nil ? String(describing: Value.self) : ""
  let words = (hint ?? type).map { $0.isNewline ? " " : $0 }
  write(hint == nil ? .type : .hint, "\(line) \(name) \(String(words.prefix(200)))")
  __chaptersAt(next)
}

/// What can't be copied can't be asked.
@_disfavoredOverload
public func __chaptersHint<Value: ~Copyable>(
  _ line: Int, _ name: String, _ value: borrowing Value, _ next: Int
) { __chaptersAt(next) }

/// A value as Swift would write it.
private enum ValueText {
  private static let longest = 200

  /// The text of a value; nil for one that has no literal.
  static func literal(of value: Any) -> String? {
    switch value {
    case let text as String: return text.debugDescription
    case let text as Substring: return String(text).debugDescription
    case let character as Character: return String(character).debugDescription
    case let number as any BinaryInteger: return String(describing: number)
    case let number as any BinaryFloatingPoint: return String(describing: number)
    case let truth as Bool: return truth ? "true" : "false"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { literal(of: $0.value) } ?? "nil"
    case .tuple:
      let parts = mirror.children.map { child in
        literal(of: child.value).map { text in
          let label = child.label.map { $0.hasPrefix(".") ? "" : "\($0): " } ?? ""
          return label + text
        }
      }
      return list(parts, "(", ")")
    case .dictionary:
      let pairs = mirror.children.map { child -> String? in
        let pair = Array(Mirror(reflecting: child.value).children)
        guard pair.count == 2, let key = literal(of: pair[0].value),
          let value = literal(of: pair[1].value)
        else { return nil }
        return "\(key): \(value)"
      }
      return pairs.isEmpty ? "[:]" : list(pairs.map { $0 }, "[", "]")
    default:
      guard let elements = value as? any Collection, !isRange(value) else { return nil }
      return list(self.elements(of: elements), "[", "]")
    }
  }

  private static func isRange(_ value: Any) -> Bool {
    String(describing: type(of: value)).contains("Range<")
  }

  private static func elements<Elements: Collection>(of elements: Elements) -> [String?] {
    elements.count > longest ? [nil] : elements.map { literal(of: $0) }
  }

  private static func list(_ parts: [String?], _ opening: String, _ closing: String) -> String? {
    var text = opening
    for (number, part) in parts.enumerated() {
      guard let part else { return nil }
      text += (number == 0 ? "" : ", ") + part
    }
    return text + closing
  }
}
