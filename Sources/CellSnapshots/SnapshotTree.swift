import CellExecution
import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// The snapshots of a book: for each beginning of a chapter that has run, the process that has run
/// it. A changed cell goes on from the snapshot before it, whoever changed it.
package actor SnapshotTree {
  /// Cells that have run after certain others.
  package struct Node {
    package let module: CellModule
    /// What came of the cells.
    package let results: [CellResult]
    /// The process after them, as long as it lives.
    var snapshot: Snapshot?
    /// Whether there can be one: not if the cells have left threads behind, which no fork keeps.
    let isSound: Bool
    /// What a reader has chosen with controls that the cells ask for: values by labels.
    let choices: [String: String]
    /// The key of the snapshot that it went on from.
    package let parent: String?
    /// The name of that one's module.
    let preceding: String?
    var lastUse = 0
  }

  /// What is known of a chapter's cells up to one of them.
  package enum Step {
    /// The cells have run; the snapshot after them.
    case ran(Node)
    /// The last doesn't compile by itself.
    case notCompiled([Diagnostic], String)
    /// The last of the cells failed.
    case failed(ProgramResult)
  }

  package nonisolated let compiler: Compiler
  /// The functions for pages that its chapters have.
  nonisolated let pageModules = PageModuleCache()
  private let folder: URL
  private let workingFolder: URL
  /// By what cells find in their environment.
  private var hosts: [CellEnvironment: Task<SnapshotHost, any Error>] = [:]
  private var nodes: SnapshotNodes
  /// The whole programs that have been compiled without errors, the latest last, and what the compiler
  /// warned of.
  private var checks: [(program: String, warnings: [Diagnostic])] = []
  private var isClosed = false
  private var runCount = 0

  /// - Parameters:
  ///   - folder: For the files of modules and runs; removed at the end.
  ///   - isMemoryScarce: Whether processes that wait should give back theirs.
  package init(
    compiler: Compiler, folder: URL, workingFolder: URL,
    isMemoryScarce: @escaping @Sendable () -> Bool = { Memory.isScarce }
  ) {
    nodes = SnapshotNodes(isMemoryScarce: isMemoryScarce)
    self.compiler = compiler
    self.folder = folder
    self.workingFolder = workingFolder
  }

  /// Ends all processes and removes their files; what runs is cancelled.
  package func close() async {
    isClosed = true
    for host in hosts.values { try? await host.value.end() }
    hosts = [:]
    nodes.removeAll()
    RunningProcesses.shared.remove(folder)
  }

  /// The key of cells that come after others.
  package nonisolated func key(
    of cells: [Cell], after key: String?, choices: [String: String] = [:],
    in environment: CellEnvironment
  ) -> String {
    let start = key.map { [$0] } ?? [compiler.library.key, environment.key]
    let chosen = choices.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    return Digest.hex(start + cells.map(\.runIdentity) + chosen)
  }

  /// The results of cells that have run before after the same others.
  package func node(_ key: String) -> Node? { nodes.used(key) }

  /// Compiles cells to go on after those of some nodes.
  package func module(
    of cells: [Cell], key: String, after path: [CellModule], _ limits: Limits
  ) async throws -> CompileResult<CellModule> {
    if let module = nodes.module(of: cells, key: key, after: path.last) {
      return .built(module, [])
    }
    let last = path.last.flatMap(nodes.key)
    nodes.hold(last)
    defer { nodes.release(last) }
    runCount += 1
    let name = "Chapter_\(key.prefix(10))_\(runCount)"
    let files = folder.appending(path: name)
    var isKept = false
    defer { if !isKept { CellModule.removeFiles(in: files) } }
    let outcome = try await compiler.within(limits).module(
      named: name, of: cells, after: path, in: files)
    if case .built = outcome { isKept = true }
    return outcome
  }

  /// Compiles a chapter as the one program that it is, unless that has been done lately without errors.
  func check(
    _ program: Program, by compiler: Compiler, in folder: URL
  ) async throws -> CompileResult<URL> {
    let key = Digest.hex(
      [compiler.library.key] + program.cells.flatMap { [$0.runIdentity, "\($0.location)"] })
    if let known = checks.first(where: { $0.program == key }) {
      return .built(folder, known.warnings)
    }
    let result = try await compiler.check(program, asRun: true, in: folder)
    if case .built(_, let warnings) = result {
      checks = checks.suffix(31) + [(key, warnings)]
    }
    return result
  }

  /// Runs a module after the nodes of a path, and keeps what comes of it.
  package func run(
    _ module: CellModule, key: String, path: [String], choices: [String: String] = [:],
    limits: Limits, in environment: CellEnvironment,
    progress: @escaping @Sendable (ProgramResult) -> Void
  ) async throws -> Step {
    nodes.hold(path.last)
    defer { nodes.release(path.last) }
    // What has been stopped, or has failed, is compiled again where it is asked for again.
    nodes.hold(module)
    defer { nodes.release(module) }
    // A process may have died since; that all do, one after the other, is a fault of another kind.
    for _ in 0..<3 {
      let snapshot = try await snapshot(after: path, limits, environment)
      runCount += 1
      let files = folder.appending(path: "run-\(runCount)")
      let run = SnapshotRun(module: module, choices: choices, limits: limits, folder: files)
      // Only a process that waits is asked through them again.
      var isKept = false
      defer { if !isKept { try? FileManager.default.removeItem(at: files) } }
      let reader = RunReader(
        program: Program(cells: module.cells), limits: limits, displays: run.displays,
        module: module.name)
      let outcome = try await run.run(on: snapshot) { progress(reader.progress($0)) }
      // The process is gone: what it knew has to be run again.
      guard let outcome else {
        await forget(snapshot, after: path.last, in: environment)
        continue
      }
      isKept = outcome.snapshot != nil
      let result = reader.result(of: outcome.result)
      guard result.failure == nil else { return .failed(result) }
      return .ran(
        nodes.keep(
          Node(
            module: module, results: module.cells.compactMap { result.cells[$0.id] },
            snapshot: outcome.snapshot, isSound: outcome.snapshot != nil, choices: choices,
            parent: path.last, preceding: path.last.flatMap { nodes[$0]?.module.name }),
          as: key))
    }
    throw ExecutionError.noSnapshot(module.cells.first?.location)
  }

  /// The process after the cells of a path; those whose process is gone are run again.
  private func snapshot(
    after path: [String], _ limits: Limits, _ environment: CellEnvironment
  ) async throws -> Snapshot {
    guard let last = path.last else { return try await startedHost(in: environment).snapshot }
    if let snapshot = nodes[last]?.snapshot { return snapshot }
    guard let node = nodes[last] else { throw CancellationError() }
    let before = Array(path.dropLast())
    let step = try await run(
      node.module, key: last, path: before, choices: node.choices, limits: limits, in: environment
    ) { _ in }
    guard case .ran(let again) = step, let snapshot = again.snapshot else {
      throw ExecutionError.noSnapshot(node.module.cells.first?.location)
    }
    return snapshot
  }

  /// Forgets a process that is gone, unless another has already taken its place.
  private func forget(
    _ snapshot: Snapshot, after key: String?, in environment: CellEnvironment
  ) async {
    if let key {
      nodes.forget(snapshot, after: key)
    } else if let running = hosts[environment],
      (try? await running.value)?.snapshot.process == snapshot.process,
      running == hosts[environment]
    {
      hosts[environment] = nil
    }
  }

  private func startedHost(in environment: CellEnvironment) async throws -> SnapshotHost {
    guard !isClosed else { throw CancellationError() }
    if let host = hosts[environment] { return try await host.value }
    runCount += 1
    let files = folder.appending(path: "host-\(runCount)")
    let started = Task { [compiler, workingFolder] in
      try await SnapshotHost(
        compiler: compiler, folder: files, workingFolder: workingFolder, environment: environment)
    }
    hosts[environment] = started
    return try await started.value
  }

  /// How many processes wait.
  var livingCount: Int { nodes.livingCount }
}
