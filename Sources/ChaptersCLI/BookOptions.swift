import ArgumentParser
import Foundation
import Literate

/// What `render`, `check` and `update` have in common: which chapters, and how they run.
struct BookOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Chapters by name, by number, or as paths of Markdown files; all of them if none is given.",
      valueName: "chapter"))
  var chapters: [String] = []

  @Option(help: ArgumentHelp("The folder of the chapters.", valueName: "folder"))
  var book = "Chapters"

  @Option(help: ArgumentHelp("How many seconds a cell may run.", valueName: "seconds"))
  var timeout: Double?

  /// Where the command was given; relative paths begin here.
  static var currentFolder: URL {
    URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
  }

  func validate() throws {
    guard timeout ?? 1 > 0, timeout?.isFinite ?? true else {
      throw ValidationError("--timeout should be a number of seconds above 0")
    }
  }

  /// The package around the current folder.
  func root() throws -> PackageRoot {
    try PackageRoot(around: Self.currentFolder)
  }

  /// The book, and the chapters of it that were asked for.
  func selection(in root: PackageRoot) throws -> (book: Book, chapters: [Chapter]) {
    let folder = URL(filePath: book, directoryHint: .isDirectory, relativeTo: root.url)
      .standardizedFileURL
    guard !chapters.isEmpty else {
      let book = try Book(folder: folder, root: root)
      return (book, book.pages)
    }
    let files = try Book.files(named: chapters, folder: folder, current: Self.currentFolder)
    if files.allSatisfy({ $0.deletingLastPathComponent().path == folder.path }) {
      let book = try Book(folder: folder, root: root).complaining(onlyOf: files, root: root)
      let paths = Set(files.map(\.path))
      return (book, book.pages.filter { paths.contains($0.url.path) })
    }
    let book = Book(files: files, root: root)
    return (book, book.chapters)
  }

  /// Builds the library and makes ready to run chapters.
  func executor(in root: PackageRoot) async throws -> BookExecutor {
    var limits = Limits()
    limits.cellSeconds = timeout ?? limits.cellSeconds
    let executor = try await ChapterExecutor(root: root, limits: limits) {
      Console.complain("Building the package's library …")
    }
    return BookExecutor(executor, width: ProcessInfo.processInfo.activeProcessorCount)
  }
}
