/// A value whose numbers a figure can draw: a number, a nested array of numbers, or a library's own
/// type such as a tensor.
public protocol Plottable {
  /// The numbers in row-major order, with their shape.
  var plottedValues: PlottedValues { get }
}

/// Numbers in row-major order, with their shape.
public struct PlottedValues: Hashable, Sendable {
  /// The size of each dimension; empty for a single number.
  public var shape: [Int]
  /// As many numbers as the product of the shape; the index of the last dimension changes fastest.
  public var numbers: [Double]

  /// Numbers in a shape, of which the product has to be their count; that isn't checked.
  public init(shape: [Int], numbers: [Double]) {
    self.shape = shape
    self.numbers = numbers
  }
}

extension Double: Plottable {
  /// The number, of shape `[]`.
  public var plottedValues: PlottedValues { PlottedValues(shape: [], numbers: [self]) }
}

extension Float: Plottable {
  /// The number, of shape `[]`.
  public var plottedValues: PlottedValues { Double(self).plottedValues }
}

extension Int: Plottable {
  /// The number, of shape `[]`.
  public var plottedValues: PlottedValues { Double(self).plottedValues }
}

extension Array: Plottable where Element: Plottable {
  /// The numbers of all elements, of shape `[count]` followed by the elements' shape. Where
  /// elements differ in shape, all their numbers form one row.
  public var plottedValues: PlottedValues {
    let parts = map(\.plottedValues)
    let numbers = parts.flatMap(\.numbers)
    let isEven = parts.allSatisfy { $0.shape == parts[0].shape }
    return PlottedValues(
      shape: isEven ? [count] + (parts.first?.shape ?? []) : [numbers.count], numbers: numbers)
  }
}
