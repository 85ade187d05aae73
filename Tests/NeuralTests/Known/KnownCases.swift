import Foundation
import Testing

@testable import Neural

/// A small program that once went wrong, by its name in `Tests/Golden/known`.
typealias KnownProgram = @Sendable () -> String

/// The programs of `Tests/Golden/known` in Swift, by theme and name.
enum KnownCases {
  static let themes: [String: [String: KnownProgram]] = [
    "arguments": arguments, "arithmetic": arithmetic, "assignment": assignment, "bounds": bounds,
    "clamping": clamping, "conversion": conversion, "convolution": convolution,
    "creation": creation,
    "dimensions": dimensions,
    "extremes": extremes, "history": history.merging(savedTensors) { first, _ in first },
    "indexing": indexing, "layers": layers,
    "layouts": layouts,
    "loading": loading, "losses": elementLosses.merging(classLosses) { first, _ in first },
    "normalization": normalization, "norms": norms,
    "optimizers": optimizers,
    "options": options, "pooling": pooling, "products": products, "randomness": randomness,
    "reductions": reductions, "scaling": scaling, "schedules": schedules, "states": states,
    "windows": windows,
  ]
}

private struct Known: Decodable {
  let name: String
  let text: String?
  let error: String?
}

extension GlobalStateTests {
  @Test(arguments: Set(try GoldenFolder.names(in: "known")).union(KnownCases.themes.keys).sorted())
  func `small programs print what PyTorch prints, and stop where it raises`(
    theme: String
  ) async throws {
    let programs = try #require(KnownCases.themes[theme], "a theme that only Python has")
    let golden = try GoldenFolder.cases("known/\(theme)", Known.self)
    #expect(Set(golden.map(\.name)) == Set(programs.keys))
    for known in golden {
      guard let program = programs[known.name] else { continue }
      guard let error = known.error else {
        manualSeed(0)
        #expect(program() == known.text, "\(theme): \(known.name)")
        continue
      }
      // Each call that is refused stops a process of its own.
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent],
        "\(theme): \(known.name) should stop with '\(error)'"
      ) { [theme, name = known.name as String] in
        manualSeed(0)
        _ = KnownCases.themes[theme]?[name]?()
      }
      let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      let first = output.split(separator: "\n").first { $0.contains("Fatal error: ") }
      let message = first.map { $0.components(separatedBy: "Fatal error: ").last ?? "" }
      #expect(message == error, "\(theme): \(known.name)")
    }
  }
}
