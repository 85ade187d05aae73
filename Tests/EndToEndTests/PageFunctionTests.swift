import Display
import Foundation
import Testing

@testable import CellExecution
@testable import CellProgram
@testable import ChapterModel

/// Functions that the readers of a page call: compiled twice, and the same both times.
@Suite struct PageFunctionTests {
  private func chapter(_ text: String, name: String) async throws -> Chapter {
    try await FixturePackage.shared.value.chapter(Array(text.utf8), name: name)
  }

  private func run(_ text: String, name: String) async throws -> ChapterResult {
    try await FixturePackage.shared.value.executor.run(chapter(text, name: name))
  }

  private func cells(_ page: String, _ rest: String...) -> String {
    "```swift wasm\n\(page)\n```\n" + rest.map { "```swift\n\($0)\n```\n" }.joined()
  }

  private static let sums = """
    func sums(_ pixels: [Float], _ weights: [[Float]]) -> [Float] {
      weights.map { row in zip(row, pixels).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    """

  private func shown(_ result: ChapterResult, _ cell: Int) throws -> FunctionOutput {
    let parts = try #require(result.cells[cell]?.output.parts)
    let functions = parts.compactMap { if case .function(let output) = $0 { output } else { nil } }
    return try #require(functions.first)
  }

  @Test func `a function becomes WebAssembly, and a figure stands before it`() async throws {
    let text = cells(
      Self.sums,
      """
      PageFunction(
        "sums", sums, title: "Sums", input: .drawing(width: 2, height: 2), labels: ["a", "b"],
        data: [[0.5, 1, 0, 0.25], [[0.1, 0.1], [0, 1]]],
        examples: [[[1.0, 0], [0, 1]], [[0, 1], [1, 0.5]]], captions: ["first", "second"])
      """)
    let result = try await run(text, name: "page-function")
    #expect(result.failures.isEmpty && result.warnings.isEmpty, "\(result)")
    let output = try shown(result, 1)
    #expect(
      output.function.answers == [[0.75, Double(Float(0.1) + 1)], [1.125, 0.6000000238418579]])
    let module = try #require(output.module)
    #expect(module.starts(with: [0, 0x61, 0x73, 0x6D]) && module.count < 10_000)
    guard case .figure(let figure) = result.cells[1]?.output.parts.first else {
      Issue.record("there is no figure")
      return
    }
    #expect(figure.description == "Sums first: b; second: a")
    #expect(result.cells[1]?.output.flaw == nil)
    // It is kept with the results.
    let again = try await run(text, name: "page-function")
    #expect(again.isCached && again.cells == result.cells)
  }

  @Test func `cells see each other, and functions of types, in Double, with strings and sets`()
    async throws
  {
    let text =
      cells("struct Scale { var factor: Double }")
      + cells(
        """
        enum Names {
          static func lengths(_ numbers: [Double]) -> [Double] {
            let words = Set(numbers.map { "\\(Int($0 * Scale(factor: 100).factor))" })
            return [Double(words.map { $0.count }.reduce(0, +)), (numbers[0] * 10).rounded()]
          }
        }
        """,
        """
        display(PageFunction(
          "Names.lengths", Names.lengths, title: "Lengths", input: .numbers(["x": 0...1, "y": -5...5]),
          labels: ["letters", "tens"], examples: [[0.25, 3]], captions: ["\\"quoted\\""]))
        """)
    let result = try await run(text, name: "page-function-of-type")
    #expect(result.failures.isEmpty && result.warnings.isEmpty, "\(result)")
    let output = try shown(result, 2)
    #expect(output.function.answers == [[5, 3]])
    #expect(output.function.captions == ["\"quoted\""])
    #expect(output.module != nil)
  }

  @Test func `mathematics are there as in Foundation`() async throws {
    let functions = [
      "exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sqrt", "sin", "cos", "tan", "asin",
      "acos",
      "atan", "sinh", "cosh", "tanh", "floor", "ceil", "trunc", "round",
    ].map { "\($0)(x)" }
    let powers = [
      "pow(x, 2.5)", "pow(-x, 3)", "pow(x, -2)", "hypot(x, 3)", "atan2(x, -2)", "atan2(-x, 0)",
    ]
    let all = functions + powers
    for (number, type) in ["Double", "Float"].enumerated() {
      let text =
        "```swift\nimport Foundation\n```\n"
        + cells(
          """
          func all(_ given: [\(type)]) -> [\(type)] {
            let x = given[0]
            return [\(all.joined(separator: ", "))]
          }
          """,
          """
          PageFunction(
            "all", all, title: "All", input: .numbers(["x": 0...1]), labels: \(all),
            examples: [[0.001], [0.3], [0.7], [0.999]], captions: ["a", "b", "c", "d"])
          """)
      let result = try await run(text, name: "page-mathematics-\(number)")
      // What WebAssembly gives is held against the program's, which is the C library's.
      #expect(result.failures.isEmpty && result.warnings.isEmpty, "\(result)")
      #expect(try #require(try shown(result, 2).module).count < 20_000)
    }
  }

  private static let one = "func f(_ x: [Float]) -> [Float] { x }"

  private static func show(
    _ name: String = "f", of function: String = "f", labels: String = "[\"a\"]",
    examples: String = "[[1.0]]",
    captions: String = "[\"e\"]", input: String = ".numbers([\"x\": 0...1])"
  ) -> String {
    """
    PageFunction("\(name)", \(function), title: "T", input: \(input), labels: \(labels),
      examples: \(examples), captions: \(captions))
    """
  }

  private static let refused: [(page: String, shown: String, words: String)] = [
    (
      "import Foundation\n\(one)", show(),
      ":2:8: error: for the page: no such module 'Foundation'; cells marked 'wasm' see each other, Emb"
    ),
    (
      "\(one)\nlet y = f([1])\nprint(y)", show(),
      ":4:1: error: for the page: expressions are not allowed at the top level; a cell marked 'wasm' holds decl"
    ),
    (
      "func f(_ x: [Float]) -> [Float] { [Float(x.description.count)] }", show(),
      ":2:44: error: for the page: 'description' is unavailable"
    ),
    (
      one, "func g(_ x: [Float]) -> [Float] { x }\n\(show("g", of: "g"))",
      ":4:1: error: no cell marked 'wasm' declares a function 'g' of type ([Float]) -> [Float]"
    ),
    (one, show("f g"), ":4:1: error: 'f g' isn't the name of a function"),
    (
      "func f(_ x: [Float]) -> [Float] { [x[0].truncatingRemainder(dividingBy: 3)] }", show(),
      ":4:1: error: the function 'f' needs 'fmodf', which pages don't have"
    ),
    (
      "func f(_ x: [Double]) -> [Double] { [Double(Int(x[0] * 3e9))] }", show(),
      "in the page for 'e'; an Int has 32 bits there"
    ),
    (
      "func f(_ x: [Double]) -> [Double] { [Double(Int.bitWidth)] }", show(),
      ":4:1: error: the function 'f' gives [32.0] in the page for 'e', and [64.0] here"
    ),
    (one, show(labels: "[]"), "the page's function 'f' gives 1 numbers, and has 0 labels"),
    (
      one, show(examples: "[[1.0, 2]]"),
      "the page's function 'f' takes 1 numbers, and has examples of shape [1, 2]"
    ),
    (one, show(captions: "[]"), "the page's function 'f' has 1 examples and 0 captions"),
    (one, show(examples: "[[Double.nan]]"), "has data or examples that aren't finite numbers"),
    (one, show(input: ".drawing(width: 0, height: 3)"), "takes drawings of 0 × 3 pixels"),
    (one, show(input: ".numbers([\"x\": 1...1])"), "has a field 'x' from 1.0 to 1.0"),
  ]

  @Test(arguments: refused) func `what a page can't have is an error in words`(
    _ page: String, _ shown: String, _ words: String
  ) async throws {
    let result = try await run(cells(page, shown), name: "page-error-\(words.utf8.count)")
    let failure = try #require(result.failures.first)
    #expect(failure.description.contains(words), "\(failure)")
    #expect(result.failures.count == 1)
  }

  @Test func `a cell that only the page refuses is named, though nothing is shown`() async throws {
    let result = try await run(
      "```swift\nlet rate: Float = 2\n```\n"
        + cells("func f(_ x: [Float]) -> [Float] { x.map { $0 * rate } }", "1"),
      name: "page-function-unseen")
    let failure = try #require(result.failures.first)
    #expect(
      failure.description.contains(":5:48: error: for the page: cannot find 'rate' in scope; cells")
    )
    #expect(result.cells[1]?.state == .failed)
  }

  @Test func `functions of which nothing has changed aren't compiled again`() async throws {
    let package = try await FixturePackage.shared.value
    let folder = package.root.url.appending(path: "page-cache")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Where a file stands there can be no folder to compile in.
    let nowhere = folder.appending(path: "file")
    try Data().write(to: nowhere)
    let cache = PageModuleCache()
    func module(of text: String, in folder: URL) async throws -> Data? {
      let chapter = try await chapter(text, name: "page-function-again")
      var result = try await package.executor.run(chapter)
      try await PageModules(
        of: Program(chapter), compiler: package.executor.compiler, in: folder, cache: cache
      ).add(to: &result, of: chapter)
      return try shown(result, chapter.cells.count - 1).module
    }
    let text = cells(Self.one, Self.show())
    let first = try #require(try await module(of: text, in: folder))
    let below = "Prose.\n\n```swift\nlet other = 1\n```\n" + text
    #expect(try await module(of: below, in: nowhere) == first)
    for changed in [
      cells(Self.one.replacing("{ x }", with: "{ x + [] }"), Self.show()),
      cells(Self.one, Self.show(examples: "[[2.0]]")),
    ] {
      await #expect(throws: (any Error).self) { try await module(of: changed, in: nowhere) }
    }
    #expect(try await module(of: text, in: nowhere) == first)
  }

  @Test func `a function that takes too much memory stops`() async throws {
    let text = cells(
      """
      func f(_ x: [Double]) -> [Double] {
        [Double([Double](repeating: 0, count: Int(x[0])).count)]
      }
      """,
      Self.show(
        examples: "[[1e6], [1e8]]", captions: "[\"few\", \"many\"]",
        input: ".numbers([\"x\": 0...1e9])"))
    let result = try await run(text, name: "page-function-memory")
    let failure = try #require(result.failures.first)
    #expect(
      failure.description.contains("the function 'f' stops in the page for 'many'"), "\(failure)")
  }

  @Test func `a toolchain without WebAssembly is warned of, and the figure stays`() async throws {
    let package = try await FixturePackage.shared.value
    let folder = package.root.url.appending(path: "toolchain")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["swift", "swiftc", "swift-frontend", "clang"] {
      let file = folder.appending(path: name)
      try Data("#!/bin/sh\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    let chapter = try await chapter(
      cells(Self.one, Self.show()), name: "page-function-without-tools")
    var result = try await package.executor.run(chapter)
    let before = result.cells
    let compiler = Compiler(
      library: package.executor.compiler.library, toolchain: try Toolchain(path: folder.path),
      answers: package.executor.compiler.answers)
    try await PageModules(of: Program(chapter), compiler: compiler, in: folder)
      .add(to: &result, of: chapter)
    #expect(result.failures.isEmpty && result.cells == before)
    #expect(
      result.warnings.map(\.description).first?.hasSuffix(
        ":1:1: warning: this toolchain makes no WebAssembly for pages, for it has no 'wasm-ld'; the page shows a figure"
      ) == true, "\(result.warnings)")
  }
}
