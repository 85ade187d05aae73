import Foundation

/// What a book keeps of a chapter: enough for contents and choices, without its text and cells, so
/// that a large book doesn't lie in memory whole.
public struct ChapterEntry: Sendable {
  /// Where the file is.
  public let url: URL
  /// The file's path, as it is shown to people.
  public let path: String
  /// The file's name without `.md`.
  public let name: String
  /// Where its page lies in the site, without the ending of the file's name. In a book, that is its name;
  /// of documents that were named one by one, the folders are kept.
  public internal(set) var sitePath: String
  /// The chapter's title; before a run, with the code of inline values in it.
  public internal(set) var title: String
  /// The part of the book that begins with it, if one does.
  let part: String?
  /// How many cells it has, inline values not counted.
  public let cellCount: Int
  /// What cells may require and isn't here.
  public let absent: Set<String>
  /// The first paragraph as HTML, if there is one.
  var summary: String?
  /// Whether title or first paragraph have inline values in them.
  let saysValues: Bool
  private let book: Settings?
  private let root: PackageRoot

  /// Reads a chapter and keeps what a book has to know of it.
  ///
  /// - Parameter book: The settings of the book it is a chapter of; nil for a file of its own.
  /// - Throws: `ChapterError` if the file can't be read or its cells are malformed.
  init(_ url: URL, in book: Settings?, root: PackageRoot) throws(ChapterError) {
    let path = root.shownPath(url)
    let chapter = try Chapter(contentsOf: url, shownAs: path, in: book)
      .placed(in: root, book: book)
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
    saysValues = chapter.saysValues
  }

  /// The chapter, read anew.
  ///
  /// - Throws: `ChapterError` if the file has changed and can't be read any more.
  public func chapter() throws(ChapterError) -> Chapter {
    try Chapter(contentsOf: url, shownAs: path, in: book).placed(in: root, book: book)
  }
}

extension ChapterEntry {
  /// What a chapter says of itself after a run.
  struct Said: Sendable {
    let title: String
    let summary: String?

    init(_ chapter: Chapter, with result: ChapterResult) {
      title = chapter.title(with: result)
      summary = chapter.summary(with: result)
    }
  }

  /// The entry with what the chapter says after a run, if that is known.
  func saying(_ said: Said?) -> ChapterEntry {
    guard let said else { return self }
    var entry = self
    (entry.title, entry.summary) = (said.title, said.summary)
    return entry
  }
}
