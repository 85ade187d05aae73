import Foundation

/// Runs chapters: program → compile → run → a result for each cell.
public struct ChapterExecutor: Sendable {
  let root: PackageRoot
  let compiler: Compiler
  let cache: ResultCache
  let limits: Limits

  /// Prepares to run the chapters of a package: builds its library if that has changed.
  ///
  /// - Parameter announce: Is called before a build that may take long.
  /// - Throws: `ExecutionError`.
  public init(root: PackageRoot, limits: Limits, announce: () -> Void) async throws {
    self.root = root
    self.limits = limits
    let toolchain = try Toolchain()
    let library = try await LibraryBuilder(root: root, toolchain: toolchain)
      .library(announce: announce)
    compiler = Compiler(library: library, toolchain: toolchain)
    cache = ResultCache(folder: root.workFolder.appending(path: "results"))
  }

  /// Runs a chapter's cells, or finds the results of an earlier run of the same cells.
  public func run(_ chapter: Chapter) async throws -> ChapterResult {
    let program = Program(chapter)
    guard !program.cells.isEmpty else {
      return ChapterResult(cells: [:], failure: nil, warnings: [], isCached: true)
    }
    let key = Digest.hex([compiler.library.key, program.path, program.identity, "\(limits)"])
    if let result = cache.result(for: program, key: key) { return result }
    let folder = try WorkFolder.make(in: root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    let result = try await run(program, in: folder)
    if result.failure == nil { try cache.keep(result, of: program, key: key) }
    return result
  }

  private func run(_ program: Program, in folder: URL) async throws -> ChapterResult {
    if let cell = program.malformedCell {
      let errors = try await compiler.syntaxErrors(ofCell: cell, in: program, folder: folder)
      if !errors.isEmpty {
        return try await runBefore(cell, of: program, because: .notCompiled(errors), in: folder)
      }
    }
    switch try await compiler.build(program, in: folder) {
    case .built(let executable, let warnings):
      var result = try await run(executable, of: program)
      result.warnings = warnings
      if case .trapped? = result.failure?.reason { try await locate(&result, program, in: folder) }
      return result
    case .failed(let diagnostics, let output):
      let errors = diagnostics.filter { $0.severity == .error }
      let cell = errors.compactMap { program.cell(at: $0.location.line) }.min() ?? 0
      let reason =
        errors.isEmpty ? CellFailure.Reason.notBuilt(output) : .notCompiled(diagnostics)
      return try await runBefore(cell, of: program, because: reason, in: folder)
    }
  }

  /// A program that trapped runs once more, with the debug information that takes long to make and
  /// that none needs but this, to say where it was and why.
  private func locate(
    _ result: inout ChapterResult, _ program: Program, in folder: URL
  ) async throws {
    let build = try await compiler.build(program, in: folder, withDebugInformation: true)
    guard case .built(let executable, _) = build, var failure = result.failure else { return }
    _ = try await process(executable, of: program).run()
    guard
      let report = CrashReport(
        contentsOf: CellProcess.crashReport(of: executable), about: program.path)
    else { return }
    if let position = report.position {
      failure.location.line = position.line
      failure.location.column = position.column
    }
    if failure.reason == .trapped(nil), let why = report.failure { failure.reason = .trapped(why) }
    result.failure = failure
  }

  /// The cells before one that doesn't compile are a program too, and show what they print.
  private func runBefore(
    _ number: Int, of program: Program, because reason: CellFailure.Reason, in folder: URL
  ) async throws -> ChapterResult {
    let before = program.prefix(number)
    var result = ChapterResult(cells: [:], failure: nil, warnings: [], isCached: false)
    if number > 0, case .built(let executable, _) = try await compiler.build(before, in: folder) {
      result = try await run(executable, of: before)
    }
    let cell = program.cells[number]
    var location = cell.location
    if case .notCompiled(let diagnostics) = reason,
      let error = diagnostics.first(where: { $0.severity == .error })
    {
      location = error.location
    }
    let failure = CellFailure(cell: cell.index, location: location, reason: reason)
    if result.failure == nil {
      result.failure = failure
      result.cells[cell.index] = CellResult(state: .failed, output: "")
    }
    for other in program.cells where result.cells[other.index] == nil {
      result.cells[other.index] = CellResult(state: .notRun, output: "")
    }
    return result
  }

  private func run(_ executable: URL, of program: Program) async throws -> ChapterResult {
    let outcome = try await process(executable, of: program).run()
    return RunReader(program: program, limits: limits).result(of: outcome)
  }

  private func process(_ executable: URL, of program: Program) -> CellProcess {
    CellProcess(program: executable, cells: program.cells, limits: limits, workingFolder: root.url)
  }
}

extension Program {
  /// The number of the running cell that a line of the Markdown belongs to.
  func cell(at line: Int) -> Int? {
    cells.lastIndex { $0.fence.firstLine <= line && line <= $0.fence.lastLine }
  }
}

/// Folders for the files of one compilation.
enum WorkFolder {
  /// Makes one, and removes those of runs that are gone.
  static func make(in parent: URL) throws -> URL {
    let folder = parent.appending(path: "run-\(getpid())-\(UUID().uuidString)")
    RunningProcesses.shared.insert(folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Removes what runs that were killed have left.
  static func removeAbandoned(in parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix("run-") {
      let process = name.split(separator: "-").dropFirst().first.flatMap { pid_t($0) }
      guard let process, kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: parent.appending(path: name))
    }
  }
}
