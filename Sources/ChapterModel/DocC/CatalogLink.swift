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
    let lines = FencedLines.lines(outsideOf: text)
    let words = lines.map { Substring($0.utf8.drop { $0 == .space || $0 == .tab }) }
    let prose = words.joined(separator: "\n")
    let document = MarkdownDocument(prose.utf8)
    func link(_ target: CatalogLink.Target, at place: SourcePosition) -> CatalogLink {
      let indentation = lines[place.line - 1].utf8.count - words[place.line - 1].utf8.count
      return CatalogLink(
        target: target,
        location: source.location(
          line: place.line + frontMatterLines, column: place.column + indentation))
    }

    var links: [CatalogLink] = []
    let places = ParsedPlaces(in: prose)
    var codes = places
    for code in document.inlineCode() {
      guard let place = codes.next(code.literal, from: code.line, between: "`") else { continue }
      if place.marks == 2 { links.append(link(.symbol(code.literal), at: place.start)) }
    }
    var addresses = places
    for reference in document.references() where reference.address.hasPrefix("doc:") {
      let name = String(reference.address.dropFirst(4))
      let place = addresses.next(reference.address, from: reference.line)
      links.append(
        link(
          .document(name.removingPercentEncoding ?? name),
          at: place?.start ?? SourcePosition(line: reference.line, column: 1)))
    }
    var tutorials = places
    for (number, line) in words.enumerated() where line.containsBytes(of: "tutorial:") {
      for match in line.matches(of: /tutorial:\s*"?(doc:([^")\s]+))/) {
        guard let place = tutorials.next(String(match.output.1), from: number + 1) else { continue }
        links.append(link(.document(String(match.output.2)), at: place.start))
      }
    }
    return links.sorted { $0.location < $1.location }
  }
}
