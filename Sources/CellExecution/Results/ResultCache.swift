import ChapterModel
import Foundation
import SourceModel

/// The results of each chapter's last whole run, kept for as long as the same cells would give
/// them again.
struct ResultCache: Sendable {
  let folder: URL

  private struct Entry: Codable {
    var key: String
    var result: KeptResult
  }

  /// Another build of the tool may make other results of the same run.
  static let toolState = ProcessTable.ownProgram.state

  /// The results for a chapter, if they are there.
  func result(for chapter: Chapter, key: String) -> ChapterResult? {
    guard let data = try? Data(contentsOf: file(of: chapter)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.key == key
    else { return nil }
    return entry.result.result(for: chapter)
  }

  /// Keeps a chapter's results in the place of earlier ones.
  func keep(_ result: KeptResult, of chapter: Chapter, key: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try AtomicFile.write(
      Array(JSONEncoder().encode(Entry(key: key, result: result))), to: file(of: chapter))
  }

  private func file(of chapter: Chapter) -> URL {
    folder.appending(path: Digest.hex([chapter.source.path]).prefix(32) + ".json")
  }
}

extension URL {
  /// The file's path, its size and when it was changed last: enough to notice that it is another.
  package var state: String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(path) \(attributes?[.size] as? Int ?? -1) \(date)"
  }

  /// The digest of the file's bytes; nil if it can't be read.
  var contentDigest: String? {
    (try? Data(contentsOf: self, options: .alwaysMapped)).map { Digest.hex($0) }
  }
}
