import CellProgram
import ChapterModel
import Display
import Foundation
import SourceModel

/// Compiles a chapter's cells marked `wasm` to WebAssembly, for the functions that readers of its page call, and
/// holds what these give there against what the program got of them.
package struct PageModules: Sendable {
  let compiler: Compiler
  let program: Program
  /// For the files that are made on the way.
  let folder: URL
  /// Those that were made before, where a chapter runs more than once.
  let cache: PageModuleCache?

  /// - Parameters:
  ///   - program: The chapter's whole program.
  ///   - folder: For the files that are made on the way.
  ///   - cache: Those that were made before, where a chapter runs more than once.
  package init(
    of program: Program, compiler: Compiler, in folder: URL, cache: PageModuleCache? = nil
  ) {
    self.compiler = compiler
    self.program = program
    self.folder = folder
    self.cache = cache
  }

  /// A function, and the cell that shows it.
  struct Shown {
    let function: PageFunction
    let cell: Cell
  }

  /// Gives the functions that a chapter's cells have shown their modules. Where the toolchain makes none, it is
  /// warned of, and pages show figures.
  package func add(to result: inout ChapterResult, of chapter: Chapter) async throws {
    let cells = program.cells.filter(\.options.isForPage)
    let shown = shown(in: result, of: chapter)
    guard let first = cells.first ?? shown.first?.cell else { return }
    let tools: WebAssemblyTools
    do {
      tools = try WebAssemblyTools(compiler.toolchain)
    } catch {
      result.warnings.append(
        Diagnostic(
          severity: .warning,
          message:
            "this toolchain makes no WebAssembly for pages, for it has \(error.what); the page shows a figure",
          location: first.location))
      return
    }
    do {
      let modules = try await modules(of: cells, for: shown, with: tools)
      for index in result.cells.keys { result.cells[index]?.add(modules) }
      for state in result.states.indices {
        for index in result.states[state].cells.keys {
          result.states[state].cells[index]?.add(modules)
        }
      }
    } catch let error as Failure {
      result.failures.append(error.failure)
      if error.failure.cell.file == chapter.source.path {
        result.cells[error.failure.cell.index]?.state = .failed
      }
    }
  }

  /// The modules by the names of their functions, each held against what the program got.
  private func modules(
    of cells: [Cell], for shown: [Shown], with tools: WebAssemblyTools
  ) async throws -> [String: Data] {
    let names = try Self.names(of: shown)
    let key = PageModuleCache.Key(cells: cells.map(\.code), functions: shown.map(\.function))
    if let known = await cache?.modules(for: key) { return known }
    let source = source(of: cells, calling: names)
    let linker = try await object(of: source, cells, for: shown, calling: names, with: tools)
    var modules: [String: Data] = [:]
    for one in shown {
      let name = one.function.name
      if modules[name] == nil { modules[name] = try await linker.module(of: one) }
      try await linker.check(one)
    }
    await cache?.keep(modules, for: key)
    return modules
  }

  /// The functions' names, each once.
  private static func names(of shown: [Shown]) throws -> [String] {
    for one in shown where !one.function.name.isQualifiedName {
      throw Failure("'\(one.function.name)' isn't the name of a function", of: one.cell)
    }
    return shown.map(\.function.name).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// The functions that cells show; those of other choices of controls where no cell shows one of their name.
  private func shown(in result: ChapterResult, of chapter: Chapter) -> [Shown] {
    var shown: [Shown] = []
    for results in [result.cells] + result.states.map(\.cells) {
      let names = Set(shown.map(\.function.name))
      for cell in chapter.cells {
        let functions = results[cell.index]?.output.functions ?? []
        shown += functions.filter { !names.contains($0.name) }
          .map { Shown(function: $0, cell: cell) }
      }
    }
    return shown
  }

  /// Why there is no module.
  struct Failure: Error {
    let failure: CellFailure

    init(_ diagnostics: [Diagnostic], of cell: Cell) {
      failure = CellFailure(
        cell: cell.id, location: diagnostics.first?.location ?? cell.location,
        reason: .notCompiled(diagnostics))
    }

    init(_ message: String, of cell: Cell) {
      self.init(
        [Diagnostic(severity: .error, message: message, location: cell.location)], of: cell)
    }
  }

  /// Compiles cells and a call of each function.
  private func object(
    of code: String, _ cells: [Cell], for shown: [Shown], calling names: [String],
    with tools: WebAssemblyTools
  ) async throws -> PageLinker {
    let files = folder.appending(path: "page")
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    let source = files.appending(path: "page.swift")
    let calls = files.appending(path: "PageCalls.swift")
    let mathematics = files.appending(path: "PageMathematics.swift")
    try Data(code.utf8).write(to: source)
    try Data(PackageResources.PageCalls_swift).write(to: calls)
    try Data(PackageResources.PageMathematics_swift).write(to: mathematics)
    let linker = PageLinker(tools: tools, folder: files, names: names, limits: compiler.limits)
    let compiled = try await Tool.run(
      [tools.frontend, "-frontend", "-c", source.path, calls.path, mathematics.path]
        + [
          "-o", linker.object.path, "-target", WebAssemblyTools.target,
          "-enable-experimental-feature", "Embedded",
        ]
        + ["-Osize", "-parse-as-library", "-module-name", "Page", "-disable-objc-interop"]
        + ["-swift-version", "5", "-enable-bare-slash-regex", "-no-color-diagnostics"],
      within: compiler.limits)
    guard compiled.succeeded else { throw failure(compiled, cells, shown, names) }
    try await linker.compileSupport()
    return linker
  }

  private static let callFile = "page-functions"

  private func source(of cells: [Cell], calling names: [String]) -> String {
    let numbers = program.cells.indices.filter { program.cells[$0].options.isForPage }
    let code = numbers.map { program.bareSource(ofCell: $0) + "\n" }.joined()
    let calls = names.enumerated().map { number, name in
      """
      #sourceLocation(file: "\(Self.callFile)", line: \(number + 1))
      @_cdecl("\(PageLinker.symbol(number))") func __pageCall\(number)() -> Int { __pageCall(\(name)) }
      #sourceLocation()

      """
    }
    return "\(code)#sourceLocation()\n\(calls.joined())"
  }

  /// What the compiler says of the cells, or of a function that they don't have.
  private func failure(
    _ compiled: ToolResult, _ cells: [Cell], _ shown: [Shown], _ names: [String]
  ) -> Failure {
    let all = Diagnostic.all(in: compiled.output, about: program.files.union([Self.callFile]))
    let errors = all.filter { $0.severity == .error }
    let own = errors.filter { $0.location.file != Self.callFile }
    if let first = own.first, let cell = cells.last(where: { $0.contains(first.location) }) {
      return Failure(own.map(\.explained), of: cell)
    }
    if let call = errors.first, names.indices.contains(call.location.line - 1),
      let one = shown.first(where: { $0.function.name == names[call.location.line - 1] })
    {
      let type = one.function.type
      return Failure(
        "no cell marked 'wasm' declares a function '\(one.function.name)' of type \(type)",
        of: one.cell)
    }
    let cell = cells.first ?? shown[0].cell
    if let stop = compiled.stop { return Failure("\(stop)", of: cell) }
    let line = compiled.output.split(separator: "\n").first { $0.contains("error: ") }
    let words = line.flatMap {
      $0.firstRange(of: "error: ").map { range in line?[range.upperBound...] ?? "" }
    }
    return Failure(
      "the cells marked 'wasm' can't be compiled for the page: \(words ?? compiled.output[...])",
      of: cell)
  }
}

extension CellResult {
  fileprivate mutating func add(_ modules: [String: Data]) {
    if !output.functions.isEmpty { output = output.adding(modules) }
  }
}

extension PageFunction {
  /// The function's type in Swift.
  fileprivate var type: String {
    let number = isSingle ? "Float" : "Double"
    return "([\(number)]\(data.isEmpty ? "" : ", [[\(number)]]")) -> [\(number)]"
  }
}

extension String {
  /// Whether it is a name, or some with points between them.
  fileprivate var isQualifiedName: Bool {
    wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*/) != nil
  }
}

extension Diagnostic {
  /// The same, said of what is compiled for the page.
  fileprivate var explained: Diagnostic {
    var diagnostic = self
    let known = message.hasPrefix("cannot find") || message.hasPrefix("no such module")
    let kinds = message.contains("at the top level")
    diagnostic.message =
      "for the page: \(message)"
      + (known
        ? "; cells marked 'wasm' see each other, Embedded Swift and its mathematics, nothing else"
        : "")
      + (kinds ? "; a cell marked 'wasm' holds declarations" : "")
    return diagnostic
  }
}
