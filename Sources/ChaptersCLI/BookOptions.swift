import ArgumentParser
import CellExecution
import ChapterModel
import Foundation
import RecordCheck
import SourceModel

/// What `render`, `check` and `update` have in common: which chapters, and how they run.
struct BookOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Chapters by name, by number, or as paths of Markdown files; all of them if none is given.",
      valueName: "chapter"), completion: .chapters)
  var chapters: [String] = []

  @OptionGroup var book: BookFolder

  @Option(help: ArgumentHelp("How many seconds a cell may run.", valueName: "seconds"))
  var timeout: Double?

  @Option(
    help: """
      When differences have colours: 'auto' is on a terminal that has them, unless NO_COLOR is set.
      """)
  var color = Console.Colours.auto

  @OptionGroup var cache: CacheOptions

  /// Where the command was given; relative paths begin here.
  static var currentFolder: URL {
    URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
  }

  func validate() throws {
    guard timeout ?? 1 > 0, timeout?.isFinite ?? true else {
      throw ValidationError("--timeout should be a number of seconds above 0")
    }
    // What is said at the console, errors included, is said in one way.
    Console.colours.withLock { $0 = color }
  }

  /// The package around the current folder.
  func root() throws -> PackageRoot {
    try PackageRoot(around: Self.currentFolder)
  }

  /// The book, and the chapters of it that were asked for.
  func selection(in root: PackageRoot) throws -> BookSelection {
    try BookSelection(names: chapters, folder: book.url(in: root), root: root)
  }

  /// Builds the library and makes ready to run chapters.
  func executor(
    in root: PackageRoot, mode: RunMode = .strict, forPages: Bool = false
  ) async throws -> BookExecutor {
    var limits = Limits()
    // Where cells weren't written to be run, some wait for ever.
    limits.cellSeconds = timeout ?? (mode == .bestEffort ? 5 : limits.cellSeconds)
    var executor = try await ChapterExecutor(root: root, limits: limits) {
      Console.announceBuilding()
    }
    executor.mode = mode
    if mode == .bestEffort, await !NetworkNamespace.isAvailable() {
      Console.complain(
        "note: this system gives cells no network of their own, so they can reach what you can reach"
      )
    }
    executor.differing = ChapterCheck.differing
    (executor.makesStates, executor.explainsNames) = (forPages, forPages)
    if let cache = try cache.cache() { executor = executor.sharing(cache) }
    return BookExecutor(executor, width: ProcessInfo.processInfo.activeProcessorCount)
  }
}

extension Console.Colours: ExpressibleByArgument {}

/// The chapters that were asked for, and the book they are in.
struct BookSelection {
  let book: Book
  let chapters: [ChapterEntry]

  /// Finds chapters by what was said on the command line; without names, all of the book's.
  init(names: [String], folder: URL, root: PackageRoot) throws {
    guard !names.isEmpty else {
      book = try Book(folder: folder, root: root)
      chapters = book.pages
      return
    }
    let (files, empty) = try Book.files(
      named: names, folder: folder, current: BookOptions.currentFolder)
    for name in empty { Console.complain("note: \(name) has no example") }
    if files.allSatisfy({ $0.deletingLastPathComponent().path == folder.path }) {
      book = try Book(folder: folder, root: root).complaining(onlyOf: files, root: root)
      let paths = Set(files.map(\.path))
      chapters = book.pages.filter { paths.contains($0.url.path) }
    } else {
      book = Book(files: files, root: root)
      chapters = book.chapters
    }
  }
}

extension CompletionKind {
  /// The chapters of the book in the current folder, and Markdown files.
  static var chapters: CompletionKind {
    .custom { _, _, prefix in
      let root = try? PackageRoot(around: BookOptions.currentFolder)
      let folder = root?.url.appending(path: "Chapters").path ?? "Chapters"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
        .filter { $0.hasPrefix(prefix) && $0 == $0.visible }.sorted()
    }
  }
}
