import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Cells compiled as a module of their own, which sees all that the modules before it declare.
package struct CellModule: Sendable {
  /// Its name: other code has another.
  package let name: String
  /// Where its files lie, its interface for the modules after it among them.
  package let folder: URL
  package let cells: [Cell]
  /// What they import, as source.
  let imports: [String]
  /// The names that each cell declares.
  package let names: [CellNames]

  package init(name: String, folder: URL, cells: [Cell], imports: [String]) {
    (self.name, self.folder, self.cells, self.imports) = (name, folder, cells, imports)
    names = cells.map { CellNames($0.code) }
  }

  /// Whether code of some words means the same without the module. One that extends types may be meant
  /// where no word says so, as by a subscript.
  func isNothing(to words: Set<String>) -> Bool {
    names.allSatisfy { $0.extended.isEmpty && $0.declaresNothing(of: words) }
  }

  /// The code, to be loaded.
  package var library: URL { folder.appending(path: "program") }
  /// The function that runs the cells.
  package var entry: String { Self.entry(of: name) }

  package static func entry(of name: String) -> String { "\(name)_main" }

  /// Removes what was compiled into a folder, and the module's interface, which lies beside it.
  package static func removeFiles(in folder: URL) {
    for url in [folder, folder.appendingPathExtension("swiftmodule")] {
      try? FileManager.default.removeItem(at: url)
    }
  }
}

extension Compiler {
  /// Compiles and links cells as a shared library, on top of those of a process that has run others.
  ///
  /// They import what they speak of: to read all modules before would take longer with each further cell.
  /// Only where that doesn't do, they import them all.
  package func module(
    named name: String, of cells: [Cell], after earlier: [CellModule], in folder: URL
  ) async throws -> CompileResult<CellModule> {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let words = SwiftTree.words(of: cells)
    let needed = earlier.filter { !$0.isNothing(to: words) }
    let outcome = try await module(
      named: name, of: cells, after: needed, among: earlier, in: folder)
    if case .failed = outcome, needed.count < earlier.count {
      return try await module(named: name, of: cells, after: earlier, among: earlier, in: folder)
    }
    return outcome
  }

  private func module(
    named name: String, of cells: [Cell], after needed: [CellModule], among earlier: [CellModule],
    in folder: URL
  ) async throws -> CompileResult<CellModule> {
    var seen: Set<String> = []
    let imports = earlier.flatMap(\.imports).filter { seen.insert($0).inserted }
    var program = Program(cells: cells).adding(needed.map { "import \($0.name)" } + imports)
    func source(of program: Program) -> String {
      program.pieceSource(endingProgram: program.staysOpen)
    }
    let files = try files(in: folder, source: source(of: program))
    // All in one folder, so that the compiler needn't look through one for each cell.
    let modules = folder.deletingLastPathComponent()
    let compile =
      renamed(library.plan.compile, to: name) + Self.sharingFlags + ["-suppress-warnings"]
      + ["-emit-module-path", modules.appending(path: "\(name).swiftmodule").path]
      + ["-entry-point-function-name", CellModule.entry(of: name), "-I", modules.path]
    var compiled = try await run(compile, files)
    if !compiled.succeeded, compiled.stop == nil, program.hasWatchedUses {
      program = program.unwatched
      compiled = try await run(compile, try self.files(in: folder, source: source(of: program)))
    }
    guard compiled.succeeded else {
      let diagnostics = program.diagnostics(in: compiled.output)
      if let stop = compiled.stop {
        return .failed(stop.diagnostic(compiled.output, in: program).map { [$0] } ?? [], "\(stop)")
      }
      return .failed(diagnostics, withoutPaths(compiled.output, in: folder))
    }
    let link = library.plan.linkLibrary + ObjectFormat.moduleFlags
    var linked = try await self.link(
      files, with: link + needed.map(\.library.path), importing: imports + program.imports)
    // What the modules it imports stand on may have to be there too.
    if !linked.succeeded, needed.count < earlier.count {
      linked = try await self.link(
        files, with: link + earlier.map(\.library.path), importing: imports + program.imports)
    }
    guard linked.succeeded else { return .failed([], withoutPaths(linked.output, in: folder)) }
    let module = CellModule(name: name, folder: folder, cells: cells, imports: program.imports)
    // Of these, the chapter's check as a whole warns.
    return .built(module, [])
  }

  /// What lets cells that are modules see one another as those of one program do, and print the same
  /// names. The compiler allows a little more so than in the chapter, which is compiled as a whole
  /// beside them; warnings come from there too.
  static let sharingFlags = [
    "-enable-testing", "-enable-private-imports", "-disable-access-control",
    "-module-abi-name", "Chapter",
  ]

  func renamed(_ command: [String], to name: String) -> [String] {
    var command = command
    if let flag = command.firstIndex(of: "-module-name") { command[flag + 1] = name }
    return command
  }
}
