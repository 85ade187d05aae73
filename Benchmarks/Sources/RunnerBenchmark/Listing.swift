import Foundation

/// A chapter's pieces: enough to do by hand, and in a notebook, what the runner does.
struct Listing {
  enum Piece {
    case prose(String)
    /// A Swift cell.
    case cell(String)
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
    case "swift": pieces.append(.cell(text))
    case "python": pieces.append(.twin(text))
    default: break
    }
  }

  /// The cells as one program.
  var program: String {
    pieces.compactMap { if case .cell(let code) = $0 { code } else { nil } }
      .joined(separator: "\n")
  }
}
