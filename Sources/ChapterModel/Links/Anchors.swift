import CommonMark

/// The names by which headings can be linked to.
package enum Anchors {
  /// Made of a heading's words as code hosts make them; of equal ones, later ones are numbered.
  package static func names(of headings: [MarkdownDocument.Heading]) -> [Int: String] {
    var names: [Int: String] = [:]
    var taken: Set<String> = []
    for heading in headings {
      let words = heading.text.lowercased().split { !($0.isLetter || $0.isNumber) }
      let base = words.isEmpty ? "section" : words.joined(separator: "-")
      var name = base
      var number = 1
      while !taken.insert(name).inserted {
        name = "\(base)-\(number)"
        number += 1
      }
      names[heading.line] = name
    }
    return names
  }
}
