import CellExecution
import ChapterModel
import Foundation
import RecordCheck

/// What is recorded below a cell that can't run here, in the parts that a run would have put out: the chapter's
/// figures, text between them, and series of frames.
struct RecordedOutput {
  private(set) var parts: [CellOutput.Part] = []
  private(set) var figureNames: [String] = []

  init(_ record: Cell.Record, of chapter: Chapter) {
    if record.form == .fence {
      parts = [.text(record.text)]
      return
    }
    let blocks = RecordedBlock.all(in: record.text)
    let series = RecordedSeries.all(in: blocks)
    for (place, block) in blocks.enumerated() {
      if let label = series.lazy.compactMap({ $0.labels[place] }).first {
        parts.append(.frame(label))
        continue
      }
      if series.contains(where: { $0.end == place }) { parts.append(.frame(nil)) }
      if case .lines(let text) = block, let (name, figure) = Self.figure(text, of: chapter) {
        parts.append(.figure(figure))
        figureNames.append(name)
      } else {
        addText(block.text)
      }
    }
  }

  private mutating func addText(_ text: String) {
    if case .markdown(let before)? = parts.last {
      parts[parts.count - 1] = .markdown("\(before)\n\(text)")
    } else {
      parts.append(.markdown(text))
    }
  }

  /// The figure of a line that is nothing but a reference to one of the chapter's files.
  private static func figure(
    _ text: String, of chapter: Chapter
  ) -> (name: String, figure: Figure)? {
    guard let match = text.wholeMatch(of: /!\[(.*)\]\((figures\/[^()]+)\)\n/),
      let name = FigureFiles.name(at: String(match.2), of: chapter),
      let format = Figure.Format(rawValue: String(name.suffix(3))),
      let data = try? Data(contentsOf: chapter.figureFolder.appending(path: name))
    else { return nil }
    let description = match.1.replacing(/\\(.)/) { $0.1 }
    return (name, Figure(format: format, data: data, description: String(description)))
  }
}

/// Lines of a record between empty ones.
private enum RecordedBlock {
  /// A line that may stand above a frame.
  case caption(String, line: String)
  case lines(String)

  var text: String {
    switch self {
    case .caption(_, let line): line + "\n"
    case .lines(let text): text
    }
  }

  /// The blocks of a record; what stands between fences is one.
  static func all(in text: String) -> [RecordedBlock] {
    var blocks: [RecordedBlock] = []
    var lines: [Substring] = []
    var fence: Substring?
    func end() {
      if let caption = lines.count == 1 ? caption(lines[0]) : nil {
        blocks.append(.caption(caption, line: String(lines[0])))
      } else if !lines.isEmpty {
        blocks.append(.lines(lines.joined(separator: "\n") + "\n"))
      }
      lines = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if fence == nil, line.allSatisfy(\.isWhitespace) {
        end()
        continue
      }
      lines.append(line)
      let mark = line.prefixMatch(of: /`{3,}|~{3,}/)?.output
      if let open = fence {
        if let mark, mark == line, mark.hasPrefix(open) { fence = nil }
      } else {
        fence = mark
      }
    }
    end()
    return blocks
  }

  private static func caption(_ line: Substring) -> String? {
    guard let match = line.wholeMatch(of: /\*((?:[^*\\]|\\.)+)\*/) else { return nil }
    return String(match.1.replacing(/\\(.)/) { $0.1 })
  }
}

/// A series of frames in a record, where their captions begin with the same words.
private struct RecordedSeries {
  /// What stands above each frame, by the places of the blocks.
  var labels: [Int: CellOutput.FrameLabel]
  /// The place of the first block behind it.
  var end: Int

  static func all(in blocks: [RecordedBlock]) -> [RecordedSeries] {
    var series: [RecordedSeries] = []
    var captions = blocks.enumerated().compactMap { place, block in
      if case .caption(let text, _) = block { (place, text.split(separator: " ")) } else { nil }
    }[...]
    while let (_, words) = captions.first {
      var (title, count) = (words.dropLast(), 0)
      for (_, words) in captions {
        let common = zip(title, words.dropLast()).prefix { $0 == $1 }.count
        guard common > 0 else { break }
        (title, count) = (title.prefix(common), count + 1)
      }
      let own = captions.prefix(max(count, 1))
      captions = captions.dropFirst(own.count)
      // One line alone may be its author's own.
      guard count > 1 else { continue }
      series.append(
        RecordedSeries(
          own, title: title.count, end: captions.first?.0 ?? blocks.count))
    }
    return series
  }

  /// - Parameters:
  ///   - captions: Their places and words.
  ///   - title: How many of the words are the series' own.
  ///   - end: Where something else begins at the latest. A frame has as many blocks as those before, if they are alike.
  private init(_ captions: ArraySlice<(Int, [Substring])>, title: Int, end: Int) {
    let pairs = captions.map { place, words in
      let label = words.dropFirst(title).joined(separator: " ")
      return (
        place,
        CellOutput.FrameLabel(title: words.prefix(title).joined(separator: " "), label: label)
      )
    }
    labels = Dictionary(uniqueKeysWithValues: pairs)
    let places = pairs.map(\.0)
    let sizes = Set(zip(places, places.dropFirst()).map { $1 - $0 })
    let last = places.last ?? end
    self.end = sizes.count == 1 ? min(last + (sizes.first ?? 0), end) : end
  }
}
