import Foundation

/// A chapter's pieces: enough to do by hand, and in a notebook, what the runner does.
struct Listing {
  enum Piece {
    case prose(String)
    /// A Swift cell, and whether it stands apart from the chapter's program.
    case cell(String, isApart: Bool)
    /// The same in Python.
    case twin(String)
  }

  private(set) var pieces: [Piece] = []

  init(contentsOf file: URL) throws {
    var fence: Substring?
    var lines: [Substring] = []
    for line in try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    {
      guard line.hasPrefix("```") else {
        lines.append(line)
        continue
      }
      add(lines.joined(separator: "\n"), from: fence)
      lines = []
      fence = fence == nil ? line.dropFirst(3) : nil
    }
    add(lines.joined(separator: "\n"), from: fence)
  }

  private mutating func add(_ text: String, from fence: Substring?) {
    let words = fence?.split(separator: " ") ?? []
    switch words.first {
    case nil: pieces.append(.prose(text))
    case "swift": pieces.append(.cell(text, isApart: words.contains("traps")))
    case "python": pieces.append(.twin(text))
    default: break
    }
  }

  /// The chapter's program, and for each cell apart the program of those above it and itself.
  var programs: [String] {
    var above: [String] = []
    var apart: [String] = []
    for case .cell(let code, let isApart) in pieces {
      if isApart {
        apart.append((above + [code]).joined(separator: "\n"))
      } else {
        above.append(code)
      }
    }
    return [above.joined(separator: "\n")] + apart
  }
}
