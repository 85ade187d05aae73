extension Program {
  /// What the modules of parts are called, before their number.
  package static let partName = "ChapterPart"
  /// How many cells a program has at least that is compiled in parts, and how many a part has.
  private static let (large, size) = (100, 50)

  /// The parts in which a large program can be compiled; none if it is small, or would say something else
  /// so: where a name is declared twice, which is an error in one program, and where a cell can't come to
  /// its end before those below have run.
  package var parts: [Program] {
    guard cells.count > Self.large, !staysOpen else { return [] }
    var declared: Set<String> = []
    for cell in cells {
      let unique = CellNames(cell.code).unique
      guard declared.isDisjoint(with: unique) else { return [] }
      declared.formUnion(unique)
    }
    return stride(from: 0, to: cells.count, by: Self.size).map { start in
      slice(start..<min(start + Self.size, cells.count))
    }
  }

  /// The words of a text that name the chapter's module where those of parts stand.
  package static func withoutPartNames(_ text: String) -> String {
    guard text.contains(partName) else { return text }
    return text.replacing(/ChapterPart[0-9]+\//, with: "Chapter/")
  }
}
