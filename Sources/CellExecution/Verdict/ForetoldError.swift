import ChapterModel
import SourceModel

/// Looks whether the prose around a cell says that it doesn't compile: the paragraph above it or the one below.
struct ForetoldError {
  private let source: SourceText

  init(in source: SourceText) { self.source = source }

  func isSaid(around cell: Cell) -> Bool {
    let above = paragraph((1..<max(cell.fence.firstLine, 1)).reversed())
    let below = paragraph((cell.fence.lastLine + 1)...source.lineCount + 1)
    return [above.reversed().joined(separator: " "), below.joined(separator: " ")]
      .contains { $0.contains(Self.words) }
  }

  /// The lines of the first paragraph on the way.
  private func paragraph(_ numbers: some Sequence<Int>) -> [String] {
    var lines: [String] = []
    for number in numbers where number <= source.lineCount {
      let line = String(decoding: source.content(ofLine: number), as: UTF8.self)
        .trimmingPrefix { "/ *>".contains($0) }
      if line.isEmpty || line.hasPrefix("```") {
        if lines.isEmpty && line.isEmpty { continue }
        break
      }
      lines.append(String(line))
    }
    return lines
  }

  nonisolated(unsafe) private static let words =
    /(?:n't|n’t|not|never|fails? to|cannot) (?:be )?(?:compiled?|builds?|type-?checks?)\b|[Cc]ompil(?:e|er|ation)(?:-time)? errors?|compiler (?:reports|rejects|complains|emits|produces|gives|can't|cannot)|error is (?:reported|produced|emitted)|error when you (?:try to )?compile|[Hh]ypothetical|not (?:valid|legal|allowed|possible)|[Ii](?:nvalid|llegal)\b/
}
