import Foundation
import TestSupport
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

/// Chapters made of the examples of CommonMark and of the cases, torn around cells whose results are
/// given: `update` changes no byte that isn't a record, a second one nothing, and `check` passes.
///
/// `CHAPTER_MUTATIONS` says how many, `CHAPTER_MUTATION_SEED` where to begin; the first that fails says
/// the seed that makes it.
@Suite struct MutationTests {
  private static let environment = ProcessInfo.processInfo.environment

  private static func texts() throws -> [String] {
    try CommonMarkExamples.texts()
      + TestFiles.caseNames().map {
        let file = TestFiles.cases.appending(path: "\($0).before.md")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
      }
  }

  /// What became of chapters.
  private struct Tally {
    var recorded = 0
    /// Chapters into which nothing is written, because they would be read as others.
    var refused: [String] = []
    var unreadable = 0
    var cells = 0
  }

  @Test func `mutated chapters keep every byte that isn't a record`() throws {
    let count = Self.environment["CHAPTER_MUTATIONS"].flatMap(UInt64.init) ?? 300
    let start = Self.environment["CHAPTER_MUTATION_SEED"].flatMap(UInt64.init) ?? 0
    let texts = try Self.texts()
    var tally = Tally()
    for seed in start..<(start + count) {
      var generator = SeededGenerator(seed: seed)
      let mutated = MutatedChapter(of: texts, using: &generator)
      try requireSurvival(of: mutated, seed: seed, in: seed % 2 == 0 ? Settings() : nil, &tally)
    }
    #expect(tally.recorded > count / 4)
    #expect(
      tally.refused.count <= count / 100, "\(tally.refused.prefix(10).joined(separator: "\n"))")
    if count > 1000 {
      print(
        """
        \(count) chapters from seed \(start): \(tally.recorded) recorded with \(tally.cells) cells, \
        \(tally.unreadable) refused when they were read, \(tally.refused.count) when they were to be \
        written
        \(tally.refused.prefix(20).joined(separator: "\n"))
        """)
    }
  }

  private func requireSurvival(
    of mutated: MutatedChapter, seed: UInt64, in book: Settings?, _ tally: inout Tally
  ) throws {
    let place =
      "CHAPTER_MUTATION_SEED=\(seed) \(String(decoding: mutated.bytes, as: UTF8.self).debugDescription)"
    func chapter(_ bytes: [UInt8]) throws -> Chapter {
      try Chapter(SourceText(path: "c.md", bytes: bytes), url: URL(filePath: "/c.md"), in: book)
    }
    guard let before = try? chapter(mutated.bytes) else {
      tally.unreadable += 1
      return
    }
    let cells = before.cells.map { cell in
      (
        cell.index,
        CellResult(state: .ran, output: mutated.outputs[cell.index % mutated.outputs.count])
      )
    }
    let result = ChapterResult(
      cells: Dictionary(uniqueKeysWithValues: cells), failures: [], warnings: [], isCached: false)
    let recorded: [UInt8]
    do {
      recorded = try RecordSplice(before).bytes(with: result)
    } catch {
      tally.refused.append("\(error.reason) \(place)")
      return
    }
    tally.recorded += 1
    tally.cells += before.cells.count
    let after = try chapter(recorded)
    try #require(after.cells.map(\.code) == before.cells.map(\.code), "\(place)")
    try #require(without(after) == without(before), "\(place)")
    try #require(try RecordSplice(after).bytes(with: result) == recorded, "\(place)")
    let differences = ChapterCheck(after, result).differences.filter(\.cell.hasRoomForOutput)
    try #require(differences.isEmpty, "\(place)")
  }

  /// A chapter's bytes without its records, and without the ending that a last line has to get
  /// before a record can stand below it.
  private func without(_ chapter: Chapter) -> [UInt8] {
    var bytes = chapter.source.bytes
    for record in chapter.cells.compactMap(\.record).reversed() {
      bytes.removeSubrange(
        chapter.source.range(ofLines: record.fence.firstLine, through: record.fence.lastLine))
    }
    while bytes.last == .lineFeed || bytes.last == .carriageReturn { bytes.removeLast() }
    return bytes
  }
}
