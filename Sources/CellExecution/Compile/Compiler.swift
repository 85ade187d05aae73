import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Compiles and links one program against the package's library.
package struct Compiler: Sendable {
  package let library: Library
  package let toolchain: Toolchain
  package let answers: AutolinkCache
  /// How long it may take, and how much memory.
  package var limits = Limits()

  /// The same within other limits.
  package func within(_ limits: Limits) -> Compiler {
    var compiler = self
    compiler.limits = limits
    return compiler
  }

  /// Builds a program in a folder of its own, in parts if it is large.
  func build(
    _ program: Program, in folder: URL, withDebugInformation: Bool = false
  ) async throws -> CompileResult<URL> {
    if !withDebugInformation, let outcome = try await buildInParts(program, in: folder) {
      return outcome
    }
    let files = try files(in: folder, source: program.source)
    let compiled = try await run(
      library.plan.compile + (withDebugInformation ? ["-g"] : []), files)
    let diagnostics = program.diagnostics(in: compiled.output)
    if !compiled.succeeded, compiled.stop == nil, program.hasWatchedUses {
      return try await build(
        program.unwatched, in: folder, withDebugInformation: withDebugInformation)
    }
    guard compiled.succeeded else { return failure(compiled, diagnostics, of: program, in: folder) }
    let linked = try await link(
      files, with: library.plan.link, importing: [program.prelude] + program.imports)
    guard linked.succeeded else { return .failed([], withoutPaths(linked.output, in: folder)) }
    return .built(folder.appending(path: "program"), diagnostics)
  }

  /// What the compiler says of a program that isn't to run, or isn't run as a whole.
  package func check(_ program: Program, asRun: Bool = false, in folder: URL) async throws
    -> CompileResult<URL>
  {
    if asRun, let outcome = try await checkInParts(program, in: folder) { return outcome }
    // What watches uses isn't the author's.
    let source = asRun ? program.unwatched.source : program.plainSource
    // Some errors, a missing return among them, are found only on the way to machine code.
    return try await examine(program, source, mode: "-emit-sil", in: folder)
  }

  /// What the compiler says of a program's names and types, and nothing further.
  func checkTypes(_ program: Program, in folder: URL) async throws -> CompileResult<URL> {
    try await examine(program, program.unwatched.source, mode: "-typecheck", in: folder)
  }

  private func examine(
    _ program: Program, _ source: String, mode: String, in folder: URL
  ) async throws -> CompileResult<URL> {
    let files = try files(in: folder, source: source)
    let compiled = try await run(library.plan.compile.map { $0 == "-c" ? mode : $0 }, files)
    let diagnostics = program.diagnostics(in: compiled.output)
    return compiled.succeeded
      ? .built(folder, diagnostics)
      : failure(compiled, diagnostics, of: program, in: folder)
  }

  /// Why a program couldn't be compiled.
  private func failure(
    _ compiled: ToolResult, _ diagnostics: [Diagnostic], of program: Program, in folder: URL
  ) -> CompileResult<URL> {
    guard let stop = compiled.stop else {
      return .failed(diagnostics, withoutPaths(compiled.output, in: folder))
    }
    return .failed(stop.diagnostic(compiled.output, in: program).map { [$0] } ?? [], "\(stop)")
  }

  /// What the compiler says of a cell that isn't Swift by itself.
  package func syntaxErrors(ofCell number: Int, in program: Program, folder: URL) async throws
    -> [Diagnostic]
  {
    let files = try files(in: folder, source: program.bareSource(ofCell: number))
    guard let source = files["source"] else { return [] }
    let outcome = try await Tool.run(
      [toolchain.tool("swift-frontend"), "-frontend", "-parse", source, "-module-name", "Chapter"],
      within: limits)
    if let stop = outcome.stop {
      return stop.diagnostic(outcome.output, in: program).map { [$0] } ?? []
    }
    // An end that comes too early lies behind the last line, where no directive reaches.
    let atEnd = Diagnostic.all(in: outcome.output, about: [source]).map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.location = SourceLocation(
        file: program.cells[number].location.file,
        line: program.cells[number].fence.lastLine)
      return diagnostic
    }
    return Diagnostic.all(in: outcome.output, about: program.files) + atEnd
  }

  package func files(in folder: URL, source: String) throws -> [String: String] {
    let main = folder.appending(path: "main.swift")
    try Data(source.utf8).write(to: main)
    var files = ["source": main.path]
    for name in ["object", "autolink", "program"] {
      files[name] = folder.appending(path: name).path
    }
    files["@autolink"] = "@" + folder.appending(path: "autolink").path
    return files
  }

  /// Where our own files lie for a moment tells nobody anything.
  package func withoutPaths(_ output: String, in folder: URL) -> String {
    output.replacing(folder.path + "/", with: "")
  }

  package func run(_ command: [String], _ files: [String: String]) async throws -> ToolResult {
    let words = command.map { files[$0] ?? $0 }
    let result = try await Tool.run(words, within: limits)
    guard !result.succeeded, result.stop == nil, Self.isAboutModuleFiles(result.output) else {
      return result
    }
    // Compilers that fill the cache of modules at the same time can fail by it. What is really missing is missing
    // the second time as well.
    return try await Tool.run(words, within: limits)
  }

  private static func isAboutModuleFiles(_ output: String) -> Bool {
    ["missing required module '", "not a valid module file", "could not build C module '"]
      .contains(where: output.contains)
  }
}
