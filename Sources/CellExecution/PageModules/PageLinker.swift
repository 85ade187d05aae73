import ChapterModel
import Display
import Foundation

/// Makes modules of compiled cells: one for each function, with nothing in it that the function doesn't need.
struct PageLinker {
  let tools: WebAssemblyTools
  let folder: URL
  /// The functions that can be called.
  let names: [String]
  let limits: Limits

  /// The compiled cells.
  var object: URL { folder.appending(path: "page.o") }

  /// What Embedded Swift expects of a platform, compiled.
  private var support: URL { folder.appending(path: "support.o") }

  /// By what name a module has the call of a function.
  static func symbol(_ number: Int) -> String { "page_call_\(number)" }

  private func symbol(of function: PageFunction) -> String {
    Self.symbol(names.firstIndex(of: function.name) ?? 0)
  }

  func compileSupport() async throws {
    try await compile(PackageResources.support_c, to: support)
  }

  private func compile(_ source: [UInt8], to object: URL) async throws {
    let file = object.deletingPathExtension().appendingPathExtension("c")
    try Data(source).write(to: file)
    let compiled = try await Tool.run(
      [tools.clang, "--target=\(WebAssemblyTools.target)", "-Os", "-mbulk-memory", "-fno-builtin"]
        + ["-nostdlib", "-c", file.path, "-o", object.path], within: limits)
    guard compiled.succeeded else { throw ExecutionError.driver(compiled.output) }
  }

  /// The module in which a page calls a function.
  ///
  /// - Throws: `PageModules.Failure` if it needs what no page has.
  func module(of shown: PageModules.Shown) async throws -> Data {
    let exports = [symbol(of: shown.function), "page_input", "page_data", "page_output"]
    let module = folder.appending(path: "page.wasm")
    let linked = try await link(exports.map { "--export=\($0)" }, to: module)
    guard linked.succeeded else {
      let name = linked.output.firstMatch(of: /undefined symbol: (\S+)/).map { String($0.1) }
      throw PageModules.Failure(
        name.map { "the function '\(shown.function.name)' needs '\($0)', which pages don't have" }
          ?? "the function '\(shown.function.name)' can't be linked for the page: \(linked.output)",
        of: shown.cell)
    }
    return try Data(contentsOf: module)
  }

  private func link(_ arguments: [String], to module: URL) async throws -> ToolResult {
    try await Tool.run(
      [tools.linker, "--no-entry", object.path, support.path]
        + (tools.characterTables.map { [$0.path] } ?? [])
        // Calls that never end meet the memory's first byte, and stop there.
        + ["--gc-sections", "--strip-all", "--stack-first", "-z", "stack-size=262144"]
        // What needs more stops, in the page as well as here.
        + ["--max-memory=\(256 << 20)"]
        + arguments + ["-o", module.path], within: limits)
  }

  // MARK: What it gives

  /// Calls a function with its examples, as a page would, where the toolchain can run modules.
  ///
  /// - Throws: `PageModules.Failure` if it gives something else than the program got.
  func check(_ shown: PageModules.Shown) async throws {
    guard let runner = tools.runner else { return }
    let function = shown.function
    let program = folder.appending(path: "check.o")
    try await compile(Array(numbers(of: function).utf8) + PackageResources.check_c, to: program)
    let module = folder.appending(path: "check.wasm")
    let linked = try await link([program.path], to: module)
    guard linked.succeeded else { throw ExecutionError.driver(linked.output) }
    let ran = try await Tool.run([runner, "run", module.path], within: limits)
    // Behind them stands why it stopped, if it did.
    let answers = ran.output.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.last == " " }.map { line in
        line.split(separator: " ").compactMap {
          UInt64($0, radix: 16).map(Double.init(bitPattern:))
        }
      }
    for (number, expected) in function.answers.enumerated() {
      let caption = function.captions[number]
      guard number < answers.count else {
        throw PageModules.Failure(
          "the function '\(function.name)' stops in the page for '\(caption)'; an Int has 32 bits there, and memory 256 MB",
          of: shown.cell)
      }
      let found = answers[number]
      guard found.count == expected.count,
        zip(found, expected).allSatisfy({ Self.agree($0, $1, isSingle: function.isSingle) })
      else {
        throw PageModules.Failure(
          "the function '\(function.name)' gives \(found) in the page for '\(caption)', and \(expected) here",
          of: shown.cell)
      }
    }
  }

  /// The last digits may be others: another processor's.
  private static func agree(_ found: Double, _ expected: Double, isSingle: Bool) -> Bool {
    // What isn't finite isn't told.
    guard found.isFinite, expected.magnitude < 1e308 else { return true }
    return (found - expected).magnitude <= (isSingle ? 1e-5 : 1e-12) * max(1, expected.magnitude)
  }

  /// A function's data and examples as declarations in C.
  private func numbers(of function: PageFunction) -> String {
    let all = (function.data + function.examples).joined()
    let sizes = function.data.map { "\($0.count), " }.joined()
    return """
      static const double numbers[] = {\(all.map { "\($0)" }.joined(separator: ","))};
      static const int array_count = \(function.data.count), array_sizes[] = {\(sizes)0};
      static const int input_count = \(function.input.count);
      static const int example_count = \(function.examples.count);
      #define page_call \(symbol(of: function))

      """
  }
}
