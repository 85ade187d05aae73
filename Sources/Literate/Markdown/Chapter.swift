import Foundation

/// A Markdown file whose Swift cells run: bytes → blocks → cells, each with its place in the bytes.
public struct Chapter: Sendable {
  /// The file's bytes, and its path as it is shown to people.
  public let source: SourceText
  /// Where the file is.
  public let url: URL
  /// The cells, in the order of the text.
  public let cells: [Cell]
  /// What its front matter sets, and its book where that says nothing.
  public let settings: Settings
  /// The cells of the chapter that this one continues: they run first, and aren't shown.
  public internal(set) var context: [Cell] = []
  /// The headings, in the order of the text.
  let headings: [CommonMark.Heading]
  /// The first paragraph as HTML, if there is one.
  let summary: String?
  /// How many lines the front matter takes.
  let frontMatterLines: Int

  /// The file's name without `.md`.
  public var name: String { url.deletingPathExtension().lastPathComponent }

  /// What its front matter says, or the first heading of level 1, or else the file's name.
  public var title: String {
    settings.title ?? headings.first { $0.level == 1 }?.text ?? name
  }

  /// Reads a chapter.
  ///
  /// - Parameter book: The settings of the book it is a chapter of; nil for a file of its own.
  /// - Throws: `ChapterError` if the file can't be read or its cells are malformed.
  public init(
    contentsOf url: URL, shownAs path: String, in book: Settings? = nil
  ) throws(ChapterError) {
    let bytes: [UInt8]
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue
    {
      throw ChapterError(.unreadable("it is a folder"), at: SourceLocation(file: path, line: 1))
    }
    do {
      bytes = Array(try Data(contentsOf: url))
    } catch {
      throw ChapterError(
        .unreadable(error.localizedDescription), at: SourceLocation(file: path, line: 1))
    }
    try self.init(SourceText(path: path, bytes: bytes), url: url, in: book)
  }

  /// Parses a chapter.
  ///
  /// - Throws: `ChapterError` if the text isn't UTF-8 or its cells are malformed.
  public init(
    _ source: SourceText, url: URL, in book: Settings? = nil
  ) throws(ChapterError) {
    try Self.requireUTF8(source)
    self.source = source
    self.url = url
    frontMatterLines = FrontMatter.lineCount(in: source)
    // A Markdown file that is no chapter of a book may have front matter for other tools.
    let reader = SettingsReader(path: source.path, firstLine: 2, allowsForeignKeys: book == nil)
    let own = try reader.settings(in: FrontMatter.yaml(in: source, lines: frontMatterLines))
    settings = own.withDefaults(book ?? Settings())
    let document = Self.document(of: source, skipping: frontMatterLines)
    headings = document.headings(linesBefore: frontMatterLines)
    summary = document.firstParagraph()
    cells = try CellReader(source: source, skippedLines: frontMatterLines).cells(in: document)
  }

  /// What decides what the cells print: their code, words and order, not their place in the file.
  var identity: String {
    (context + cells).map { "\($0.options)\n\($0.code)" }.joined(separator: "\u{0}")
  }

  /// The parsed Markdown, without the front matter.
  var document: CommonMark { Self.document(of: source, skipping: frontMatterLines) }

  private static func document(of source: SourceText, skipping lines: Int) -> CommonMark {
    let start = lines < source.lineCount ? source.lineStarts[lines] : source.bytes.count
    return CommonMark(source.bytes[start...])
  }

  private static func requireUTF8(_ source: SourceText) throws(ChapterError) {
    guard !source.bytes.isEmpty, String(validating: source.bytes, as: UTF8.self) == nil else {
      return
    }
    let line = (1...source.lineCount).first {
      String(validating: source.content(ofLine: $0), as: UTF8.self) == nil
    }
    throw ChapterError(.notUTF8, at: source.location(line: line ?? 1))
  }
}
