import CellProgram
import Foundation
import SourceModel

extension Compiler {
  /// A part of a large program that has been compiled.
  private struct Part {
    let module: CellModule
    let files: [String: String]
    let warnings: [Diagnostic]
  }

  /// Builds a large program part by part, each a module that sees those before it, because the compiler
  /// takes four times as long for twice as many statements of one file's top level.
  ///
  /// - Returns: nil if it has to be compiled as a whole: it is small, or parts that hang together otherwise
  ///   would say something else, or there are errors, which the whole knows better.
  func buildInParts(_ program: Program, in folder: URL) async throws -> CompileResult<URL>? {
    guard let parts = try await compileParts(of: program, in: folder) else { return nil }
    for (number, part) in parts.enumerated() {
      let earlier = parts[..<number].map(\.module.library.path)
      let linked = try await link(
        part.files, with: library.plan.linkLibrary + ObjectFormat.moduleFlags + earlier,
        importing: [program.prelude] + program.imports)
      guard linked.succeeded else { return nil }
    }
    let files = try files(in: folder, source: Self.main(of: parts.map(\.module)))
    let compiled = try await run(library.plan.compile, files)
    guard compiled.succeeded else { return nil }
    let linked = try await link(
      files, with: library.plan.link + parts.map(\.module.library.path), importing: [])
    guard linked.succeeded else { return nil }
    return .built(folder.appending(path: "program"), parts.flatMap(\.warnings))
  }

  /// What the compiler says of a large program; nil as above.
  func checkInParts(_ program: Program, in folder: URL) async throws -> CompileResult<URL>? {
    try await compileParts(of: program, in: folder).map { .built(folder, $0.flatMap(\.warnings)) }
  }

  private func compileParts(of program: Program, in folder: URL) async throws -> [Part]? {
    var parts: [Part] = []
    for piece in program.parts {
      let name = "\(Program.partName)\(parts.count)"
      let place = folder.appending(path: name)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let imports = parts.map { "import \($0.module.name)\n" } + parts.flatMap(\.module.imports)
      let files = try files(
        in: place, source: piece.adding(imports).pieceSource(endingProgram: false))
      let compile =
        renamed(library.plan.compile, to: name) + Self.sharingFlags
        + ["-emit-module-path", folder.appending(path: "\(name).swiftmodule").path]
        + ["-entry-point-function-name", CellModule.entry(of: name), "-I", folder.path]
      let compiled = try await run(compile, files)
      guard compiled.succeeded else { return nil }
      let warnings = program.diagnostics(in: compiled.output)
      let module = CellModule(name: name, folder: place, cells: piece.cells, imports: piece.imports)
      parts.append(Part(module: module, files: files, warnings: warnings))
    }
    return parts.isEmpty ? nil : parts
  }

  /// A program that runs the parts, one after the other.
  private static func main(of modules: [CellModule]) -> String {
    let declarations = modules.map { module in
      """
      @_silgen_name("\(module.entry)") func \(module.entry)(
        _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32

      """
    }
    let calls = modules.map { "_ = \($0.entry)(CommandLine.argc, CommandLine.unsafeArgv)\n" }
    return "import \(Program.runtimeModule)\n" + declarations.joined() + "__chaptersStart()\n"
      + calls.joined()
      + "__chaptersEnd()\n"
  }
}
