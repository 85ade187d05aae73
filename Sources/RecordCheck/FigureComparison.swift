import CellExecution
import Foundation
import PNGImage

/// Decides whether the figure in a file is the one that a cell shows now.
package struct FigureComparison {
  package let comparison: OutputComparison

  package init(comparison: OutputComparison) {
    self.comparison = comparison
  }

  /// What is wrong with a file beside the chapter, in a few words; nil if nothing is.
  package func problem(_ file: URL, _ fresh: Figure) -> String? {
    guard let recorded = try? Data(contentsOf: file) else { return "the file isn't there" }
    if recorded == fresh.data { return nil }
    switch fresh.format {
    case .svg:
      let drawings = [recorded, fresh.data].map { Drawing(String(decoding: $0, as: UTF8.self)) }
      if !comparison.forDrawing.areEqual(drawings[0].text, drawings[1].text) {
        let diff = LineDiff(drawings[0].text, drawings[1].text, by: comparison.forDrawing)
        return "its drawing differs from line \(diff.firstDifference + 1) on"
      }
      for (image, other) in zip(drawings[0].images, drawings[1].images) {
        if let problem = self.problem(image, other) { return "in an image within it, \(problem)" }
      }
      return nil
    case .png:
      return problem(recorded, fresh.data)
    }
  }

  private func problem(_ recorded: Data, _ fresh: Data) -> String? {
    if recorded == fresh { return nil }
    guard let old = PNGImage(figure: recorded) else { return "the file isn't a PNG image" }
    guard let new = PNGImage(figure: fresh) else { return "the cell shows what isn't a PNG image" }
    return old.difference(from: new, tolerance: comparison.tolerance)
  }
}

/// A drawing's text apart from the images that it holds: those are compared by their pixels.
private struct Drawing {
  var text = ""
  var images: [Data] = []

  init(_ source: String) {
    let beginning = "data:image/png;base64,"
    var rest = source[...]
    while let start = rest.firstRange(of: beginning) {
      let data = rest[start.upperBound...].prefix { $0 != "\"" && $0 != "'" }
      text += rest[..<start.upperBound]
      images.append(Data(base64Encoded: String(data)) ?? Data(data.utf8))
      rest = rest[data.endIndex...]
    }
    text += rest
  }
}

extension PNGImage {
  /// How another image differs, in a few words; nil if it doesn't. One step of the 255 between dark
  /// and bright is none: it is what a unit in the last digit is to a printed number.
  ///
  /// - Parameter tolerance: how far pixels may lie apart, between dark, 0, and bright, 1.
  func difference(from other: PNGImage, tolerance: Double = 0) -> String? {
    guard width == other.width, height == other.height else {
      return "it was \(width) × \(height) pixels, and is \(other.width) × \(other.height)"
    }
    let most = max(1, Int(min(tolerance, 1) * 255))
    let distances = zip(bytes, other.bytes).map { abs(Int($0) - Int($1)) }
    let count = stride(from: 0, to: bytes.count, by: 4).count { start in
      distances[start..<(start + 4)].contains { $0 > most }
    }
    return count == 0 ? nil : "\(count) of its \(width * height) pixels differ"
  }
}
