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
    fileprivate var lastUse: Int
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
  private let isMemoryScarce: @Sendable () -> Bool
  /// By what cells find in their environment.
  private var hosts: [CellEnvironment: Task<SnapshotHost, any Error>] = [:]
  private var nodes: [String: Node] = [:]
  /// How many runs go on from a node just now.
  private var runs: [String: Int] = [:]
  /// How many runs use a module just now.
  private var modulesInUse: [String: Int] = [:]
  /// The whole programs that have been compiled without errors, the latest last, and what the compiler
  /// warned of.
  private var checks: [(program: String, warnings: [Diagnostic])] = []
  private var clock = 0
  private var isClosed = false
  private var runCount = 0

  /// How many processes may wait at a time.
  private static let capacity = 200
  /// How many versions of a cell are kept that go on from the same cells.
  private static let versions = 16

  /// - Parameters:
  ///   - folder: For the files of modules and runs; removed at the end.
  ///   - isMemoryScarce: Whether processes that wait should give back theirs.
  package init(
    compiler: Compiler, folder: URL, workingFolder: URL,
    isMemoryScarce: @escaping @Sendable () -> Bool = { Memory.isScarce }
  ) {
    self.isMemoryScarce = isMemoryScarce
    self.compiler = compiler
    self.folder = folder
    self.workingFolder = workingFolder
  }

  /// Ends all processes and removes their files; what runs is cancelled.
  package func close() async {
    isClosed = true
    for host in hosts.values { try? await host.value.end() }
    hosts = [:]
    nodes = [:]
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
  package func node(_ key: String) -> Node? {
    clock += 1
    nodes[key]?.lastUse = clock
    return nodes[key]
  }

  /// Compiles cells to go on after those of some nodes.
  package func module(
    of cells: [Cell], key: String, after path: [CellModule], _ limits: Limits
  ) async throws -> CompileResult<CellModule> {
    if let node = nodes[key] { return .built(node.module, []) }
    // With other choices the cells are the same code.
    let same = nodes.values.first { node in
      node.preceding == path.last?.name
        && node.module.cells.map(\.runIdentity) == cells.map(\.runIdentity)
    }
    if let same { return .built(same.module, []) }
    let last = nodes.first { $0.value.module.name == path.last?.name }?.key
    hold(last)
    defer { release(last) }
    runCount += 1
    let name = "Chapter_\(key.prefix(10))_\(runCount)"
    let files = folder.appending(path: name)
    var isKept = false
    defer { if !isKept { Self.remove(files) } }
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

  /// Keeps a node while something goes on from it.
  private func hold(_ key: String?) {
    if let key { runs[key, default: 0] += 1 }
  }

  private func release(_ key: String?) {
    guard let key, let count = runs[key] else { return }
    runs[key] = count == 1 ? nil : count - 1
  }

  /// Removes a module that nothing needs.
  private func removeUnused(_ module: CellModule) {
    let isUsed =
      modulesInUse[module.name, default: 0] > 0
      || nodes.values.contains { $0.module.name == module.name }
    if !isUsed { Self.remove(module.folder) }
  }

  /// A module's interface lies beside its other files.
  private static func remove(_ files: URL) {
    for url in [files, files.appendingPathExtension("swiftmodule")] {
      try? FileManager.default.removeItem(at: url)
    }
  }

  /// Runs a module after the nodes of a path, and keeps what comes of it.
  package func run(
    _ module: CellModule, key: String, path: [String], choices: [String: String] = [:],
    limits: Limits, in environment: CellEnvironment,
    progress: @escaping @Sendable (ProgramResult) -> Void
  ) async throws -> Step {
    hold(path.last)
    defer { release(path.last) }
    // What has been stopped, or has failed, is compiled again where it is asked for again.
    modulesInUse[module.name, default: 0] += 1
    defer {
      modulesInUse[module.name, default: 1] -= 1
      if modulesInUse[module.name] == 0 { modulesInUse[module.name] = nil }
      removeUnused(module)
    }
    // A process may have died since; that all do, one after the other, is a fault of another kind.
    for _ in 0..<3 {
      let snapshot = try await snapshot(after: path, limits, environment)
      runCount += 1
      let files = folder.appending(path: "run-\(runCount)")
      let run = SnapshotRun(module: module, choices: choices, limits: limits, folder: files)
      // Only a process that waits is asked through them again.
      var isKept = false
      defer { if !isKept { Self.remove(files) } }
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
        keep(
          Node(
            module: module, results: module.cells.compactMap { result.cells[$0.id] },
            snapshot: outcome.snapshot, isSound: outcome.snapshot != nil, choices: choices,
            parent: path.last, preceding: path.last.flatMap { nodes[$0]?.module.name },
            lastUse: clock),
          as: key))
    }
    throw ExecutionError.noSnapshot(module.cells.first?.location)
  }

  private func keep(_ node: Node, as key: String) -> Node {
    if let other = nodes[key], other.snapshot != nil {
      // Somebody else has run the same at the same time.
      if let snapshot = node.snapshot { Self.end(snapshot) }
      return other
    }
    clock += 1
    nodes[key] = node
    nodes[key]?.lastUse = clock
    makeRoom()
    forgetOldVersions(of: node)
    return node
  }

  /// Ends a process and removes the files through which it was asked.
  private static func end(_ snapshot: Snapshot) {
    snapshot.end()
    remove(snapshot.requests.deletingLastPathComponent())
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
      if nodes[key]?.snapshot?.process == snapshot.process { nodes[key]?.snapshot = nil }
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
  var livingCount: Int { nodes.count { $0.value.snapshot != nil } }

  /// Ends what hasn't been asked for longest, unless others have gone on from it or do so now: one, where
  /// there are too many, and half of them where memory is scarce. What is asked for again runs again.
  private func makeRoom() {
    let living = livingCount
    let surplus = living > Self.capacity ? 1 : isMemoryScarce() ? living / 2 : 0
    for _ in 0..<surplus {
      let living = nodes.filter { $0.value.snapshot != nil }
      let parents = Set(living.values.compactMap(\.parent))
      let leaves = living.filter { key, node in
        !parents.contains(key) && runs[key, default: 0] == 0 && node.lastUse < clock
      }
      guard let oldest = leaves.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
      if let snapshot = oldest.value.snapshot { Self.end(snapshot) }
      nodes[oldest.key]?.snapshot = nil
    }
  }

  /// Forgets what hasn't been asked for longest of the versions that a cell has had, and all that came
  /// after it: who edits for a day needs no more memory than who edits for an hour.
  private func forgetOldVersions(of node: Node) {
    func file(_ node: Node) -> String? { node.module.cells.first?.location.file }
    let versions = nodes.filter { $0.value.parent == node.parent && file($0.value) == file(node) }
    guard versions.count > Self.versions else { return }
    var used: Set<String> = []
    for var key in runs.keys {
      while used.insert(key).inserted, let parent = nodes[key]?.parent { key = parent }
    }
    let old = versions.filter { !used.contains($0.key) }
    guard let oldest = old.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    var forgotten = [oldest.key]
    while let key = forgotten.popLast() {
      forgotten += nodes.filter { $0.value.parent == key }.keys
      guard let gone = nodes.removeValue(forKey: key) else { continue }
      if let snapshot = gone.snapshot { Self.end(snapshot) }
      removeUnused(gone.module)
    }
  }
}
