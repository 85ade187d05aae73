import Foundation

/// The chapters of a folder in the order of their names, and the page in front of them.
public struct Book: Sendable {
  /// The folder of the chapters.
  public let folder: URL
  /// Chapters that could be read, in order.
  public let chapters: [Chapter]
  /// Why others couldn't.
  public let errors: [ChapterError]
  /// `index.md`, if there is one: title and introduction of the book.
  let frontPage: Chapter?

  /// Reads a folder's chapters.
  ///
  /// - Throws: `BookError.noChapters`.
  public init(folder: URL, root: PackageRoot) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
    guard !files.isEmpty else { throw BookError.noChapters(root.shownPath(folder)) }
    var chapters: [Chapter] = []
    var errors: [ChapterError] = []
    for file in files {
      let url = folder.appending(path: file)
      do throws(ChapterError) {
        chapters.append(try Chapter(contentsOf: url, shownAs: root.shownPath(url)))
      } catch {
        errors.append(error)
      }
    }
    self.folder = folder
    self.errors = errors
    frontPage = chapters.first { $0.url.lastPathComponent == "index.md" }
    self.chapters = chapters.filter { $0.url.lastPathComponent != "index.md" }
  }

  /// Makes a book of single files.
  public init(files: [URL], root: PackageRoot) {
    var chapters: [Chapter] = []
    var errors: [ChapterError] = []
    for url in files {
      do throws(ChapterError) {
        chapters.append(try Chapter(contentsOf: url, shownAs: root.shownPath(url)))
      } catch {
        errors.append(error)
      }
    }
    folder = files.first?.deletingLastPathComponent() ?? root.url
    self.chapters = chapters
    self.errors = errors
    frontPage = nil
  }

  /// What the book calls itself: the front page's title, or else the folder's name.
  public var title: String { frontPage?.title ?? folder.lastPathComponent }
}

/// Why there is nothing to run.
public enum BookError: Error, Hashable, Sendable {
  /// A folder without Markdown.
  case noChapters(String)
  /// A name that is no chapter; those that are.
  case noSuchChapter(String, [String])
  /// A rendered file would take the place of a chapter that says something else.
  case wouldOverwrite(String)
}

extension BookError: CustomStringConvertible {
  /// One sentence with what to do.
  public var description: String {
    switch self {
    case .noChapters(let folder):
      "error: there is no chapter in \(folder); put a Markdown file there, such as \(folder)/01-start.md"
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
  /// - Throws: `BookError.noSuchChapter`.
  public static func files(named names: [String], folder: URL, current: URL) throws -> [URL] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let known = entries.filter { $0.hasSuffix(".md") && $0 != "index.md" }.sorted()
      .map { String($0.dropLast(3)) }
    return try names.map { name in
      let path = URL(filePath: name, relativeTo: current).standardizedFileURL
      if name.hasSuffix(".md"), FileManager.default.fileExists(atPath: path.path) { return path }
      let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      let found =
        known.first { $0 == stem } ?? known.first { isNumber(stem, of: $0) }
      guard let found else { throw BookError.noSuchChapter(name, known) }
      return folder.appending(path: found + ".md")
    }
  }

  private static func isNumber(_ text: String, of name: String) -> Bool {
    guard let number = Int(text) else { return false }
    return Int(name.prefix { $0.isASCII && $0.isNumber }) == number
  }
}
