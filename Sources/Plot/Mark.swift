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
  /// The names along the horizontal axis, where it has no numbers.
  var categories: [String] = []
  /// The edges of a histogram's bins, one more than `y` has numbers.
  var edges: [Double] = []

  /// A line through points; a number that isn't finite leaves a gap.
  ///
  /// - Parameters:
  ///   - x: where the points stand, or nil for 0, 1, 2, …; as many as `y`.
  ///   - label: the name in the legend; empty for none.
  public static func line(
    x: (any Plottable)? = nil, _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    Mark(.line, label, x, y)
  }

  /// A point at each place; the series' points differ in shape.
  ///
  /// - Parameters:
  ///   - x: where the points stand; as many as `y`.
  ///   - label: the name in the legend; empty for none.
  public static func scatter(
    x: some Plottable, _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    Mark(.scatter, label, x, y)
  }

  /// A line in steps: each number holds until the next one's place.
  ///
  /// - Parameters:
  ///   - x: where the steps begin, or nil for 0, 1, 2, …; as many as `y`.
  ///   - label: the name in the legend; empty for none.
  public static func step(
    x: (any Plottable)? = nil, _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    Mark(.step, label, x, y)
  }

  /// A bar from zero for each name; the bars of several series stand side by side.
  ///
  /// - Parameters:
  ///   - names: what stands under the bars; as many as `y`.
  ///   - label: the name in the legend; empty for none.
  public static func bars(
    _ names: [String], _ y: some Plottable, _ label: String = ""
  ) -> Mark {
    var mark = Mark(.bars, label, nil, y)
    if names.count != mark.y.count { stop("\(names.count) names for \(mark.y.count) bars") }
    mark.categories = names
    return mark
  }

  /// How many of some numbers fall in each of several ranges of one width, from the smallest number
  /// to the greatest. Numbers that aren't finite are left out.
  ///
  /// - Parameters:
  ///   - bins: how many ranges there are, at least 1.
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

/// Ends the program: a figure was asked for that can't be.
func stop(_ problem: String) -> Never { fatalError("Plot: \(problem)") }
