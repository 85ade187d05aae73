/// Numbers and nested arrays of numbers, from which tensors are made.
public protocol TensorLiteral {
  /// The type of the numbers.
  associatedtype Number: Element
  /// The sizes of this level and those below.
  var literalShape: [Int] { get }
  /// Adds the numbers in row-major order.
  func appendNumbers(to numbers: inout [Number])
  /// Stops the program unless all of this level is of one shape, `dim` levels below the outermost.
  func checkShape(_ shape: [Int], dim: Int)
}

extension TensorLiteral where Self: Element {
  /// None: a number has no dimensions.
  public var literalShape: [Int] { [] }
  /// Adds the number.
  public func appendNumbers(to numbers: inout [Self]) { numbers.append(self) }
  /// Nothing: a number has no shape to differ.
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
  /// The number of elements, then the shape of the first.
  public var literalShape: [Int] { [count] + (first?.literalShape ?? []) }

  /// Adds the numbers of all elements.
  public func appendNumbers(to numbers: inout [Element.Number]) {
    for element in self { element.appendNumbers(to: &numbers) }
  }

  /// Stops the program if elements differ from the shape, of which `dim` dimensions lie outside.
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
  /// A tensor of the numbers in a nested array, or of a single number.
  ///
  /// Without a type, integers give int64, truth values bool, `Float16` float16, and `Double` (the
  /// type of Swift's literals) the default type. Stops the program where a number has no place in a type
  /// of whole numbers.
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

  /// A tensor of some numbers in row-major order; one size may be -1 and is worked out. Stops the
  /// program unless the shape has a place for each number.
  public convenience init<Number: Element>(
    _ numbers: [Number], shape: [Int], dtype: DType? = nil
  ) where Number: TensorLiteral {
    let target = DimVector(shape, resolvedFor: numbers.count)
    self.init(sharing: Tensor(numbers, dtype: dtype).rawView(target))
  }
}
