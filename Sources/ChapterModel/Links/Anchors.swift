import CommonMark
import SourceModel

/// The names by which headings can be linked to.
package enum Anchors {
  /// Made of a heading's words as code hosts make them; of equal ones, later ones are numbered.
  package static func names(of headings: [MarkdownDocument.Heading]) -> [Int: String] {
    var names: [Int: String] = [:]
    var unique = UniqueNames(numberedFrom: 1)
    for heading in headings {
      let slug = Slug.of(heading.text)
      names[heading.line] = unique.next(slug.isEmpty ? "section" : slug)
    }
    return names
  }
}
