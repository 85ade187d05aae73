import CellExecution
import CellSnapshots
import ChapterModel
import Foundation

/// Runs the cells of a served book from its snapshots, a limited number of runs at a time.
actor LiveKernel {
  private let root: PackageRoot
  private let limits: Limits
  private var executor: ChapterExecutor
  /// Is asked about code that is being written, whose writer doesn't wait until a chapter's names are known.
  private let writing: SourceKitProcess
  /// Whether that process knows the library.
  private var isWritingPrepared = false
  private var tree: SnapshotTree
  private var state: String
  private let toolchain: Toolchain
  private let files: URL
  private let width: Int
  private var running = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// - Parameter width: How many runs may go on at a time; further ones wait.
  init(_ executor: ChapterExecutor, width: Int) throws {
    root = executor.root
    limits = executor.limits
    self.width = width
    files = try WorkFolder.make(in: root.workFolder)
    toolchain = executor.compiler.toolchain
    state = LibraryBuilder(root: root, toolchain: toolchain).state()
    self.executor = executor
    writing = SourceKitProcess(toolchain: toolchain, folder: root.workFolder)
    tree = try Self.tree(executor)
  }

  private static func tree(_ executor: ChapterExecutor) throws -> SnapshotTree {
    SnapshotTree(
      compiler: executor.compiler,
      folder: try WorkFolder.make(in: executor.root.workFolder),
      workingFolder: executor.root.url)
  }

  /// Builds the package's library again if the package has changed, and drops all snapshots then.
  ///
  /// - Returns: Whether the library is another one now.
  /// - Throws: `ExecutionError` if it doesn't build; the old one stays until the next change.
  func renewLibrary() async throws -> Bool {
    let now = LibraryBuilder(root: root, toolchain: toolchain).state()
    guard now != state else { return false }
    state = now
    var executor = try await ChapterExecutor(root: root, limits: limits) {}
    executor.sourceKit = self.executor.sourceKit
    guard executor.compiler.library.key != tree.compiler.library.key else { return false }
    let before = tree
    tree = try Self.tree(executor)
    self.executor = executor
    isWritingPrepared = false
    await before.close()
    return true
  }

  /// Runs the cells of a chapter that no snapshot holds.
  ///
  /// - Parameters:
  ///   - choices: What a reader has chosen with controls: for the cells that ask for them, values by labels.
  ///   - tell: Is called with the results as they come.
  func run(
    _ chapter: Chapter, choices: [Int: [String: String]],
    tell: @escaping @Sendable (LiveRun.News) -> Void
  ) async throws {
    await takeTurn()
    defer { passTurn() }
    try Task.checkCancellation()
    let folder = files.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await LiveRun(
      chapter, choices: choices, tree: tree, limits: limits, workingFolder: root.url,
      folder: folder,
      tell: tell
    ).run()
  }

  /// What the names in a chapter's cells are.
  ///
  /// - Throws: `SourceKitError` where SourceKit can't be asked.
  func names(of chapter: Chapter) async throws -> ChapterNames {
    try await executor.explainedNames(of: chapter)
  }

  /// What helps to write the code of a chapter's cells.
  func assistant(for chapter: Chapter) -> CodeAssistant {
    executor.assistant(for: chapter, by: writing)
  }

  /// Has SourceKit started and the library read before somebody writes: its first answer takes longest.
  func prepareWriting(in chapter: Chapter) {
    guard !isWritingPrepared, let cell = chapter.runningCells.last(where: { !$0.isInline }) else {
      return
    }
    isWritingPrepared = true
    let assistant = assistant(for: chapter)
    Task { try? await assistant.completions(cell.code, in: cell, at: cell.code.utf16.count) }
  }

  /// Ends the cells' processes and removes their files.
  func close() async {
    await tree.close()
    RunningProcesses.shared.remove(files)
  }

  private func takeTurn() async {
    if running < width {
      running += 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func passTurn() {
    if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
  }
}
