import Foundation
import SourceModel

/// A chapter that is yet to be written: its file, and a first text that shows how.
package struct NewChapter: Sendable {
  /// Its file: a number after the last one's, and the words of its title.
  package let url: URL
  package let text: String

  /// Makes one for the end of a book, before its appendices.
  ///
  /// - Parameter library: A library product that the chapter may import.
  package init(title: String, folder: URL, library: String?) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let numbers = names.filter { $0.hasSuffix(".md") }
      .compactMap { Int($0.prefix { $0.isASCII && $0.isNumber }) }
    let number = (numbers.max() ?? 0) + 1
    let slug = Slug.of(title)
    url = folder.appending(
      path: "\(number < 10 ? "0" : "")\(number)-\(slug.isEmpty ? "chapter" : slug).md")
    text = """
      # \(title)

      Cells are fenced blocks that begin with `swift`. Together, in order, they are one program.

      ```swift
      \(library.map { "import \($0)\n\n" } ?? "")let words = ["one", "two", "three"]
      words.map(\\.count)
      ```

      Write below what you want to say, then run `chapters update` to record what the cells print.

      """
  }

  /// Writes it; its folder too, if there is none.
  ///
  /// - Throws: `FileError`.
  package func write() throws {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(Array(text.utf8), to: url)
  }
}
