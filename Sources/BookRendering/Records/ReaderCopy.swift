import CellExecution
import ChapterModel
import Foundation
import RecordCheck
import SourceModel

/// A chapter as its reader has changed it, as a file that stands by itself: with the outputs of the reader's own run,
/// and figures within it.
package struct ReaderCopy {
  /// The file's name.
  package let name: String
  package let bytes: [UInt8]

  /// A format in which readers can keep their copies.
  struct Format: Encodable {
    let name: String
    let title: String
    let fileExtension: String
  }

  /// The chapter itself, and the formats in which records are exported.
  static let formats =
    [Format(name: "md", title: "Chapter", fileExtension: "md")]
    + Renderers.from(.records).map {
      Format(name: $0.name, title: $0.title, fileExtension: $0.fileExtension)
    }

  /// - Parameters:
  ///   - chapter: The chapter with the reader's changes.
  ///   - result: What the reader's run gave. Cells that aren't in it have no output.
  ///   - format: The name of one of ``formats``.
  /// - Returns: nil where there is no such format.
  /// - Throws: `SpliceError`, `ChapterError`.
  package init?(of chapter: Chapter, with result: ChapterResult, format: String) throws {
    guard let format = Self.formats.first(where: { $0.name == format }) else { return nil }
    let renderer = Renderers.from(.records).first { $0.name == format.name }
    var result = result
    for cell in chapter.runningCells where result.cells[cell.index] == nil {
      result.cells[cell.index] = CellResult(state: .ran)
    }
    let text = try Self.embedding(
      RecordSplice(chapter).bytes(with: result), of: chapter, with: result)
    let copy = try chapter.reading(SourceText(path: chapter.source.path, bytes: text))
    name = "\(chapter.name).\(format.fileExtension)"
    bytes = try renderer?.init().page(of: copy, with: nil, in: nil) ?? text
  }

  /// The bytes with figures in the place of their files' addresses.
  private static func embedding(
    _ bytes: [UInt8], of chapter: Chapter, with result: ChapterResult
  ) throws -> [UInt8] {
    let read = try chapter.reading(SourceText(path: chapter.source.path, bytes: bytes))
    let fresh = FreshRecords(of: chapter, result).records.values.flatMap(\.figures)
    let figures = Dictionary(fresh.map { ($0.name, $0.figure) }) { first, _ in first }
    var bytes = bytes
    for cell in read.cells.reversed() {
      guard let record = cell.record, record.form == .region else { continue }
      let range = read.source.range(
        ofLines: record.lines.lowerBound, through: record.lines.upperBound)
      let text = String(decoding: bytes[range], as: UTF8.self)
      bytes.replaceSubrange(
        range,
        with: FigureFiles.embedding(text, addressed: record, of: chapter, fresh: figures).utf8)
    }
    return bytes
  }
}
