import CommonMark
import Foundation
import PNGImage

extension CellOutput {
  /// Why the output can't stand in a chapter: it would swallow what follows, or is a figure that
  /// nobody can see. Nil if it can.
  package var flaw: CellFailure.Reason? {
    for part in parts {
      switch part {
      case .text, .frame, .function: continue
      case .markdown(let text), .html(let text):
        if !MarkdownDocument.isClosed(text) { return .leavesBlockOpen }
      case .figure(let figure):
        if figure.description.isEmpty { return .figureWithoutDescription }
        if !figure.isWhole { return .brokenFigure(figure.format, figure.description) }
      }
    }
    return nil
  }
}

extension Figure {
  /// Whether its bytes are a file of its format.
  package var isWhole: Bool {
    switch format {
    case .png: PNGImage(figure: data) != nil
    case .svg: isClosedElement
    }
  }

  /// Whether the drawing is one `<svg>` element from its beginning, or from where a prolog ends, to
  /// its end: pages hold it as it is.
  private var isClosedElement: Bool {
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let start = text.firstRange(of: "<svg") else { return false }
    let prolog = text[..<start.lowerBound]
    return (prolog.isEmpty || prolog.hasPrefix("<?") || prolog.hasPrefix("<!"))
      && (text.hasSuffix("</svg>") || (text.hasSuffix("/>") && text.count { $0 == "<" } == 1))
  }
}

extension PNGImage {
  /// The pixels of a figure as red, green, blue and opacity; nil where the bytes aren't a PNG image, or one
  /// that is larger than any figure.
  package init?(figure: Data) {
    try? self.init(decoding: Array(figure), channels: 4, mostPixels: 100_000_000)
  }
}
