import Foundation

/// What Swift's backtracer wrote about a program that trapped: read for where in the chapter it
/// was, and for what the compiler knows of traps that say nothing themselves.
struct CrashReport {
  /// The innermost line and column of the chapter.
  let position: (line: Int, column: Int)?
  /// Why the instruction is there, such as `arithmetic overflow`.
  let failure: String?

  private struct Report: Decodable {
    struct Thread: Decodable {
      var crashed: Bool?
      var frames: [Frame]
    }
    struct Frame: Decodable {
      var symbol: String?
      var runtimeFailure: Bool?
      var sourceLocation: Place?
    }
    struct Place: Decodable {
      var file: String
      var line: Int
      var column: Int
    }
    var threads: [Thread]
  }

  /// Reads a report; nil if there is none that can be read.
  init?(contentsOf file: URL, about path: String) {
    guard let data = try? Data(contentsOf: file),
      let report = try? JSONDecoder().decode(Report.self, from: data),
      let thread = report.threads.first(where: { $0.crashed == true })
    else { return nil }
    let place = thread.frames.lazy.compactMap(\.sourceLocation).first {
      $0.line > 0 && ($0.file == path || $0.file.hasSuffix("/" + path))
    }
    position = place.map { ($0.line, $0.column) }
    failure = thread.frames.first { $0.runtimeFailure == true }?.symbol.map {
      $0.replacing("Swift runtime failure: ", with: "")
    }
  }
}
