import Foundation
import SourceModel

/// What Swift's backtracer wrote about a program that trapped: read for where in the chapter it
/// was, and for what the compiler knows of traps that say nothing themselves.
struct CrashReport {
  /// The innermost place in a chapter.
  let position: SourceLocation?
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
  init?(contentsOf file: URL, about files: Set<String>) {
    guard let data = try? Data(contentsOf: file),
      let report = try? JSONDecoder().decode(Report.self, from: data),
      let thread = report.threads.first(where: { $0.crashed == true })
    else { return nil }
    position =
      thread.frames.lazy.compactMap(\.sourceLocation).filter { $0.line > 0 }
      .compactMap { place in
        files.first { place.file == $0 || place.file.hasSuffix("/" + $0) }.map {
          SourceLocation(file: $0, line: place.line, column: max(1, place.column))
        }
      }.first
    failure = thread.frames.first { $0.runtimeFailure == true }?.symbol.map {
      $0.replacing("Swift runtime failure: ", with: "")
    }
  }
}
