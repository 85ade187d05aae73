/// A number or a nested array of numbers, from which a tensor can be made.
public protocol TensorLiteral {
  /// The type of its numbers, which decides the tensor's type of elements.
  associatedtype Number: Element
  /// The shape, of which the elements of one level are taken to have that of the first.
  var literalShape: [Int] { get }
  /// Appends the numbers in row-major order.
  func appendNumbers(to numbers: inout [Number])
  /// Stops the program unless this value is of a shape.
  ///
  /// - Parameter dim: how many levels of arrays are around this value.
  func checkShape(_ shape: [Int], dim: Int)
}

extension TensorLiteral where Self: Element {
  /// The shape of a scalar, `[]`.
  public var literalShape: [Int] { [] }
  /// Appends the number.
  public func appendNumbers(to numbers: inout [Self]) { numbers.append(self) }
  /// Does nothing, because a number is a scalar.
  public func checkShape(_ shape: [Int], dim: Int) {}
}

extension Float: TensorLiteral {}
extension Double: TensorLiteral {}
extension Float16: TensorLiteral {}
extension BFloat16: TensorLiteral {}
extension Int: TensorLiteral {}
extension Int64: TensorLiteral {}
extension Int32: TensorLiteral {}
extension UInt8: TensorLiteral {}
extension Bool: TensorLiteral {}

extension Array: TensorLiteral where Element: TensorLiteral {
  /// The count, followed by the shape of the first element.
  public var literalShape: [Int] { [count] + (first?.literalShape ?? []) }

  /// Appends the numbers of all elements.
  public func appendNumbers(to numbers: inout [Element.Number]) {
    for element in self { element.appendNumbers(to: &numbers) }
  }

  /// Stops the program unless this array is of a shape, with elements of the shape's rest.
  public func checkShape(_ shape: [Int], dim: Int) {
    let expected = shape.first ?? 0
    if count != expected {
      fail("expected sequence of length \(expected) at dim \(dim) (got \(count))")
    }
    if shape.count < 2 { return }
    let inner = [Int](shape.dropFirst())
    for element in self { element.checkShape(inner, dim: dim + 1) }
  }
}

extension Tensor {
  /// A tensor of the numbers in a nested array, or a scalar of a number.
  ///
  /// Without a dtype, the type is that of the numbers; for `Double`, the type of Swift's literals,
  /// it is the default type. Stops the program where arrays of one level differ in count, or a
  /// number overflows an integer type.
  public convenience init<Literal: TensorLiteral>(
    _ literal: Literal, dtype: DType? = nil, requiresGrad: Bool = false
  ) {
    let shape = literal.literalShape
    literal.checkShape(shape, dim: 0)
    var numbers: [Literal.Number] = []
    literal.appendNumbers(to: &numbers)
    let own = Literal.Number.dtype
    let dtype = dtype ?? (own == .float64 ? .default : own)
    if !dtype.isFloatingPoint && dtype != own { numbers.forEach(dtype.checkHolds) }
    let source = Tensor(uninitialized: DimVector(shape), own)
    source.pointer(to: Literal.Number.self).initialize(from: numbers, count: numbers.count)
    let values = rawCast(source, to: dtype)
    self.init(sharing: values)
    _ = created(requiresGrad)
  }

  /// A tensor of numbers in row-major order.
  ///
  /// - Parameters:
  ///   - shape: the shape, of which one size may be -1 to be inferred. Stops the program where it
  ///     doesn't fit the count of numbers.
  ///   - dtype: as without a shape.
  public convenience init<Number: Element>(
    _ numbers: [Number], shape: [Int], dtype: DType? = nil
  ) where Number: TensorLiteral {
    let target = DimVector(shape, resolvedFor: numbers.count)
    self.init(sharing: Tensor(numbers, dtype: dtype).rawView(target))
  }
}
