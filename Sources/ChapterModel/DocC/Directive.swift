/// DocC's `@Name(label: value, …)`.
enum Directive {
  /// The values in a directive's brackets by their labels, without quotation marks.
  static func arguments(_ text: Substring) -> [String: String] {
    let pairs = text.matches(of: /(\w+)\s*:\s*(?:"([^"]*)"|([^\s,"]+))/).map { match in
      (String(match.output.1), String(match.output.2 ?? match.output.3 ?? ""))
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
