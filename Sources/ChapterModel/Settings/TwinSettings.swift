/// How the Python that stands below cells is run and shown.
package struct TwinSettings: Hashable, Sendable {
  /// The word for the twins on the page's switch, such as a library's name.
  package var label = "Python"
  /// The interpreter: the first of these whose environment variable is set, if it begins with one. A name is
  /// looked for in `PATH`; a path is relative to the package.
  package var interpreters = ["python3"]
  /// The modules that the twins need.
  package var imports: [String] = []

  package init() {}
}
