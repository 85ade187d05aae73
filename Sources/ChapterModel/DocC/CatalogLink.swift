import CommonMark
import Foundation
import SourceModel

/// A link of DocC's in an article or a tutorial.
package struct CatalogLink: Sendable {
  package enum Target: Hashable, Sendable {
    /// ``` ``Point/length`` ```
    case symbol(String)
    /// `<doc:Article#Section>`, `[text](doc:Article)`
    case document(String)
  }

  package let target: Target
  package let location: SourceLocation
}

extension Chapter {
  /// DocC's links in the text of an article or a tutorial, in their order; none in other documents, in which code
  /// hosts read them as code.
  package var catalogLinks: [CatalogLink] {
    guard Catalog.contains(url), url.pathExtension != "swift" else { return [] }
    let text = String(decoding: markdown, as: UTF8.self)
    // What directives indent is prose all the same.
    let lines = FencedLines.blanked(text).split(omittingEmptySubsequences: false) { $0.isNewline }
    let prose = lines.map { $0.trimmingPrefix { $0 == " " || $0 == "\t" } }
    let document = MarkdownDocument(prose.joined(separator: "\n").utf8)
    var links: [CatalogLink] = []
    func add(_ target: CatalogLink.Target, _ text: String, from line: Int) {
      let place = lines.indices.dropFirst(line - 1).prefix(20).first { lines[$0].contains(text) }
      let number = place ?? line - 1
      let column =
        lines.indices.contains(number)
        ? lines[number].firstRange(of: text).map {
          lines[number][..<$0.lowerBound].utf8.count + 1
        } : nil
      links.append(
        CatalogLink(
          target: target,
          location: source.location(line: number + 1 + frontMatterLines, column: column ?? 1)))
    }
    for code in document.inlineCode() {
      let written = "``\(code.literal)``"
      guard !code.literal.contains("`"),
        prose.indices.dropFirst(code.line - 1).prefix(20).contains(where: {
          prose[$0].contains(written) && !prose[$0].contains("`\(written)")
        })
      else { continue }
      add(.symbol(code.literal), written, from: code.line)
    }
    for reference in document.references() where reference.address.hasPrefix("doc:") {
      let name = String(reference.address.dropFirst(4))
      add(.document(name.removingPercentEncoding ?? name), "doc:", from: reference.line)
    }
    for (number, line) in lines.enumerated() {
      for match in line.matches(of: /tutorial:\s*"?doc:([^")\s]+)/) {
        add(.document(String(match.output.1)), String(match.output.0), from: number + 1)
      }
    }
    return links.sorted { $0.location < $1.location }
  }
}
