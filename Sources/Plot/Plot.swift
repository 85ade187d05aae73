// Who draws figures wants to show them.
@_exported import Display

/// A figure with two axes and one or more series.
///
///     Plot("Loss", x: "step", y: "loss", .line(losses, "SGD"), .line(others, "Adam"))
///
/// It is an SVG drawing of 480 × 300 CSS pixels, byte for byte the same for the same numbers.
/// Series differ by colour, and by dashes or the shape of their points.
public struct Plot: Displayable {
  /// How an axis spaces its numbers.
  public enum Scale: Sendable {
    /// Equal differences have equal lengths.
    case linear
    /// Equal ratios have equal lengths, with ticks at powers of ten. Numbers that aren't positive
    /// have no place on it and are left out.
    case logarithmic
  }

  let title: String
  let xLabel: String
  let yLabel: String
  let xRange: ClosedRange<Double>?
  let yRange: ClosedRange<Double>?
  let xScale: Scale
  let yScale: Scale
  let marks: [Mark]
  private let details: String?

  /// - Parameters:
  ///   - title: stands above the axes.
  ///   - x: the label of the horizontal axis, with its unit.
  ///   - y: the label of the vertical axis, with its unit.
  ///   - xRange: the range of the horizontal axis; nil shows all numbers.
  ///   - yRange: the range of the vertical axis; nil shows all numbers.
  ///   - xScale: how the horizontal axis spaces its numbers. Categories of bars don't heed it.
  ///   - yScale: how the vertical axis spaces its numbers.
  ///   - description: the alternative text; nil makes one of the title, the axes and the names of
  ///     the series.
  ///   - marks: the series, reference lines and annotations.
  public init(
    _ title: String, x: String = "", y: String = "", xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, xScale: Scale = .linear, yScale: Scale = .linear,
    description: String? = nil, _ marks: Mark...
  ) {
    self.title = title
    xLabel = x
    yLabel = y
    self.xRange = xRange
    self.yRange = yRange
    self.xScale = xScale
    self.yScale = yScale
    self.marks = marks
    details = description
  }

  /// The plot as an SVG figure.
  public var representation: Representation {
    .svg(AxesDrawing(self).svg, description: description)
  }

  var description: String {
    if let details { return details }
    let labels = marks.filter(\.isSeries).map(\.label).filter { !$0.isEmpty }
    var text = title
    if !yLabel.isEmpty { text += xLabel.isEmpty ? ": \(yLabel)" : ": \(yLabel) over \(xLabel)" }
    return labels.isEmpty ? text : text + " (" + labels.joined(separator: ", ") + ")"
  }
}
