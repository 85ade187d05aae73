import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Runs chapters: the program of its cells, and each cell apart that isn't part of it.
package struct ChapterExecutor: Sendable {
  package let root: PackageRoot
  package let compiler: Compiler
  let cache: ResultCache
  /// What the library offers.
  package let symbols: PublicSymbolStore
  private let releases: PackageReleases
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
  /// Why names in chapters aren't known, where that was wanted.
  package private(set) var missingNames = MissingNames()
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
    releases = PackageReleases(of: root)
    cache = ResultCache(folder: root.resultFolder)
    sourceKit = SourceKitProcess(toolchain: toolchain, folder: root.workFolder)
  }

  /// The same with other limits.
  package init(_ other: ChapterExecutor, limits: Limits) {
    (root, compiler, cache) = (other.root, other.compiler, other.cache)
    releases = other.releases
    (symbols, sourceKit, missingNames) = (other.symbols, other.sourceKit, other.missingNames)
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
    let release = await latestRelease(for: chapter)
    let parts = identity(of: chapter, limits) + (release.map { ["release \($0)"] } ?? [])
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
      case .bestEffort: try await runBestEffort(chapter, limits, release, in: folder)
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
    if chapter.runningCells.contains(where: \.options.isForPage) {
      parts.append("wasm \(WebAssemblyTools.areThere(in: compiler.toolchain))")
    }
    // What was left out is kept with the lines where its errors are.
    if mode == .bestEffort {
      parts += ["best effort", chapter.usesNetwork ? "network" : ""]
      parts += chapter.cells.map { "\($0.location.line) \($0.record?.text ?? "")" }
    }
    return parts
  }

  /// The package's latest release, where a chapter's cells may name a version of it.
  private func latestRelease(for chapter: Chapter) async -> SemanticVersion? {
    guard mode == .bestEffort,
      chapter.runningCells.contains(where: { $0.code.contains(".package(") })
    else { return nil }
    return await releases.latest()
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
    do {
      var names = try await explainedNames(of: chapter)
      names.library = compiler.library.fingerprint ?? ""
      return names
    } catch {
      missingNames.note(error)
      return nil
    }
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
    _ chapter: Chapter, _ limits: Limits, _ release: SemanticVersion?, in folder: URL
  ) async throws -> ChapterResult {
    let runner = runner(for: chapter, limits)
    let differing = differing
    var bestEffort = BestEffortRun(
      runner: runner, chapter: chapter, symbols: symbols, latestRelease: release, folder: folder
    ) { differing(chapter, $0) }
    var result = try await bestEffort.run()
    skip(chapter, in: &result)
    return result
  }

  func runner(for chapter: Chapter, _ limits: Limits) -> ProgramRunner {
    var runner = ProgramRunner(
      compiler: compiler.within(limits), limits: limits, workingFolder: root.url,
      environment: CellEnvironment(chapter.settings))
    // Nobody knows what a document does that wasn't written to be run.
    runner.isOffline = mode == .bestEffort && !chapter.usesNetwork
    return runner
  }

  /// Whether a chapter may have controls whose states are to be made.
  func makesStates(of chapter: Chapter) -> Bool {
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

  /// What the comments of a source and the articles of a catalog say is about their module, and needn't import
  /// it.
  func prelude(of chapter: Chapter) -> String {
    let isInCatalog = chapter.url.pathComponents.contains { $0.hasSuffix(".docc") }
    let isAboutAll = isInCatalog || chapter.isSwiftSource && !chapter.isSnippet
    guard isAboutAll || !chapter.imports.isEmpty else { return "" }
    return Prelude(
      cells: [], modules: isAboutAll ? compiler.library.modules ?? [] : [],
      imports: chapter.imports
    ).text
  }

  /// Cells that require what isn't here keep what is recorded.
  func skip(_ chapter: Chapter, in result: inout ChapterResult) {
    for cell in chapter.cells where chapter.isSkipped(cell) && !cell.options.isIgnored {
      result.cells[cell.index] = CellResult(state: .skipped)
    }
  }
}
