import CommonMark
import Foundation
import SourceModel

/// A Markdown file whose Swift cells run: bytes → blocks → cells, each with its place in the bytes.
package struct Chapter: Sendable {
  /// The file's bytes, and its path as it is shown to people.
  package let source: SourceText
  package let url: URL
  /// The parsed Markdown, without the front matter.
  package let document: MarkdownDocument
  /// The cells, in the order of the text.
  package private(set) var cells: [Cell]
  /// Whether it is the documentation in a Swift source, which is only read.
  package var isSwiftSource: Bool { url.pathExtension == "swift" }
  /// Whether it is a document of its own, and no chapter of a book.
  package var isDocument: Bool { book == nil }
  /// Whether it is a Swift file that is a cell as it stands: one of the package's snippets, or a step of a tutorial.
  package private(set) var isSnippet = false
  /// Whether it is one of DocC's tutorials; its code stands in files of their own.
  package var isTutorial: Bool { url.pathExtension == Tutorial.fileExtension }
  /// The other files of a tutorial's project at this step.
  private var stepContext: [Cell]?
  /// What its front matter sets, and its book where that says nothing.
  package let settings: Settings
  /// The cells of the chapter that this one continues, or the other files of a tutorial's project: they run first,
  /// and aren't shown.
  package internal(set) var context: [Cell] = []
  /// What cells may require and isn't here.
  package internal(set) var absent: Set<String> = []
  /// Cells that the package says stand before those of the document, and aren't shown; their places are below 0.
  package internal(set) var preludes: [Cell] = []
  /// Modules that the package says are imported.
  package internal(set) var imports: [String] = []
  /// Whether the package says that the document's cells may use the network.
  package internal(set) var usesNetwork = false
  /// The headings, in the order of the text.
  package let headings: [MarkdownDocument.Heading]
  /// The first paragraph as HTML, if there is one.
  package let summary: String?
  /// How many lines the front matter takes.
  package let frontMatterLines: Int
  /// The settings of the book it is a chapter of; nil for a file of its own.
  private let book: Settings?
  /// Of a Swift source, the lines of each comment, and how much stands before the Markdown on each line.
  private(set) var commentLines: [Range<Int>] = []
  /// The `#Playground` blocks of a Swift source.
  private(set) var playgrounds: [Cell] = []
  private(set) var commentMargins: [Int: Int] = [:]

  /// The file's name without `.md`.
  package var name: String { url.deletingPathExtension().lastPathComponent }

  /// What its front matter says, or the first heading of level 1, or else the file's name.
  package var title: String {
    settings.title ?? headings.first { $0.level == 1 }?.text ?? name
  }

  /// Reads a chapter.
  ///
  /// - Parameter book: The settings of the book it is a chapter of; nil for a file of its own.
  /// - Throws: `ChapterError` if the file can't be read or its cells are malformed.
  package init(
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
    let step = TutorialStep(url)
    if step != nil || Snippet.isOne(url) {
      let snippet = Snippet(path: path, bytes: bytes)
      try self.init(snippet.blank, url: url, readingApart: [])
      cells = [snippet.cell]
      isSnippet = true
      stepContext = step?.context(at: path, of: url)
      return
    }
    if url.pathExtension == Tutorial.fileExtension {
      try self.init(SourceText(path: path, bytes: bytes), url: url, readingApart: [])
      return
    }
    guard url.pathExtension != "swift" else {
      let comments = DocComments(of: bytes)
      let source = SourceText(path: path, bytes: comments.markdown)
      try self.init(source, url: url, readingApart: comments.lines)
      let playgrounds = Playgrounds.cells(of: bytes, at: path)
      cells = Self.ordered(cells.map { $0.moved(by: comments.margins) }, playgrounds)
      self.playgrounds = playgrounds
      (commentLines, commentMargins) = (comments.lines, comments.margins)
      return
    }
    try self.init(SourceText(path: path, bytes: bytes), url: url, in: book)
  }

  /// Parses a chapter.
  ///
  /// - Throws: `ChapterError` if the text isn't UTF-8 or its cells are malformed.
  package init(
    _ source: SourceText, url: URL, in book: Settings? = nil
  ) throws(ChapterError) {
    try self.init(source, url: url, in: book, readingApart: nil)
  }

  /// Parses a chapter; the cells of parts of it, by their lines, as if each part were all.
  private init(
    _ source: SourceText, url: URL, in book: Settings? = nil, readingApart parts: [Range<Int>]?
  ) throws(ChapterError) {
    try Self.requireUTF8(source)
    self.source = source
    self.url = url
    self.book = book
    let dialect: Dialect = book == nil ? .document : .book
    let lines = FrontMatter.lineCount(in: source)
    let yaml = FrontMatter.yaml(in: source, lines: lines)
    // A Markdown file that is no chapter of a book may have front matter for other tools, and what
    // looks like it may be text between two rules.
    let isText = dialect == .document && !SettingsReader.isMapping(yaml)
    frontMatterLines = isText ? 0 : lines
    let own = try SettingsReader(path: source.path, firstLine: 2, dialect: dialect)
      .settings(in: isText ? "" : yaml)
    settings = own.withDefaults(book ?? Settings())
    document = MarkdownDocument(source.bytes(after: frontMatterLines))
    summary = document.firstParagraph()
    let reader = CellReader(source: source, dialect: dialect)
    let blocks =
      if let parts { try reader.cells(inParts: parts) } else {
        try reader.cells(
          in: document, of: source.bytes(after: frontMatterLines), skipping: frontMatterLines)
      }
    let records = blocks.compactMap { $0.record?.lines }
    headings = document.headings(linesBefore: frontMatterLines).filter { heading in
      !records.contains { $0.contains(heading.line) }
    }
    var inline: [Cell] = []
    // In other people's documents the same words may mean something else.
    if book != nil {
      inline = try InlineValueReader(source: source, skippedLines: frontMatterLines)
        .cells(in: document, outside: records)
    }
    cells = Self.ordered(blocks, inline)
    try requireExplanations()
    try requireSolutions()
    try requireFormulas(in: document, outside: records)
  }

  /// The chapter as its file is now.
  package func readAgain() throws(ChapterError) -> Chapter {
    try Chapter(contentsOf: url, shownAs: source.path, in: book)
  }

  func replacingCells(with cells: [Cell]) -> Chapter {
    var chapter = self
    chapter.cells = cells
    return chapter
  }

  /// The same chapter with other bytes.
  package func reading(_ source: SourceText) throws(ChapterError) -> Chapter {
    try Chapter(source, url: url, in: book)
  }

  /// Takes note of what lies around the chapter: the cells that come before its own, and what isn't
  /// here of that which cells require.
  ///
  /// - Throws: `ChapterError` if it continues what isn't there.
  package func placed(in root: PackageRoot, book: Settings?) throws(ChapterError) -> Chapter {
    var chapter = book == nil ? applying(try DocumentSettings(of: root)) : self
    chapter.absent = Requirements(root: root).absent(in: settings)
    if let stepContext {
      chapter.context = stepContext.map { $0.numbered($0.index - chapter.preludes.count) }
    } else {
      chapter.context = try Continuation(of: self, in: book, root: root).cells()
    }
    return chapter
  }

  /// Whether a cell requires what isn't here.
  package func isSkipped(_ cell: Cell) -> Bool {
    !absent.isDisjoint(with: cell.options.requirements)
  }

  /// The cells that are compiled, and unless they say otherwise run.
  package var runningCells: [Cell] { cells.filter { !$0.options.isIgnored && !isSkipped($0) } }

  private func requireExplanations() throws(ChapterError) {
    guard book != nil else { return }
    for cell in cells {
      for name in cell.options.requirements where settings.requirements[name] == nil {
        let known = settings.requirements.keys.sorted()
        throw ChapterError(.unknownRequirement(name, known), at: cell.location)
      }
    }
  }

  private func requireFormulas(
    in document: MarkdownDocument, outside records: [ClosedRange<Int>]
  ) throws(ChapterError) {
    guard book != nil else { return }
    for (formula, line) in document.formulas() {
      let line = line + frontMatterLines
      guard let error = formula.error, !records.contains(where: { $0.contains(line) }) else {
        continue
      }
      let place = formula.location(of: error, in: source, line: line)
      throw ChapterError(.badFormula(error.message), at: place)
    }
  }

  /// Cells and inline values in the order of the text, numbered.
  static func ordered(_ blocks: [Cell], _ inline: [Cell]) -> [Cell] {
    guard !inline.isEmpty else { return blocks }
    let cells = (blocks + inline).sorted {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }
    return cells.enumerated().map { $1.numbered($0) }
  }

  /// What decides what the cells print: their code, words and order, not their place in the file.
  package var identity: String {
    ((preludes + context + cells).map(\.runIdentity) + imports + absent.sorted())
      .joined(separator: "\u{0}")
  }

  /// What is wrong with a Swift source's comments: cells whose fences only the comments' ends close.
  package var openFences: [Diagnostic] {
    guard isSwiftSource else { return [] }
    return cells.filter { !$0.fence.isClosed }.map { cell in
      Diagnostic(
        severity: .error, message: "this fence is never closed in its comment; end it with ```",
        location: cell.location)
    }
  }

  /// The Markdown that is parsed: the text without the front matter.
  package var markdown: ArraySlice<UInt8> { source.bytes(after: frontMatterLines) }

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
