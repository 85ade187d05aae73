import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// What `export` has written in a package, so that it writes over nothing else.
package struct ExportedFiles {
  private let note: URL

  package init(of root: PackageRoot) {
    note = root.workFolder.appending(path: "exports.json")
  }

  /// Digests of the files as they were written, by their paths.
  private var digests: [String: String] {
    let data = try? Data(contentsOf: note)
    return data.flatMap { try? JSONDecoder().decode([String: String].self, from: $0) } ?? [:]
  }

  /// Writes what a chapter is exported to.
  ///
  /// - Throws: `BookError.wouldReplace` where a file stands that isn't an earlier export, or isn't as it was.
  package func write(_ bytes: [UInt8], of chapter: Chapter, to file: URL) throws {
    var digests = digests
    if let old = try? Data(contentsOf: file), !old.elementsEqual(bytes),
      Digest.hex(old) != digests[file.path]
    {
      throw BookError.wouldReplace(file.path, chapter.source.path)
    }
    try AtomicFile.write(bytes, to: file)
    digests[file.path] = Digest.hex(bytes)
    try FileManager.default.createDirectory(
      at: note.deletingLastPathComponent(), withIntermediateDirectories: true)
    try JSONEncoder().encode(digests).write(to: note, options: .atomic)
  }
}
