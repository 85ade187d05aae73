// Who draws figures wants to show them.
@_exported import Display

/// A figure with two axes and one or more series.
///
///     Plot("Loss", x: "step", y: "loss", .line(losses, "SGD"), .line(others, "Adam"))
///
/// It is a drawing of 480 × 300 units, whose text is the same for the same numbers. It takes on the
/// page's colours; series differ by colour, and by dashes or by the shape of their points.
public struct Plot: Displayable {
  let title: String
  let xLabel: String
  let yLabel: String
  let xRange: ClosedRange<Double>?
  let yRange: ClosedRange<Double>?
  let marks: [Mark]
  private let details: String?

  /// - Parameters:
  ///   - title: stands above the axes.
  ///   - x: what the horizontal axis counts, with its unit.
  ///   - y: what the vertical axis counts, with its unit.
  ///   - xRange: the part of the horizontal axis that is seen; nil for all.
  ///   - yRange: the part of the vertical axis that is seen; nil for all.
  ///   - description: what is to be seen, for those who can't see it; nil for the title, the axes and
  ///     the series' names.
  ///   - marks: the series.
  public init(
    _ title: String, x: String = "", y: String = "", xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, description: String? = nil, _ marks: Mark...
  ) {
    self.title = title
    xLabel = x
    yLabel = y
    self.xRange = xRange
    self.yRange = yRange
    self.marks = marks
    details = description
  }

  /// The drawing.
  public var representation: Representation {
    .svg(AxesDrawing(self).svg, description: description)
  }

  var description: String {
    if let details { return details }
    let labels = marks.map(\.label).filter { !$0.isEmpty }
    var text = title
    if !yLabel.isEmpty { text += xLabel.isEmpty ? ": \(yLabel)" : ": \(yLabel) over \(xLabel)" }
    return labels.isEmpty ? text : text + " (" + labels.joined(separator: ", ") + ")"
  }
}
