import Foundation
import Synchronization

/// The chapters of a folder in the order of their names, and the page in front of them.
public struct Book: Sendable {
  /// The folder of the chapters.
  public let folder: URL
  /// Chapters that could be read, in order.
  public let chapters: [ChapterEntry]
  /// Why others couldn't.
  public private(set) var errors: [ChapterError]
  /// `index.md`, if there is one: title and introduction of the book.
  let frontPage: ChapterEntry?
  /// The page in front and the chapters.
  public var pages: [ChapterEntry] { (frontPage.map { [$0] } ?? []) + chapters }

  /// What `book.yml` sets.
  let settings: Settings

  /// Reads a folder's chapters.
  ///
  /// - Throws: `BookError.noChapters`, or `ChapterError` for `book.yml`.
  public init(folder: URL, root: PackageRoot) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
    guard !files.isEmpty else { throw BookError.noChapters(root.shownPath(folder)) }
    settings = try Self.settings(of: folder, root: root)
    let read = Self.read(files.map { folder.appending(path: $0) }, in: settings, root: root)
    self.folder = folder
    errors = read.errors
    frontPage = read.chapters.first { $0.url.lastPathComponent == "index.md" }
    chapters = read.chapters.filter { $0.url.lastPathComponent != "index.md" }
  }

  /// The same book, for somebody who asked for some of its chapters: what is wrong with others is
  /// left out.
  public func complaining(onlyOf files: [URL], root: PackageRoot) -> Book {
    var book = self
    let paths = Set(files.map(root.shownPath))
    book.errors = errors.filter { paths.contains($0.location.file) }
    return book
  }

  /// Makes a book of single files.
  public init(files: [URL], root: PackageRoot) {
    let read = Self.read(files, in: nil, root: root)
    folder = files.first?.deletingLastPathComponent() ?? root.url
    settings = Settings()
    chapters = read.chapters
    errors = read.errors
    frontPage = nil
  }

  private static func settings(of folder: URL, root: PackageRoot) throws -> Settings {
    let file = folder.appending(path: "book.yml")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return Settings() }
    let path = root.shownPath(file)
    return try SettingsReader(path: path, firstLine: 1, isForeign: false).settings(in: text)
  }

  /// Reads chapters side by side.
  private static func read(
    _ files: [URL], in settings: Settings?, root: PackageRoot
  ) -> (chapters: [ChapterEntry], errors: [ChapterError]) {
    typealias Outcome = Result<ChapterEntry, ChapterError>
    let outcomes = Mutex<[Outcome?]>(Array(repeating: nil, count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { number in
      let outcome = Outcome { () throws(ChapterError) in
        try ChapterEntry(files[number], in: settings, root: root)
      }
      outcomes.withLock { $0[number] = outcome }
    }
    var chapters: [ChapterEntry] = []
    var errors: [ChapterError] = []
    for outcome in outcomes.withLock(\.self) {
      switch outcome {
      case .success(let chapter): chapters.append(chapter)
      case .failure(let error): errors.append(error)
      case nil: break
      }
    }
    return (chapters, errors)
  }

  /// What the book calls itself: the title it sets, the front page's, or else the folder's name.
  public var title: String { settings.title ?? frontPage?.title ?? folder.lastPathComponent }
}

/// Why there is nothing to run.
public enum BookError: Error, Hashable, Sendable {
  /// No `Package.swift` here or in a folder above; where the search began.
  case noPackage(String)
  /// A folder without Markdown.
  case noChapters(String)
  /// A folder that was asked for, and has neither Markdown nor Swift in it.
  case noDocuments(String)
  /// A name that is no chapter; those that are.
  case noSuchChapter(String, [String])
  /// A rendered file would take the place of a chapter that says something else.
  case wouldOverwrite(String)
}

extension BookError: CustomStringConvertible {
  /// One sentence with what to do.
  public var description: String {
    switch self {
    case .noPackage(let folder):
      """
      error: there is no Package.swift in \(folder) or above it; run this inside a Swift package
      """
    case .noChapters(let folder):
      "error: there is no chapter in \(folder); put a Markdown file there, such as \(folder)/01-start.md"
    case .noDocuments(let folder):
      """
      error: there is neither Markdown nor Swift below \(folder); name files, or a folder that has some
      """
    case .noSuchChapter(let name, let known):
      """
      error: there is no chapter '\(name)'\(known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))")
      """
    case .wouldOverwrite(let path):
      """
      error: \(path) is a chapter, and rendering would change it; 'chapters update' records outputs \
      in place
      """
    }
  }
}

extension Book {
  /// Finds what a person named on the command line: paths of Markdown files, or chapters of the
  /// book by their name or the number they begin with.
  ///
  /// - Throws: `BookError.noSuchChapter`, `.noDocuments`.
  public static func files(named names: [String], folder: URL, current: URL) throws -> [URL] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let known = entries.filter { $0.hasSuffix(".md") }.sorted()
      .map { String($0.dropLast(3)) }
    return try names.flatMap { name in
      let path = URL(filePath: name, relativeTo: current).standardizedFileURL
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) {
        if isFolder.boolValue {
          let files = Documents.files(below: path)
          if files.isEmpty { throw BookError.noDocuments(name) }
          return files
        }
        if Documents.isDocument(path) { return [path] }
      }
      let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      let found =
        known.first { $0 == stem } ?? known.first { isNumber(stem, of: $0) }
      guard let found else { throw BookError.noSuchChapter(name, known) }
      return [folder.appending(path: found + ".md")]
    }
  }

  private static func isNumber(_ text: String, of name: String) -> Bool {
    guard let number = Int(text) else { return false }
    return Int(name.prefix { $0.isASCII && $0.isNumber }) == number
  }
}
