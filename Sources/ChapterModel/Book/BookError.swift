/// Why there is nothing to run, or nothing is written.
package enum BookError: Error, Hashable, Sendable {
  /// No `Package.swift` here or in a folder above; where the search began.
  case noPackage(String)
  /// A folder without Markdown.
  case noChapters(String)
  /// What was asked for, and has neither Markdown nor examples in Swift sources.
  case noDocuments([String])
  /// A name that is no chapter; those that are.
  case noSuchChapter(String, [String])
  /// A rendered file would take the place of a chapter that says something else.
  case wouldOverwrite(String)
  /// A rendered file, or one that pages refer to, would take the place of one that somebody else put there;
  /// the place, and the file it would be made of.
  case wouldReplace(String, String)
}

extension BookError: CustomStringConvertible {
  /// One sentence with what to do.
  package var description: String {
    switch self {
    case .noPackage(let folder):
      """
      error: there is no Package.swift in \(folder) or above it; run this inside a Swift package
      """
    case .noChapters(let folder):
      "error: there is no chapter in \(folder); put a Markdown file there, such as \(folder)/01-start.md"
    case .noDocuments(let names):
      """
      error: there is no Markdown, and no example in the doc comments of a Swift source, in \
      \(names.joined(separator: ", ")); name files, or a folder that has some
      """
    case .noSuchChapter(let name, let known):
      """
      error: there is no chapter '\(name)'\(known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))")
      """
    case .wouldReplace(let place, let file):
      """
      error: \(place) isn't an earlier rendering, and \(file) would take its place; move one of them, or \
      choose another place with --out
      """
    case .wouldOverwrite(let path):
      """
      error: \(path) is a chapter, and rendering would change it; 'chapters update' records outputs \
      in place
      """
    }
  }
}
