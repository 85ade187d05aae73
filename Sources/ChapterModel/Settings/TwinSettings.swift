/// How the Python that stands below cells is run, compared and shown.
package struct TwinSettings: Hashable, Sendable {
  /// The word for the twins on the page's switch, such as a library's name.
  package var label = "Python"
  /// The interpreter: the first of these whose environment variable is set, if it begins with one. A name is
  /// looked for in `PATH`; a path is relative to the package.
  package var interpreters = ["python3"]
  /// The modules that the twins need.
  package var imports: [String] = []
  /// What Python writes in another way than Swift.
  package var spellings: [TwinSpelling] = []

  package init() {}
}

/// Text that Python writes in another way than Swift, such as `True`.
package struct TwinSpelling: Hashable, Sendable {
  /// The regular expression that finds it, in Swift's syntax.
  package let pattern: String
  /// How Swift writes it; `$1` stands for what the expression's first group matched.
  package let replacement: String

  /// - Throws: What is wrong with the expression.
  package init(_ pattern: String, _ replacement: String) throws {
    (self.pattern, self.replacement) = (pattern, replacement)
    _ = try Regex(pattern)
  }

  /// A line with Swift's spelling.
  package func applied(to line: String) -> String {
    guard let regex = try? Regex(pattern) else { return line }
    return line.replacing(regex) { match in
      let group = match.output.count > 1 ? match.output[1].substring ?? "" : ""
      return replacement.replacing("$1", with: group)
    }
  }
}
