import Foundation

/// The figures of a chapter as files: those a run shows, and those that only earlier ones showed.
public struct FigureFiles: Sendable {
  let chapter: Chapter
  private let fresh: [Int: FreshRecords.Record]

  /// Makes them of a run.
  public init(_ chapter: Chapter, _ result: ChapterResult) {
    self.chapter = chapter
    fresh = FreshRecords(of: chapter, result).records
  }

  /// Writes the figures of some cells beside the chapter, where `check` finds a difference.
  public func record(where isMeant: (Cell) -> Bool) throws {
    try write(to: chapter.figureFolder, where: isMeant)
  }

  /// Writes the figures to a folder: where a recorded one is as good, that one.
  func write(to folder: URL, where isMeant: (Cell) -> Bool = { _ in true }) throws {
    for cell in chapter.cells where isMeant(cell) {
      let figures = FigureComparison(comparison: chapter.comparison(for: cell))
      for (name, figure) in fresh[cell.index]?.figures ?? [] {
        let recorded = chapter.figureFolder.appending(path: name)
        var bytes = Array(figure.data)
        if figures.problem(recorded, figure) == nil {
          bytes = Array(try Data(contentsOf: recorded))
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try AtomicFile.write(bytes, to: folder.appending(path: name))
      }
    }
  }

  /// Removes the files to which the chapter's records referred and those of its new bytes don't.
  public func removeStale(after bytes: [UInt8]) throws {
    let source = SourceText(path: chapter.source.path, bytes: bytes)
    let kept = Set(try chapter.reading(source).cells.flatMap(names))
    for name in Set(chapter.cells.flatMap(names)).subtracting(kept) {
      try? FileManager.default.removeItem(at: chapter.figureFolder.appending(path: name))
    }
  }

  /// The files of ours that a cell's record refers to.
  private func names(_ cell: Cell) -> [String] {
    guard let record = cell.record, record.form == .region else { return [] }
    return CommonMark(Array(record.text.utf8)).imageAddresses().compactMap { address in
      guard address.hasPrefix("figures/"), let path = address.removingPercentEncoding else {
        return nil
      }
      let name = path.dropFirst("figures/".count)
      let isOurs = name.hasPrefix(chapter.name + ".") && !name.contains("/")
      return isOurs ? String(name) : nil
    }
  }
}
