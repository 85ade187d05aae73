import CellExecution
import ChapterModel
import CommonMark
import Foundation
import RecordCheck
import SourceModel

/// The figures of a chapter as files: those a run shows, and those that only earlier ones showed.
package struct FigureFiles: Sendable {
  package let chapter: Chapter
  private let fresh: [Int: FreshRecords.Record]

  /// Makes them of a run.
  package init(_ chapter: Chapter, _ result: ChapterResult) {
    self.chapter = chapter
    fresh = FreshRecords(of: chapter, result).records
  }

  /// Writes the figures of some cells beside the chapter, where `check` finds a difference.
  package func record(where isMeant: (Cell) -> Bool) throws {
    for (name, bytes) in try files(where: isMeant) {
      try FileManager.default.createDirectory(
        at: chapter.figureFolder, withIntermediateDirectories: true)
      try AtomicFile.write(bytes, to: chapter.figureFolder.appending(path: name))
    }
  }

  /// The names and bytes of the figures of some cells: where a recorded one is as good, that one's.
  package func files(
    where isMeant: (Cell) -> Bool = { _ in true }
  ) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(String, [UInt8])] = []
    for cell in chapter.cells where isMeant(cell) {
      let figures = FigureComparison(comparison: chapter.comparison(for: cell))
      for (name, figure) in fresh[cell.index]?.figures ?? [] {
        let recorded = chapter.figureFolder.appending(path: name)
        var bytes = Array(figure.data)
        if figures.problem(recorded, figure) == nil {
          bytes = Array(try Data(contentsOf: recorded))
        }
        files.append((name, bytes))
      }
    }
    return files
  }

  /// Removes the files to which the chapter's records referred and those of its new bytes don't.
  func removeStale(after bytes: [UInt8]) throws {
    let source = SourceText(path: chapter.source.path, bytes: bytes)
    let kept = Set(try chapter.reading(source).cells.flatMap(names))
    for name in Set(chapter.cells.flatMap(names)).subtracting(kept) {
      try? FileManager.default.removeItem(at: chapter.figureFolder.appending(path: name))
    }
  }

  /// The files of ours that a cell's record refers to.
  private func names(_ cell: Cell) -> [String] {
    guard let record = cell.record, record.form == .region else { return [] }
    return Self.addresses(in: record).compactMap { Self.name(at: $0, of: chapter) }
  }

  /// A record's text with its figures within it, for a file that goes elsewhere.
  static func embedding(_ record: Cell.Record, of chapter: Chapter) -> String {
    embedding(record.text, addressed: record, of: chapter, fresh: [:])
  }

  /// A text with the figures within it to which a record refers.
  ///
  /// - Parameter fresh: Figures that aren't in files, by the names that these would have.
  static func embedding(
    _ text: String, addressed record: Cell.Record, of chapter: Chapter, fresh: [String: Figure]
  ) -> String {
    var text = text
    for address in addresses(in: record) {
      guard let name = name(at: address, of: chapter),
        let data = fresh[name]?.data
          ?? (try? Data(contentsOf: chapter.figureFolder.appending(path: name)))
      else { continue }
      let type = name.hasSuffix(".svg") ? "image/svg+xml" : "image/png"
      let content = "data:\(type);base64,\(data.base64EncodedString())"
      text = text.replacing("(\(address))", with: "(\(content))")
    }
    return text
  }

  private static func addresses(in record: Cell.Record) -> [String] {
    MarkdownDocument(Array(record.text.utf8)).imageAddresses()
  }

  /// The name of a figure of ours by its address in the chapter.
  static func name(at address: String, of chapter: Chapter) -> String? {
    guard address.hasPrefix("figures/"), let path = address.removingPercentEncoding else {
      return nil
    }
    let name = path.dropFirst("figures/".count)
    let isOurs = name.hasPrefix(chapter.name + ".") && !name.contains("/")
    return isOurs ? String(name) : nil
  }
}
