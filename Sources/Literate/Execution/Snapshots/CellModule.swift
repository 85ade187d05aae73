import Foundation

/// Cells compiled as a module of their own, which sees all that the modules before it declare.
struct CellModule: Sendable {
  /// Its name: other code has another.
  let name: String
  /// Where its files lie, its interface for the modules after it among them.
  let folder: URL
  /// The cells.
  let cells: [Cell]

  /// The code, to be loaded.
  var library: URL { folder.appending(path: "program") }
  /// The function that runs the cells.
  var entry: String { Self.entry(of: name) }

  static func entry(of name: String) -> String { "\(name)_main" }
}

extension Compiler {
  /// What came of cells that were to become a module.
  enum ModuleOutcome {
    /// They can be loaded.
    case built(CellModule)
    /// They don't compile by themselves; the compiler's words.
    case failed([Diagnostic], String)
  }

  /// Compiles and links cells as a shared library, on top of those of a process that has run others.
  func module(
    named name: String, of cells: [Cell], after earlier: [CellModule], in folder: URL
  ) async throws -> ModuleOutcome {
    let modules = earlier.map { "import \($0.name)\n" }
    let imports = earlier.flatMap(\.cells).flatMap { SwiftCode($0.code).imports }
    let program = Program(
      cells: cells, prelude: (modules + imports.map { $0 + "\n" }).joined())
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = try files(in: folder, source: program.pieceSource(endingProgram: program.staysOpen))
    let interface = folder.appending(path: "\(name).swiftmodule")
    let compile =
      renamed(library.plan.compile, to: name)
      + Self.sharingFlags + ["-emit-module-path", interface.path]
      + ["-entry-point-function-name", CellModule.entry(of: name)]
      + earlier.flatMap { ["-I", $0.folder.path] }
    let compiled = try await run(compile, files)
    guard compiled.succeeded else {
      let diagnostics = Diagnostic.all(in: compiled.output, about: program.files)
        .filter { $0.location.column < Program.ownColumn }
      return .failed(diagnostics, withoutPaths(compiled.output, in: folder))
    }
    // A module's own symbols come first: closures of two of them may have the same name.
    let link =
      library.plan.linkLibrary + ["-Bsymbolic", "--no-undefined"] + earlier.map(\.library.path)
    let linked = try await self.link(files, with: link, importing: imports + program.imports)
    guard linked.succeeded else { return .failed([], withoutPaths(linked.output, in: folder)) }
    return .built(CellModule(name: name, folder: folder, cells: cells))
  }

  /// What lets cells that are modules see one another as those of one program do, and print the same
  /// names. The compiler allows a little more so than in the chapter, which is compiled as a whole
  /// beside them; warnings come from there too.
  private static let sharingFlags = [
    "-enable-testing", "-enable-private-imports", "-disable-access-control", "-suppress-warnings",
    "-module-abi-name", "Chapter",
  ]

  private func renamed(_ command: [String], to name: String) -> [String] {
    var command = command
    if let flag = command.firstIndex(of: "-module-name") { command[flag + 1] = name }
    return command
  }
}
