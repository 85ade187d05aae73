import Display

/// Part of a ``Plot``: a series of numbers and how they are drawn, a reference line or an annotation.
public struct Mark {
  enum Kind: Equatable {
    case line, scatter, step, bars, histogram
    /// A reference line at a value of `y`, and one at a value of `x`.
    case horizontalRule, verticalRule
    case annotation(Drawing.Anchor)
  }

  let kind: Kind
  let label: String
  /// Whether a line's points are marked.
  var hasMarkers = false
  var x: [Double]
  var y: [Double]
  /// The names below the bars; empty for series whose horizontal axis has numbers.
  var categories: [String] = []
  /// The edges of a histogram's bins, one more than `y` has numbers.
  var edges: [Double] = []

  /// A line through points. Where a number isn't finite, the line has a gap. Stops the program
  /// where `x` and `y` differ in count.
  ///
  /// - Parameters:
  ///   - x: the horizontal positions, one for each number of `y`; nil for 0, 1, 2, ….
  ///   - y: the heights of the points.
  ///   - label: the name in the legend; empty for none.
  ///   - markers: whether the points are marked, too, in a shape of the series' own.
  public static func line(
    x: (any Plottable)? = nil, _ y: some Plottable, _ label: String = "", markers: Bool = false
  ) -> Mark {
    var mark = Mark(.line, label, x, y)
    mark.hasMarkers = markers
    return mark
  }

  /// A reference line across the whole plot at a height, such as the accuracy of guessing.
  ///
  /// - Parameters:
  ///   - y: the height.
  ///   - label: the text at the line's end; empty for none.
  public static func rule(y: Double, _ label: String = "") -> Mark {
    Mark(.horizontalRule, label, [Double](), [Double]()).at(x: [], y: [y])
  }

  /// A reference line from the bottom of the plot to its top at a horizontal position.
  ///
  /// - Parameters:
  ///   - x: the horizontal position.
  ///   - label: the text at the line's upper end; empty for none.
  public static func rule(x: Double, _ label: String = "") -> Mark {
    Mark(.verticalRule, label, [Double](), [Double]()).at(x: [x], y: [])
  }

  /// A text at a point.
  ///
  /// - Parameters:
  ///   - text: one line.
  ///   - x: the horizontal position of the point.
  ///   - y: the height of the point.
  ///   - anchor: whether the text begins behind the point, stands above it, or ends before it.
  public static func annotation(
    _ text: String, x: Double, y: Double, anchor: Drawing.Anchor = .start
  ) -> Mark {
    Mark(.annotation(anchor), text, [x], [y])
  }

  /// A scatter plot. Each series has its own shape of points. Stops the program where `x` and `y`
  /// differ in count.
  ///
  /// - Parameters:
  ///   - x: the horizontal positions, one for each number of `y`.
  ///   - y: the heights of the points.
  ///   - label: the name in the legend; empty for none.
  public static func scatter(
    x: some Plottable, _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    Mark(.scatter, label, x, y)
  }

  /// A step function: each value holds until the next position. Stops the program where `x` and `y`
  /// differ in count.
  ///
  /// - Parameters:
  ///   - x: where each step begins, one position for each number of `y`; nil for 0, 1, 2, ….
  ///   - y: the heights of the steps.
  ///   - label: the name in the legend; empty for none.
  public static func step(
    x: (any Plottable)? = nil, _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    Mark(.step, label, x, y)
  }

  /// A bar chart. Bars begin at zero; those of several series stand side by side. Stops the program
  /// where `names` and `y` differ in count.
  ///
  /// - Parameters:
  ///   - names: the categories below the bars, one for each number of `y`.
  ///   - y: the heights of the bars.
  ///   - label: the name in the legend; empty for none.
  public static func bars(
    _ names: [String], _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    var mark = Mark(.bars, label, nil, y)
    if names.count != mark.y.count { stop("\(names.count) names for \(mark.y.count) bars") }
    mark.categories = names
    return mark
  }

  /// A histogram: how many numbers fall in each of several bins of equal width, from the smallest
  /// number to the greatest or in a range. Numbers outside and those that aren't finite are left out.
  ///
  /// - Parameters:
  ///   - values: numbers of any shape.
  ///   - bins: how many bins there are, at least 1; fewer stop the program.
  ///   - range: where the bins begin and end, so that histograms can share them; nil for the
  ///     smallest and the greatest number.
  ///   - label: the name in the legend; empty for none.
  public static func histogram(
    _ values: some Plottable, bins: Int = 20, range: ClosedRange<Double>? = nil,
    _ label: String = ""
  ) -> Mark {
    if bins < 1 { stop("a histogram of \(bins) bins") }
    let numbers = values.plottedValues.numbers.filter {
      $0.isFinite && (range?.contains($0) ?? true)
    }
    let low = range?.lowerBound ?? numbers.min() ?? 0
    let high = range?.upperBound ?? numbers.max() ?? 1
    let share = (high - low) / Double(bins)
    let isWide = share.isNormal
    let width = isWide ? share : 1
    var counts = [Double](repeating: 0, count: isWide ? bins : 1)
    for number in numbers { counts[min(Int((number - low) / width), counts.count - 1)] += 1 }
    var mark = Mark(.histogram, label, nil, counts)
    mark.edges = (0...counts.count).map { low + width * Double($0) }
    return mark
  }

  /// Whether it has numbers of its own, a colour, and a place in the legend.
  var isSeries: Bool {
    switch kind {
    case .line, .scatter, .step, .bars, .histogram: true
    case .horizontalRule, .verticalRule, .annotation: false
    }
  }

  /// The mark at other positions.
  private func at(x: [Double], y: [Double]) -> Mark {
    var mark = self
    (mark.x, mark.y) = (x, y)
    return mark
  }

  private init(_ kind: Kind, _ label: String, _ x: (any Plottable)?, _ y: some Plottable) {
    self.kind = kind
    self.label = label
    self.y = y.plottedValues.numbers
    self.x = x?.plottedValues.numbers ?? self.y.indices.map(Double.init)
    if self.x.count != self.y.count {
      stop("\(self.x.count) numbers for x and \(self.y.count) for y")
    }
  }
}

/// Stops the program because a figure can't be made of its arguments.
func stop(_ problem: String) -> Never { fatalError("Plot: \(problem)") }
