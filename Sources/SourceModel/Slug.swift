/// A text as a part of an address or of a file's name: its words in lower case, joined by hyphens.
package enum Slug {
  /// - Parameters:
  ///   - isKept: The characters of words; the others stand between them.
  ///   - length: Words are added until this many characters are reached.
  /// - Returns: Nothing for a text without words.
  package static func of(
    _ text: String, length: Int = .max,
    keeping isKept: (Character) -> Bool = { $0.isLetter || $0.isNumber }
  ) -> String {
    var slug = ""
    for word in text.lowercased().split(whereSeparator: { !isKept($0) })
    where slug.isEmpty || slug.count + word.count < length {
      slug += (slug.isEmpty ? "" : "-") + word
    }
    return slug
  }
}

/// Names of which no two are the same: later ones are numbered.
package struct UniqueNames {
  private var taken: Set<String>
  /// The number that a name is tried with next: all before it are taken.
  private var numbers: [String: Int] = [:]
  private let first: Int
  private let ignoresCase: Bool

  /// - Parameters:
  ///   - taken: Names that can't be given.
  ///   - first: The number of the second name that would be the same.
  ///   - ignoresCase: Whether names that differ by case alone are the same, as some disks have it.
  package init(
    besides taken: Set<String> = [], numberedFrom first: Int = 2, ignoringCase: Bool = false
  ) {
    (self.first, ignoresCase) = (first, ignoringCase)
    self.taken = ignoringCase ? Set(taken.map { $0.lowercased() }) : taken
  }

  /// The name, with `-NUMBER` before its ending where it is taken.
  package mutating func next(_ name: String, ending: String = "") -> String {
    var result = name + ending
    let wanted = folded(result)
    while !taken.insert(folded(result)).inserted {
      let number = numbers[wanted] ?? first
      result = "\(name)-\(number)\(ending)"
      numbers[wanted] = number + 1
    }
    return result
  }

  private func folded(_ name: String) -> String {
    ignoresCase ? name.lowercased() : name
  }
}
