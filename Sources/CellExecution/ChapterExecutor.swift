import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Runs chapters: the program of its cells, and each cell apart that isn't part of it.
package struct ChapterExecutor: Sendable {
  package let root: PackageRoot
  package let compiler: Compiler
  let cache: ResultCache
  let symbols: PublicSymbolStore
  package let limits: Limits
  package var mode = RunMode.strict
  /// The cells, by their places, of which something else came than the chapter says, each with the line that says
  /// so. Where a run keeps going, they are tried in other programs.
  package var differing: @Sendable (Chapter, ChapterResult) -> [Int: Int] = { _, _ in [:] }
  /// Whether the states of chapters' controls are made, for pages.
  package var makesStates = false
  /// Whether SourceKit is asked what names in cells are, for pages.
  package var explainsNames = false
  /// The process that is asked.
  package var sourceKit: SourceKitProcess
  /// Results that other machines may have come to.
  package var shared: SharedResults?

  /// Prepares to run the chapters of a package: builds its library if that has changed.
  ///
  /// - Parameter announce: Is called before a build that may take long.
  /// - Throws: `ExecutionError`.
  package init(root: PackageRoot, limits: Limits, announce: () -> Void) async throws {
    self.root = root
    self.limits = limits
    WorkFolder.removeAbandoned(in: root.workFolder)
    let toolchain = try Toolchain()
    let builder = LibraryBuilder(root: root, toolchain: toolchain)
    let library = try await builder.library(announce: announce)
    compiler = Compiler(library: library, toolchain: toolchain, answers: builder.answers)
    symbols = PublicSymbolStore(library: library, toolchain: toolchain, folder: root.workFolder)
    cache = ResultCache(folder: root.resultFolder)
    sourceKit = SourceKitProcess(toolchain: toolchain, folder: root.workFolder)
  }

  /// The same with other limits.
  package init(_ other: ChapterExecutor, limits: Limits) {
    (root, compiler, cache) = (other.root, other.compiler, other.cache)
    (symbols, sourceKit) = (other.symbols, other.sourceKit)
    self.limits = limits
  }

  /// The same with a cache that machines share.
  package func sharing(_ cache: SharedCache) -> ChapterExecutor {
    var other = self
    other.shared = SharedResults(cache, root: root, library: compiler.library)
    return other
  }

  /// Runs a chapter's cells, or finds the results of an earlier run of the same cells.
  package func run(_ chapter: Chapter) async throws -> ChapterResult {
    guard !chapter.runningCells.isEmpty else {
      var result = ChapterResult(cells: [:], failures: [], warnings: [], isCached: true)
      skip(chapter, in: &result)
      return result
    }
    let limits = limits.with(chapter.settings)
    let parts = identity(of: chapter, limits)
    let key = Digest.hex(
      parts + [
        ResultCache.toolState, compiler.library.key, CellEnvironment(chapter.settings).key,
      ] + required(by: chapter).map(\.state))
    if let result = cache.result(for: chapter, key: key) {
      return try await explaining(result, of: chapter, key: key)
    }
    let sharedKey = await shared?.key(
      parts + [CellEnvironment.portableKey(of: chapter.settings)]
        + required(by: chapter).map { $0.contentDigest ?? "" })
    if let sharedKey, let kept = await shared?.result(sharedKey),
      let result = kept.result(for: chapter)
    {
      try cache.keep(kept, of: chapter, key: key)
      return try await explaining(result, of: chapter, key: key)
    }
    WorkProgress.report(.compiling(chapter: chapter.source.path))
    let folder = try WorkFolder.make(in: root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    async let names = names(of: chapter)
    var result =
      switch mode {
      case .strict: try await run(chapter, limits, in: folder)
      case .bestEffort: try await runBestEffort(chapter, limits, in: folder)
      }
    result.names = await names
    if result.failures.isEmpty || mode == .bestEffort {
      let kept = KeptResult(result, of: chapter)
      try cache.keep(kept, of: chapter, key: key)
      if let sharedKey { await shared?.keep(kept, as: sharedKey) }
    }
    return result
  }

  /// What a chapter's results depend on, beside the tool, the library and the machine.
  private func identity(of chapter: Chapter, _ limits: Limits) -> [String] {
    var parts = [chapter.source.path, chapter.identity, "\(limits)"] + dependencies(of: chapter)
    if makesStates(of: chapter) { parts.append("states") }
    // What was left out is kept with the lines where its errors are.
    if mode == .bestEffort {
      parts += ["best effort", chapter.usesNetwork ? "network" : ""]
      parts += chapter.cells.map { "\($0.location.line) \($0.record?.text ?? "")" }
    }
    return parts
  }

  /// A result that was kept, with what names in its cells are where that is wanted.
  private func explaining(
    _ kept: ChapterResult, of chapter: Chapter, key: String
  ) async throws -> ChapterResult {
    guard explainsNames, kept.names?.library != compiler.library.fingerprint else { return kept }
    var result = kept
    result.names = await names(of: chapter)
    try cache.keep(KeptResult(result, of: chapter), of: chapter, key: key)
    return result
  }

  /// What the names in its cells are. A page without that can be read all the same.
  private func names(of chapter: Chapter) async -> ChapterNames? {
    guard explainsNames else { return nil }
    var names = try? await explainedNames(of: chapter)
    names?.library = compiler.library.fingerprint ?? ""
    return names
  }

  /// Asks SourceKit what the names in a chapter's cells are.
  ///
  /// - Throws: `SourceKitError` where it can't be asked.
  package func explainedNames(of chapter: Chapter) async throws -> ChapterNames {
    try await NameReader(sourceKit: sourceKit, plan: compiler.library.plan, chapter: chapter)
      .names(prelude: prelude(of: chapter))
  }

  /// Helps to write the code of a cell.
  ///
  /// - Parameter process: Who is asked: another than `sourceKit` doesn't wait for what is asked there.
  package func assistant(
    for chapter: Chapter, by process: SourceKitProcess
  ) -> CodeAssistant {
    CodeAssistant(
      sourceKit: process, plan: compiler.library.plan, chapter: chapter,
      prelude: prelude(of: chapter))
  }

  private func runBestEffort(
    _ chapter: Chapter, _ limits: Limits, in folder: URL
  ) async throws -> ChapterResult {
    let runner = runner(for: chapter, limits)
    let differing = differing
    var bestEffort = BestEffortRun(
      runner: runner, chapter: chapter, symbols: symbols, folder: folder
    ) { differing(chapter, $0) }
    var result = try await bestEffort.run()
    skip(chapter, in: &result)
    return result
  }

  private func runner(for chapter: Chapter, _ limits: Limits) -> ProgramRunner {
    var runner = ProgramRunner(
      compiler: compiler.within(limits), limits: limits, workingFolder: root.url,
      environment: CellEnvironment(chapter.settings))
    // Nobody knows what a document does that wasn't written to be run.
    runner.isOffline = mode == .bestEffort && !chapter.usesNetwork
    return runner
  }

  /// Whether a chapter may have controls whose states are to be made.
  private func makesStates(of chapter: Chapter) -> Bool {
    makesStates && chapter.runningCells.contains { $0.code.contains("control(") }
  }

  /// The files that a chapter's cells require.
  private func required(by chapter: Chapter) -> [URL] {
    Requirements(root: root).files(in: chapter.settings)
  }

  /// What is in the files that a chapter depends on.
  private func dependencies(of chapter: Chapter) -> [String] {
    chapter.settings.depends.map { name in
      URL(filePath: name, relativeTo: root.url).contentDigest ?? "\(name) is missing"
    }
  }

  private func run(
    _ chapter: Chapter, _ limits: Limits, in folder: URL
  ) async throws -> ChapterResult {
    var runner = runner(for: chapter, limits)
    let program = Program(chapter, prelude: prelude(of: chapter))
    let expectations = chapter.runningCells.filter { !$0.options.isPartOfProgram }.map {
      ExpectationRun(runner: runner, cell: $0, in: chapter, program)
    }
    // Where there is no program, none can attempt anything.
    let attempts =
      program.cells.isEmpty
      ? [] : expectations.filter { $0.canBeAttempted && program.meansTheSameInside($0.cell) }
    let attempted = Set(attempts.map(\.cell.index))
    // The others are compiled beside the program, and run when it has run: both may write the same
    // files.
    async let others = prepare(
      expectations.filter { !attempted.contains($0.cell.index) }, in: folder)
    var preparations: [Int: ExpectationRun.Preparation] = [:]
    var outcome = ProgramResult()
    if !program.cells.isEmpty {
      let build = try await build(program, attempts, runner, &preparations, in: folder)
      runner.makesStates = makesStates(of: chapter)
      outcome = try await runner.run(build)
    }
    try await preparations.merge(others) { $1 }
    let isOwn = { (place: SourceLocation) in
      place.file == chapter.source.path && !expectations.contains { $0.cell.contains(place) }
    }
    var result = ChapterResult(
      cells: [:], failures: outcome.failure.map { [$0] } ?? [],
      warnings: outcome.warnings.filter { isOwn($0.location) }, isCached: false)
    for cell in program.cells where cell.location.file == chapter.source.path {
      result.cells[cell.index] = outcome.cells[cell.id]
    }
    result.states = outcome.states.map { state in
      let own = program.cells.filter { $0.location.file == chapter.source.path }
      let cells = own.compactMap { cell in state.cells[cell.id].map { (cell.index, $0) } }
      return ChapterState(
        choices: state.choices, cells: Dictionary(uniqueKeysWithValues: cells))
    }
    result.takeExpectedWarnings(of: chapter)
    let failed =
      outcome.failure.map {
        $0.cell.file == chapter.source.path ? $0.cell.index : -1
      } ?? .max
    try await run(expectations, preparations, above: failed, into: &result)
    requireFlawlessOutputs(of: chapter, in: &result)
    result.failures.sort { $0.location < $1.location }
    result.warnings.sort { $0.location < $1.location }
    skip(chapter, in: &result)
    return result
  }

  /// Runs the cells apart that don't build on one that failed.
  private func run(
    _ expectations: [ExpectationRun], _ preparations: [Int: ExpectationRun.Preparation],
    above failed: Int,
    into result: inout ChapterResult
  ) async throws {
    for expectation in expectations {
      let cell = expectation.cell
      guard let preparation = preparations[cell.index],
        cell.index < failed || cell.options.isIsolated
      else {
        result.cells[cell.index] = CellResult(state: .notRun)
        continue
      }
      let outcome = try await expectation.result(of: preparation)
      result.cells[cell.index] = outcome.result(of: cell)
      result.warnings += outcome.warnings
      if let failure = outcome.failure { result.failures.append(failure) }
    }
  }

  /// What the comments of a source and the articles of a catalog say is about their module, and needn't import
  /// it.
  private func prelude(of chapter: Chapter) -> String {
    let isInCatalog = chapter.url.pathComponents.contains { $0.hasSuffix(".docc") }
    let isAboutAll = isInCatalog || chapter.isSwiftSource && !chapter.isSnippet
    guard isAboutAll || !chapter.imports.isEmpty else { return "" }
    return Prelude(
      cells: [], modules: isAboutAll ? compiler.library.modules ?? [] : [],
      imports: chapter.imports
    ).text
  }

  /// Compiles a chapter's program so that it can attempt some cells.
  private func build(
    _ program: Program, _ attempts: [ExpectationRun], _ runner: ProgramRunner,
    _ preparations: inout [Int: ExpectationRun.Preparation], in folder: URL
  ) async throws -> ProgramRunner.Build {
    let build = try await runner.build(program.attempting(attempts.map(\.cell)), in: folder)
    guard case .broken(_, let reason) = build.state, !attempts.isEmpty else {
      for expectation in attempts {
        preparations[expectation.cell.index] = expectation.preparation(
          in: build, folder: try place(of: expectation, in: folder))
      }
      return build
    }
    preparations = try await prepare(attempts, in: folder)
    return reason.mayBe(in: attempts.map(\.cell))
      ? try await runner.build(program, in: folder) : build
  }

  /// Compiles cells apart, one after the other, each in a folder of its own.
  private func prepare(
    _ expectations: [ExpectationRun], in folder: URL
  ) async throws -> [Int: ExpectationRun.Preparation] {
    var preparations: [Int: ExpectationRun.Preparation] = [:]
    for expectation in expectations {
      preparations[expectation.cell.index] = try await expectation.prepare(
        in: place(of: expectation, in: folder))
    }
    return preparations
  }

  private func place(of expectation: ExpectationRun, in folder: URL) throws -> URL {
    let place = folder.appending(path: "cell-\(expectation.cell.index)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
  }

  /// Cells that require what isn't here keep what is recorded.
  private func skip(_ chapter: Chapter, in result: inout ChapterResult) {
    for cell in chapter.cells where chapter.isSkipped(cell) && !cell.options.isIgnored {
      result.cells[cell.index] = CellResult(state: .skipped)
    }
  }

  private func requireFlawlessOutputs(of chapter: Chapter, in result: inout ChapterResult) {
    for cell in chapter.cells where result.cells[cell.index]?.state == .ran {
      guard let flaw = result.cells[cell.index]?.output.flaw else { continue }
      result.cells[cell.index]?.state = .failed
      result.failures.append(CellFailure(cell: cell.id, location: cell.location, reason: flaw))
    }
  }
}

extension CellFailure.Reason {
  /// Whether a program can't be built because of some cells.
  fileprivate func mayBe(in cells: [Cell]) -> Bool {
    guard case .notCompiled(let diagnostics) = self else { return true }
    return diagnostics.contains { diagnostic in
      diagnostic.severity == .error && cells.contains { $0.contains(diagnostic.location) }
    }
  }
}
