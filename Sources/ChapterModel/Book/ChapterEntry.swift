import Foundation
import SourceModel

/// What a book keeps of a chapter: enough for contents and choices, without its text and cells, so that a
/// large book doesn't lie in memory whole; the chapters of a small one, so that none is parsed twice.
package struct ChapterEntry: Sendable {
  package let url: URL
  /// The file's path, as it is shown to people.
  package let path: String
  /// The file's name without `.md`.
  package let name: String
  /// Where its page lies in the site, without the ending of the file's name. In a book, that is its name;
  /// of documents that were named one by one, the folders are kept.
  package internal(set) var sitePath: String
  /// The chapter's title; before a run, with the code of inline values in it.
  package internal(set) var title: String
  /// The part of the book that begins with it, if one does.
  package let part: String?
  /// How many cells it has, inline values not counted.
  package let cellCount: Int
  /// What cells may require and isn't here.
  package let absent: Set<String>
  /// The first paragraph as HTML, if there is one.
  package var summary: String?
  /// Whether title or first paragraph have inline values in them.
  package let hasComputedText: Bool
  private let book: Settings?
  private let root: PackageRoot
  /// The chapter as it was read, in a book that isn't large.
  private let parsed: Chapter?

  /// Reads a chapter and keeps what a book has to know of it.
  ///
  /// - Parameters:
  ///   - book: The settings of the book it is a chapter of; nil for a file of its own.
  ///   - keepsChapter: Whether the parsed chapter is kept for ``chapter()``.
  /// - Throws: `ChapterError` if the file can't be read or its cells are malformed.
  init(
    _ url: URL, in book: Settings?, root: PackageRoot, keepsChapter: Bool = false
  ) throws(ChapterError) {
    let path = root.shownPath(url)
    let parsed = try Chapter(contentsOf: url, shownAs: path, in: book)
    let chapter = try parsed.placed(in: root, book: book)
    self.parsed = keepsChapter ? parsed : nil
    self.url = url
    self.path = path
    self.book = book
    self.root = root
    name = url.deletingPathExtension().lastPathComponent
    sitePath = name
    title = chapter.title
    part = chapter.settings.part
    cellCount = chapter.cells.count { !$0.isInline }
    absent = chapter.absent
    summary = chapter.summary
    hasComputedText = chapter.hasComputedText
  }

  /// The chapter as its file is now, which is parsed only if it isn't what was parsed for the book.
  ///
  /// - Throws: `ChapterError` if the file has changed and can't be read any more.
  package func chapter() throws(ChapterError) -> Chapter {
    if let parsed, AtomicFile.isStill(url, saying: parsed.source.bytes) {
      return try parsed.placed(in: root, book: book)
    }
    return try Chapter(contentsOf: url, shownAs: path, in: book).placed(in: root, book: book)
  }
}

extension ChapterEntry {
  /// A chapter's title and first paragraph with inline values in them.
  package struct ComputedText: Sendable {
    package let title: String
    package let summary: String?

    /// - Parameter values: The inline values, by their numbers among all code within lines.
    package init(_ chapter: Chapter, with values: [Int: String]) {
      title = chapter.title(with: values)
      summary = chapter.summary(with: values)
    }
  }

  /// The entry with the text that a run gave it, if that is known.
  package func with(_ text: ComputedText?) -> ChapterEntry {
    guard let text else { return self }
    var entry = self
    (entry.title, entry.summary) = (text.title, text.summary)
    return entry
  }
}
