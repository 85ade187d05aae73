import Foundation
import Synchronization

/// The chapters of a folder in the order of their names, and the page in front of them.
package struct Book: Sendable {
  /// The folder of the chapters.
  package let folder: URL
  /// Chapters that could be read, in order.
  package private(set) var chapters: [ChapterEntry]
  /// Why other chapters couldn't be read.
  package private(set) var errors: [ChapterError]
  /// `index.md`, if there is one: title and introduction of the book.
  package private(set) var frontPage: ChapterEntry?
  /// The page in front and the chapters.
  package var pages: [ChapterEntry] { (frontPage.map { [$0] } ?? []) + chapters }

  /// What `book.yml` sets.
  package let settings: Settings
  /// The package it stands in.
  package let root: PackageRoot
  /// How readers count the chapters.
  package let numbers: [ChapterNumber]
  /// The places of the chapters, by their files' paths.
  private let places: [String: Int]

  /// Reads a folder's chapters.
  ///
  /// - Throws: `BookError.noChapters`, or `ChapterError` for `book.yml`.
  package init(folder: URL, root: PackageRoot) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
    guard !files.isEmpty else { throw BookError.noChapters(root.shownPath(folder)) }
    settings = try Self.settings(of: folder, root: root)
    let read = Self.read(files.map { folder.appending(path: $0) }, in: settings, root: root)
    self.folder = folder
    self.root = root
    errors = read.errors
    frontPage = read.chapters.first { $0.name == "index" }
    chapters = read.chapters.filter { $0.name != "index" }
    numbers = ChapterNumber.numbers(of: chapters.map(\.name))
    places = Self.places(of: chapters)
  }

  /// The same book, for somebody who asked for some of its chapters: what is wrong with others is
  /// left out.
  package func complaining(onlyOf files: [URL], root: PackageRoot) -> Book {
    var book = self
    let paths = Set(files.map(root.shownPath))
    book.errors = errors.filter { paths.contains($0.location.file) }
    return book
  }

  /// Makes a book of single files. Its folder is the one that all of them lie in, and in its site they
  /// stand in the same folders.
  package init(files: [URL], root: PackageRoot) {
    let read = Self.read(files, in: nil, root: root)
    folder = Self.commonFolder(of: files) ?? root.url
    settings = Settings()
    self.root = root
    errors = read.errors
    let entries = Self.withFolders(read.chapters, below: folder)
    frontPage = entries.first { $0.sitePath == "index" }
    chapters = entries.filter { $0.sitePath != "index" }
    numbers = chapters.indices.map { .chapter($0 + 1) }
    places = Self.places(of: chapters)
  }

  private static func commonFolder(of files: [URL]) -> URL? {
    let folders = files.map { $0.deletingLastPathComponent().pathComponents }
    guard var common = folders.first?[...] else { return nil }
    for folder in folders.dropFirst() {
      common = common.prefix(zip(common, folder).prefix { $0 == $1 }.count)
    }
    let path = "/" + common.dropFirst().joined(separator: "/")
    return URL(filePath: path, directoryHint: .isDirectory)
  }

  /// Documents with the folders that they lie in as part of their pages' paths. Where two would have the
  /// same page, `guide.md` and `guide.swift` say, the second one's has the whole name of its file.
  private static func withFolders(_ entries: [ChapterEntry], below folder: URL) -> [ChapterEntry] {
    let depth = folder.pathComponents.count
    var taken: Set<String> = []
    return entries.map { entry in
      var entry = entry
      let folders = entry.url.deletingLastPathComponent().pathComponents.dropFirst(depth)
      let names = [entry.name, entry.url.lastPathComponent].map {
        (folders + [$0]).joined(separator: "/")
      }
      entry.sitePath = taken.insert(names[0]).inserted ? names[0] : names[1]
      return entry
    }
  }

  private static func places(of chapters: [ChapterEntry]) -> [String: Int] {
    let paths = chapters.enumerated().map { ($1.url.path, $0) }
    return Dictionary(paths) { first, _ in first }
  }

  /// A chapter's place among the chapters, from 0; nil if it is none of them, or the page in front.
  package func place(of url: URL) -> Int? { places[url.path] }

  /// The chapter or front page in a file.
  package func page(at url: URL) -> ChapterEntry? {
    if let place = place(of: url) { return chapters[place] }
    return frontPage.flatMap { $0.url.path == url.path ? $0 : nil }
  }

  /// The book with titles and first paragraphs as they are after a run, by the chapters' files.
  package func with(_ known: [URL: ChapterEntry.ComputedText]) -> Book {
    guard !known.isEmpty else { return self }
    var book = self
    book.chapters = chapters.map { $0.with(known[$0.url]) }
    book.frontPage = frontPage.map { $0.with(known[$0.url]) }
    return book
  }

  /// Whether a page is the one in front.
  package func isFront(_ page: ChapterEntry) -> Bool {
    frontPage != nil && page.sitePath == "index"
  }

  private static func settings(of folder: URL, root: PackageRoot) throws -> Settings {
    let file = folder.appending(path: "book.yml")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return Settings() }
    let path = root.shownPath(file)
    return try SettingsReader(path: path, firstLine: 1, dialect: .book).settings(in: text)
  }

  /// In a book of more chapters than these, a chapter is parsed again when its turn comes.
  private static let mostKept = 64

  /// Reads chapters side by side.
  private static func read(
    _ files: [URL], in settings: Settings?, root: PackageRoot
  ) -> (chapters: [ChapterEntry], errors: [ChapterError]) {
    typealias Reading = Result<ChapterEntry, ChapterError>
    let readings = Mutex<[Reading?]>(Array(repeating: nil, count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { number in
      let reading = Reading { () throws(ChapterError) in
        try ChapterEntry(
          files[number], in: settings, root: root, keepsChapter: files.count <= mostKept)
      }
      readings.withLock { $0[number] = reading }
    }
    var chapters: [ChapterEntry] = []
    var errors: [ChapterError] = []
    for reading in readings.withLock(\.self) {
      switch reading {
      case .success(let chapter): chapters.append(chapter)
      // What is wrong with the package's settings is so for each document.
      case .failure(let error): if !errors.contains(error) { errors.append(error) }
      case nil: break
      }
    }
    return (chapters, errors)
  }

  /// What the book calls itself: the title it sets, the front page's, or else the folder's name.
  package var title: String {
    let front = frontPage.flatMap { $0.title == $0.name ? nil : $0.title }
    return settings.title ?? front ?? folder.lastPathComponent
  }
}

extension Book {
  /// Finds what a person named on the command line: paths of Markdown files, or chapters of the
  /// book by their name, or the number or appendix's letter they begin with.
  ///
  /// - Returns: The files, and the folders that have none among what was named.
  /// - Throws: `BookError.noSuchChapter`, and `.noDocuments` where there is no file at all.
  package static func files(
    named names: [String], folder: URL, current: URL
  ) throws -> (files: [URL], empty: [String]) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let known = entries.filter { $0.hasSuffix(".md") }.sorted()
      .map { String($0.dropLast(3)) }
    var empty: [String] = []
    let files: [URL] = try names.flatMap { name in
      let path = URL(filePath: name, relativeTo: current).standardizedFileURL
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) {
        if isFolder.boolValue {
          let files = Documents.files(below: path)
          if files.isEmpty { empty.append(name) }
          return files
        }
        if Documents.isDocument(path) { return Documents.withSteps([path]) }
      }
      let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      let found =
        known.first { $0 == stem } ?? known.first { isNumber(stem, of: $0) }
      guard let found else { throw BookError.noSuchChapter(name, known) }
      return [folder.appending(path: found + ".md")]
    }
    if files.isEmpty { throw BookError.noDocuments(empty) }
    return (files, empty)
  }

  private static func isNumber(_ text: String, of name: String) -> Bool {
    guard let number = Int(text) else {
      return text.count == 1 && ChapterNumber.letter(of: name) == text.first
    }
    return Int(name.prefix { $0.isASCII && $0.isNumber }) == number
  }
}
