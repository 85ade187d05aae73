/// How readers count a chapter: by its number, or as an appendix by its letter.
package enum ChapterNumber: Hashable, Sendable {
  /// Its place among those that are no appendix, from 1.
  case chapter(Int)
  case appendix(Character)

  /// The numbers of a book's chapters, which are in the order of their names. Appendices are files named as
  /// `A-glossary.md`, in a book that begins with a number.
  static func numbers(of names: [String]) -> [ChapterNumber] {
    let isNumbered = names.first?.first?.isNumber == true
    var count = 0
    return names.map { name in
      if isNumbered, let letter = letter(of: name) { return .appendix(letter) }
      count += 1
      return .chapter(count)
    }
  }

  /// The letter of `A-glossary`; nil where a name doesn't begin with a capital letter and a hyphen.
  static func letter(of name: String) -> Character? {
    guard let first = name.first, ("A"..."Z").contains(first), name.dropFirst().first == "-" else {
      return nil
    }
    return first
  }

  /// What stands before the number: `Chapter` or `Appendix`.
  package var kind: String {
    switch self {
    case .chapter: "Chapter"
    case .appendix: "Appendix"
    }
  }
}

extension ChapterNumber: CustomStringConvertible {
  /// `7` or `A`.
  package var description: String {
    switch self {
    case .chapter(let number): "\(number)"
    case .appendix(let letter): "\(letter)"
    }
  }
}
