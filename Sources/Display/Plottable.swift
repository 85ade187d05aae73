/// Numbers that a figure can draw: an array of them, or a library's own kind, such as a tensor.
public protocol Plottable {
  /// The numbers, with the shape in which they are arranged.
  var plottedValues: PlottedValues { get }
}

/// Numbers and their shape.
public struct PlottedValues: Hashable, Sendable {
  /// How long they are in each dimension; empty for a single number.
  public var shape: [Int]
  /// As many as the shape's product; the last dimension runs fastest.
  public var numbers: [Double]

  /// Numbers in this shape.
  public init(shape: [Int], numbers: [Double]) {
    self.shape = shape
    self.numbers = numbers
  }
}

extension Double: Plottable {
  /// The number itself.
  public var plottedValues: PlottedValues { PlottedValues(shape: [], numbers: [self]) }
}

extension Float: Plottable {
  /// The number itself.
  public var plottedValues: PlottedValues { Double(self).plottedValues }
}

extension Int: Plottable {
  /// The number itself.
  public var plottedValues: PlottedValues { Double(self).plottedValues }
}

extension Array: Plottable where Element: Plottable {
  /// The elements' numbers one after the other. Elements of different shapes have to be plotted one
  /// by one: together they count as a single row.
  public var plottedValues: PlottedValues {
    let parts = map(\.plottedValues)
    let numbers = parts.flatMap(\.numbers)
    let isEven = parts.allSatisfy { $0.shape == parts[0].shape }
    return PlottedValues(
      shape: isEven ? [count] + (parts.first?.shape ?? []) : [numbers.count], numbers: numbers)
  }
}
