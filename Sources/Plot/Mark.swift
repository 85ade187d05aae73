import Display

/// One series of a ``Plot``: some numbers, and how they are drawn.
public struct Mark {
  enum Kind: String {
    case line, scatter, step, bars, histogram
  }

  let kind: Kind
  let label: String
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
  public static func line(
    x: (any Plottable)? = nil, _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    Mark(.line, label, x, y)
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
  /// number to the greatest. Numbers that aren't finite are left out.
  ///
  /// - Parameters:
  ///   - values: numbers of any shape.
  ///   - bins: how many bins there are, at least 1; fewer stop the program.
  ///   - label: the name in the legend; empty for none.
  public static func histogram(
    _ values: some Plottable, bins: Int = 20, _ label: String = ""
  ) -> Mark {
    if bins < 1 { stop("a histogram of \(bins) bins") }
    let numbers = values.plottedValues.numbers.filter(\.isFinite)
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
    let share = (high - low) / Double(bins)
    let isWide = share.isNormal
    let width = isWide ? share : 1
    var counts = [Double](repeating: 0, count: isWide ? bins : 1)
    for number in numbers { counts[min(Int((number - low) / width), counts.count - 1)] += 1 }
    var mark = Mark(.histogram, label, nil, counts)
    mark.edges = (0...counts.count).map { low + width * Double($0) }
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
