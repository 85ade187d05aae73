import Synchronization

/// What was found in pieces of code lately. Of a chapter that is being written all cells but one are as they were, and a
/// run asks several times about each.
package final class CodeCache<Value: Sendable>: Sendable {
  /// Code by its bytes: strings are equal that are written otherwise, and what is found has places in them.
  private struct Key: Hashable {
    var code: String

    static func == (one: Key, other: Key) -> Bool {
      one.code.utf8.elementsEqual(other.code.utf8)
    }

    func hash(into hasher: inout Hasher) {
      var code = code
      code.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private struct Generations {
    var recent: [Key: Value] = [:]
    var older: [Key: Value] = [:]
    /// How long the code of the recent ones is.
    var length = 0

    mutating func value(for key: Key, within limit: Int) -> Value? {
      if let known = recent[key] { return known }
      guard let known = older[key] else { return nil }
      keep(known, for: key, within: limit)
      return known
    }

    mutating func keep(_ value: Value, for key: Key, within limit: Int) {
      guard recent.updateValue(value, forKey: key) == nil else { return }
      length += key.code.utf8.count
      guard length > limit else { return }
      (older, recent, length) = (recent, [:], 0)
    }
  }

  private let generations = Mutex(Generations())
  /// How long, in bytes, the code of a generation may be.
  private let limit: Int

  /// - Parameter limit: How many bytes of code, at most, things are kept for: what wasn't asked for lately is
  ///   forgotten.
  package init(limit: Int = 1 << 20) { self.limit = limit / 2 }

  /// What was found in a piece of code, or is found now.
  package func value(for code: String, _ find: (String) -> Value) -> Value {
    let key = Key(code: code)
    if let known = generations.withLock({ $0.value(for: key, within: limit) }) { return known }
    let found = find(code)
    generations.withLock { $0.keep(found, for: key, within: limit) }
    return found
  }
}
