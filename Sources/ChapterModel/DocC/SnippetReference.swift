import Foundation
import SourceModel

/// `@Snippet(path: "package/Snippets/Name", slice: "part")` in an article: the code of one of the package's snippets,
/// or a part of it, stands there.
package struct SnippetReference: Sendable {
  /// The folder in which snippets lie, in the package's own.
  package static let folder = "Snippets"

  /// What the article says.
  package let path: String
  package let slice: String?
  /// Its first and last line.
  package let lines: ClosedRange<Int>

  /// All of a text, outside of fenced code.
  package static func all(in text: String) -> [SnippetReference] {
    // Most articles have none, and need no closer look.
    guard text.containsBytes(of: "@Snippet") else { return [] }
    let prose = FencedLines.lines(outsideOf: text).joined(separator: "\n")
    return prose.matches(of: /@Snippet\s*\(([^)]*)\)/).map { match in
      let values = Directive.arguments(match.output.1)
      let first = prose[..<match.range.lowerBound].count { $0.isNewline } + 1
      let last = first + match.output.0.count { $0.isNewline }
      return SnippetReference(
        path: values["path"] ?? "", slice: values["slice"], lines: first...last)
    }
  }

  /// Why there is nothing to show.
  package enum Failure: Error, Hashable {
    /// The path doesn't lead to a snippet; those that there are, by their paths.
    case noSnippet([String])
    /// The snippet has no such part; those that it has.
    case noSlice([String])
  }

  /// The code that stands in its place.
  package func code(in root: PackageRoot) throws(Failure) -> String {
    let parts = path.split(separator: "/")
    // What stands before is the package's name.
    let name = parts.firstIndex(of: Substring(Self.folder)).map { parts[($0 + 1)...] } ?? []
    let folder = root.url.appending(path: Self.folder)
    let file = folder.appending(path: name.joined(separator: "/") + ".swift")
    guard !name.isEmpty, !name.contains(".."),
      let text = try? String(contentsOf: file, encoding: .utf8)
    else { throw .noSnippet(Self.names(in: folder, package: parts.first.map(String.init))) }
    let slices = SnippetSlices(text)
    guard let slice else { return slices.shown }
    guard let code = slices.parts[slice] else { throw .noSlice(slices.parts.keys.sorted()) }
    return code
  }

  private static func names(in folder: URL, package: String?) -> [String] {
    Documents.files(below: folder).filter(Snippet.isOne).compactMap { file in
      let path = file.deletingPathExtension().pathComponents
      guard let place = path.lastIndex(of: Self.folder) else { return nil }
      let prefix = package.map { $0 == Self.folder ? [] : [$0] } ?? []
      return (prefix + path[place...]).joined(separator: "/")
    }
  }
}

/// A snippet's code as documentation shows it: without what its comments hide, and its named parts.
///
///     //! What the snippet is about.
///     // snippet.hide
///     import Library
///     // snippet.show
///     // snippet.begin
///     let point = Point(x: 3, y: 4)
///     // snippet.end
package struct SnippetSlices {
  /// All that is shown.
  package private(set) var shown = ""
  /// The code of each part, by its name.
  package private(set) var parts: [String: String] = [:]

  package init(_ text: String) {
    var (isHidden, part): (Bool, String?) = (false, nil)
    var lines: [Substring] = []
    var partLines: [String: [Substring]] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.drop { $0.isWhitespace }
      if let match = words.wholeMatch(of: /\/\/\s*snippet\.([\w-]+)\s*/) {
        switch match.output.1.lowercased() {
        case "hide": isHidden = true
        case "show": isHidden = false
        case "end": part = nil
        default: part = String(match.output.1)
        }
        if let part, partLines[part] == nil { partLines[part] = [] }
      } else if !isHidden, !words.hasPrefix("//!") {
        lines.append(line)
        if let part { partLines[part]?.append(line) }
      }
    }
    shown = Self.code(of: lines)
    parts = partLines.mapValues(Self.code)
  }

  /// Lines without the margin that all of them have, and without blank ones at the ends.
  private static func code(of lines: [Substring]) -> String {
    let isFull: (Substring) -> Bool = { $0.contains { !$0.isWhitespace } }
    guard let first = lines.firstIndex(where: isFull), let last = lines.lastIndex(where: isFull)
    else { return "" }
    let kept = lines[first...last]
    let margin = kept.filter(isFull).map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return kept.map { $0.dropFirst(min(margin, $0.prefix { $0 == " " }.count)) + "\n" }.joined()
  }
}
