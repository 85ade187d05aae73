extension Module: CustomStringConvertible {
  /// The tree of modules, as PyTorch prints it.
  public var description: String {
    let extra = extraDescription.isEmpty ? [] : extraDescription.split(separator: "\n")
    let parts = partLines
    if parts.isEmpty && extra.count <= 1 { return "\(typeName)(\(extraDescription))" }
    let lines = extra.map(String.init) + parts
    return "\(typeName)(\n" + lines.map { "  \($0)\n" }.joined() + ")"
  }

  /// One entry for each child: its name and its own tree, indented.
  private var partLines: [String] {
    let entries = children().map { ($0, indented($1.description)) }
    if !(self is ModuleList) { return entries.map { "(\($0)): \($1)" } }
    return collapsed(entries.map(\.1))
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
  }

  /// Equal neighbours in a list are printed once, with the range of their indices.
  private func collapsed(_ texts: [String]) -> [String] {
    var lines: [String] = []
    var start = 0
    for number in texts.indices {
      if number + 1 < texts.count && texts[number + 1] == texts[start] { continue }
      let count = number - start + 1
      lines.append(
        count == 1
          ? "(\(start)): \(texts[start])" : "(\(start)-\(number)): \(count) x \(texts[start])")
      start = number + 1
    }
    return lines
  }
}
