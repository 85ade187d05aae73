import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Runs as much as can be run of a document that wasn't written as one program.
///
/// First go the cells that no scope can help: what isn't Swift, and what names things that no cell
/// declares. The rest is tried in the largest scopes that its names allow; what is left over then,
/// each with no more than it needs.
struct BestEffortRun {
  /// How many scopes of a document are tried at a time.
  private static let width = 2

  let runner: ProgramRunner
  let folder: URL
  let symbols: PublicSymbolStore
  private let latestRelease: SemanticVersion?
  /// Whether the cells document a Swift source.
  private let isSource: Bool
  /// Those of which the text around them says that they don't compile.
  private let foretold: Set<Int>
  /// The cells, without what their comments say is wrong.
  private(set) var cells: [Cell]
  private(set) var prelude = ""
  private let widePrelude: String?
  var findings = Findings()
  /// Files of a tutorial's project that are steps of their own, where it is said what is wrong with them.
  private let saidElsewhere: Set<Int>
  /// Cells that no scope can help, and those among them that aren't Swift by themselves.
  private var hopeless: Set<Int> = []
  private var malformed: Set<Int> = []

  /// Those that leave something to the reader, in whose place something stands that fits.
  private(set) var leavingOut: Set<Int> = []
  /// The same cells, stopping there.
  private(set) var stopping: [Int: Cell] = [:]
  /// The errors that cells have, too, where earlier declarations of their names count.
  var errorsElsewhere: [Int: [[Diagnostic]]] = [:]
  /// Why cells were left out that run with no more than declarations of those that they need.
  var needing: [Int: CellFailure] = [:]
  /// How many bytes stand before the code of those that are members of a type.
  private var openings: [Int: Int] = [:]
  /// The cells, by their places, that print or give something else than the document says, and in which line.
  let differing: @Sendable (ChapterResult) -> [Int: Int]

  init(
    runner: ProgramRunner, chapter: Chapter, symbols: PublicSymbolStore,
    latestRelease: SemanticVersion?, folder: URL,
    differing: @escaping @Sendable (ChapterResult) -> [Int: Int]
  ) {
    self.runner = runner
    self.differing = differing
    self.symbols = symbols
    self.latestRelease = latestRelease
    self.folder = folder
    isSource = chapter.isSwiftSource && !chapter.isSnippet
    let errors = ForetoldError(in: chapter.source)
    foretold = Set(chapter.runningCells.filter(errors.isSaid).map(\.index))
    let others = chapter.isSnippet ? chapter.context : []
    saidElsewhere = Set(others.map(\.index))
    cells = (chapter.preludes + others + chapter.runningCells).map(\.withoutEntryPoint)
    for number in cells.indices {
      let index = cells[number].index
      if CellForm(cells[number].code).leavesOut {
        leavingOut.insert(index)
        stopping[index] = StoppingCode(cells[number].code).text.map(cells[number].withCode)
        if let text = FilledCode(cells[number].code).text {
          cells[number] = cells[number].withCode(text)
        }
      }
      if let (member, opening) = cells[number].withinType() {
        cells[number] = member
        openings[index] = opening.utf8.count
        stopping[index] = stopping[index].map { $0.withinType()?.cell ?? $0 }
      }
    }
    let prelude = Prelude(
      cells: cells, modules: runner.compiler.library.modules ?? [], imports: chapter.imports)
    (self.prelude, widePrelude) = (prelude.text, prelude.wide)
  }

  mutating func run() async throws -> ChapterResult {
    try await takeOutMeantFailures()
    try await leaveOutMalformed()
    try await choosePrelude()
    try await leaveOutUnknown()
    let scopes = CellScopes(hopeful)
    var tried = Set(scopes.large.map { $0.map(\.code) })
    try await tryAll(scopes.large)
    for attempt in 0..<3 {
      let rest = hopeful.filter { findings.results[$0.index]?.state != .ran }
      let again = rest.map { scopes.small(for: $0)[attempt] }
      try await tryAll(
        again.filter { tried.insert($0.map(\.code)).inserted }, for: Set(rest.map(\.index)))
    }
    try await goBack(in: scopes, besides: tried)
    try await runApart()
    try await keepPromises(in: scopes)
    try await judge()
    return result
  }

  var hopeful: [Cell] {
    cells.filter { $0.options.isPartOfProgram && !hopeless.contains($0.index) }
  }

  var result: ChapterResult {
    var result = ChapterResult(cells: [:], failures: [], warnings: [], isCached: false)
    for cell in cells {
      let failure = findings.failures[cell.index]
      if let failure, !saidElsewhere.contains(cell.index) { result.failures.append(failure) }
      result.cells[cell.index] =
        findings.results[cell.index] ?? CellResult(state: failure == nil ? .notRun : .failed)
    }
    return result
  }

  private mutating func leaveOutMalformed() async throws {
    for cell in cells {
      let program = Program(cells: [cell])
      var errors = program.violations
      if errors.isEmpty, program.malformedCell != nil {
        errors = try await runner.compiler.syntaxErrors(ofCell: 0, in: program, folder: folder)
      }
      if !errors.isEmpty {
        giveUp(cell, errors)
        malformed.insert(cell.index)
      }
    }
  }

  /// Statements of which a comment says that they are wrong, and that are, go; the others stay.
  private mutating func takeOutMeantFailures() async throws {
    for (number, cell) in cells.enumerated() {
      let lines = CellForm(cell.code).linesMeantToFail
      guard !lines.isEmpty else { continue }
      let scope = CellScopes(cells).small(for: cell)[0]
      let errors = try await errors(of: cell, in: scope)
      let places = errors.map { $0.location.line - cell.firstCodeLine + 1 }
      guard !places.isEmpty, lines.isSuperset(of: places) else { continue }
      cells[number] = cell.withoutStatements(at: Set(places))
    }
  }

  /// All that keeps a cell from being compiled in a scope.
  func errors(of cell: Cell, in scope: [Cell]) async throws -> [Diagnostic] {
    let bare = Program(cells: [cell])
    if bare.malformedCell != nil {
      return try await runner.compiler.syntaxErrors(ofCell: 0, in: bare, folder: folder)
    }
    return try await errors(in: scope, folder)[cell.index] ?? []
  }

  /// What keeps the cells of a scope from being compiled.
  func errors(in scope: [Cell], _ folder: URL) async throws -> [Int: [Diagnostic]] {
    let program = Program(cells: scope, prelude: prelude)
    guard
      case .failed(let diagnostics, _) = try await runner.compiler.checkTypes(program, in: folder)
    else { return [:] }
    return program.errors(in: diagnostics)
  }

  /// Where a document imports some of the package's modules and uses others, all of them are there.
  private mutating func choosePrelude() async throws {
    guard let widePrelude else { return }
    var unknown: [Int] = []
    for prelude in [prelude, widePrelude] {
      var count = 0
      for piece in pieces {
        let program = Program(
          cells: hopeful.filter { piece.contains($0.index) }, prelude: prelude)
        guard
          case .failed(let diagnostics, _) = try await runner.compiler.checkTypes(
            program, in: folder)
        else { continue }
        count += diagnostics.count { $0.unknownName != nil || $0.isAboutAmbiguity }
      }
      if count == 0 && unknown.isEmpty { return }
      unknown.append(count)
    }
    if unknown[1] < unknown[0] { prelude = widePrelude }
  }

  /// The compiler looks names up in time that grows with the square of a program's length.
  private var pieces: [Set<Int>] {
    stride(from: 0, to: cells.count, by: 30).map { start in
      Set(cells[start..<min(start + 30, cells.count)].map(\.index))
    }
  }

  /// A name that no cell declares is found in no scope; nor is what only cells left out declare.
  private mutating func leaveOutUnknown() async throws {
    let pieces = pieces
    var waiting = pieces
    while !waiting.isEmpty {
      // Where a name is declared twice, the compiler finds neither, nor the types within.
      let names = DeclaredNames(hopeful)
      let declared = names.types.union(names.topLevel.keys)
      let programs = waiting.map { piece in hopeful.filter { piece.contains($0.index) } }
      let (runner, prelude) = (runner, prelude)
      let found = try await sideBySide(programs) { cells, folder -> [Int: [Diagnostic]] in
        let program = Program(cells: cells, prelude: prelude)
        guard
          case .failed(let diagnostics, _) = try await runner.compiler.checkTypes(
            program, in: folder)
        else { return [:] }
        return program.hopelessErrors(in: diagnostics, declared: declared)
      }
      let left: [Int: [Diagnostic]] = found.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
      for cell in hopeful { left[cell.index].map { giveUp(cell, $0) } }
      // Where cells were left out, others may have spoken of what they declare.
      waiting = pieces.filter { !$0.isDisjoint(with: left.keys) }
    }
  }

  private mutating func giveUp(_ cell: Cell, _ errors: [Diagnostic]) {
    findings.fail(cell, .notCompiled(errors))
    hopeless.insert(cell.index)
  }

  /// Tries scopes, and takes over what they find in their order.
  private mutating func tryAll(_ scopes: [[Cell]], for wanted: Set<Int>? = nil) async throws {
    let (runner, prelude) = (runner, prelude)
    let found = try await sideBySide(scopes) { scope, folder in
      try await ScopeRun(runner: runner, prelude: prelude, folder: folder).run(
        scope, for: wanted)
    }
    for (scope, found) in zip(scopes, found) { findings.add(found.about(cells, in: scope)) }
  }

  /// Does something with items, for each in a folder of its own: the results in their order.
  func sideBySide<Item: Sendable, Found: Sendable>(
    _ items: [Item], _ attempt: @escaping @Sendable (Item, URL) async throws -> Found
  ) async throws -> [Found] {
    try await withThrowingTaskGroup(of: (Int, Found).self) { tasks in
      var found: [Int: Found] = [:]
      for (number, item) in items.enumerated() {
        if number >= Self.width, let (done, result) = try await tasks.next() {
          found[done] = result
        }
        let place = folder.appending(path: "scope-\(number)")
        tasks.addTask {
          try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
          defer { try? FileManager.default.removeItem(at: place) }
          return (number, try await attempt(item, place))
        }
      }
      for try await (done, result) in tasks { found[done] = result }
      return items.indices.compactMap { found[$0] }
    }
  }

  /// Cells that are no part of the chapter's program come after those above them that compile.
  private mutating func runApart() async throws {
    for cell in cells where !cell.options.isPartOfProgram && !hopeless.contains(cell.index) {
      let ran = hopeful.filter {
        $0.index < cell.index && findings.results[$0.index]?.state == .ran
      }
      let scope = cell.options.isIsolated ? [cell] : CellScopes(ran + [cell]).small(for: cell)[0]
      let program = Program(cells: scope, prelude: prelude)
      let expectation = ExpectationRun(runner: runner, cell: cell, program: program)
      let outcome = try await expectation.run(in: folder)
      findings.results[cell.index] = outcome.result(of: cell)
      findings.failures[cell.index] = outcome.failure
    }
  }

  /// Says of each cell that failed what it is.
  private mutating func judge() async throws {
    guard !findings.failures.isEmpty else { return }
    let manifests = runner.compiler.library.offer.map {
      ManifestJudge(cells, offer: $0, latest: latestRelease)
    }
    var judge = Judge(
      cells: cells, symbols: await symbols.symbols(), manifests: manifests, isSource: isSource,
      foretold: foretold)
    for cell in cells {
      guard var failure = findings.failures[cell.index] else { continue }
      let leavesOut = leavingOut.contains(cell.index)
      judge.errorsElsewhere = errorsElsewhere[cell.index] ?? []
      var verdict = judge.verdict(of: cell, failure, leavingOut: leavesOut)
      // What was said of it beside the other cells of the document counts only if it is said without them.
      if verdict.kind == .broken, hopeless.contains(cell.index), !malformed.contains(cell.index) {
        let others = hopeful.filter { $0.index != cell.index }
        let scope = CellScopes((others + [cell]).sorted { $0.index < $1.index }).small(for: cell)[0]
        failure.reason = .notCompiled(try await errors(of: cell, in: scope))
        verdict = judge.verdict(of: cell, failure, leavingOut: leavesOut)
      }
      if verdict.location.line == cell.firstCodeLine, let opening = openings[cell.index] {
        verdict.location.column = max(verdict.location.column - opening, cell.location.column)
      }
      failure.verdict = verdict
      findings.failures[cell.index] = failure
    }
  }
}
