/// Numbers and nested arrays of numbers, from which tensors are made.
public protocol TensorLiteral {
  /// The type of the numbers.
  associatedtype Number: Element
  /// The sizes of this level and those below.
  var literalShape: [Int] { get }
  /// Adds the numbers in row-major order.
  func appendNumbers(to numbers: inout [Number])
}

extension TensorLiteral where Self: Element {
  /// None: a number has no dimensions.
  public var literalShape: [Int] { [] }
  /// Adds the number.
  public func appendNumbers(to numbers: inout [Self]) { numbers.append(self) }
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

  /// Adds the numbers of all elements. Stops the program if they differ in shape.
  public func appendNumbers(to numbers: inout [Element.Number]) {
    let shape = first?.literalShape ?? []
    for element in self {
      if element.literalShape != shape {
        let (expected, found) = (shape.first ?? 0, element.literalShape.first ?? 0)
        fail("expected sequence of length \(expected) at dim 1 (got \(found))")
      }
      element.appendNumbers(to: &numbers)
    }
  }
}

extension Tensor {
  /// A tensor of the numbers in a nested array, or of a single number.
  ///
  /// Without a type, integers give int64, truth values bool, `Float16` float16, and `Double` (the
  /// type of Swift's literals) the default type.
  public convenience init<Literal: TensorLiteral>(
    _ literal: Literal, dtype: DType? = nil, requiresGrad: Bool = false
  ) {
    var numbers: [Literal.Number] = []
    literal.appendNumbers(to: &numbers)
    let own = Literal.Number.dtype
    let dtype = dtype ?? (own == .float64 ? .default : own)
    let source = Tensor(uninitialized: Dims(literal.literalShape), own)
    source.pointer(to: Literal.Number.self).initialize(from: numbers, count: numbers.count)
    let values = converted(source, to: dtype)
    self.init(sharing: values)
    self.requiresGrad = requiresGrad
  }

  /// A tensor of some numbers in row-major order.
  public convenience init<Number: Element>(
    _ numbers: [Number], shape: [Int], dtype: DType? = nil
  ) where Number: TensorLiteral {
    if shape.reduce(1, *) != numbers.count {
      fail("shape '\(shape)' is invalid for input of size \(numbers.count)")
    }
    self.init(sharing: Tensor(numbers, dtype: dtype).reinterpreted(Dims(shape)))
  }
}
