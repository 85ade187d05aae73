import ChapterModel
import SourceModel

/// Looks whether the prose around a cell says that it doesn't compile: the paragraph above it or the one below.
struct ForetoldError {
  private let source: SourceText

  private static let phrases = [
    "n't compile", "not compile", "fails to compile", "fail to compile", "can't be compiled",
    "cannot be compiled", "compile error", "compile-time error", "compiler error",
    "compilation error", "compiler reports", "compiler rejects", "compiler complains",
    "compiler emits", "compiler will", "is rejected", "n't build", "n't type-check",
    "error is reported", "error when you compile", "not valid", "not legal",
    "not allowed", "hypothetical",
  ]

  init(in source: SourceText) { self.source = source }

  func isSaid(around cell: Cell) -> Bool {
    guard cell.location.file == source.path else { return false }
    let lines = 1...max(source.lineCount, 1)
    let above = paragraph(lines.prefix { $0 < cell.fence.firstLine }.reversed()).reversed()
    var below = paragraph(lines.drop { $0 <= cell.fence.lastLine })
    // Such a one is about what it leads to.
    if below.last?.hasSuffix(":") == true { below = [] }
    return [Array(above), below].contains { paragraph in
      let text = paragraph.joined(separator: " ").lowercased().replacing("’", with: "'")
      return Self.phrases.contains { text.contains($0) }
    }
  }

  /// The lines of the first paragraph on the way.
  private func paragraph(_ numbers: some Sequence<Int>) -> [String] {
    var lines: [String] = []
    for number in numbers {
      let line = String(decoding: source.content(ofLine: number), as: UTF8.self)
        .trimmingPrefix { "/ *>".contains($0) }
      if line.isEmpty && lines.isEmpty { continue }
      if line.isEmpty || line.hasPrefix("```") { break }
      lines.append(String(line))
    }
    return lines
  }
}
