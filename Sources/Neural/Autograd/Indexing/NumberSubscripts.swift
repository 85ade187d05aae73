/// A number that is assigned to a part of a tensor: the 5 in `x[0] = 5`.
public struct FillNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  fileprivate let value: Tensor

  /// The number of an integer literal.
  public init(integerLiteral value: Int) { self.value = Tensor(wrapped: value) }
  /// The number of a floating-point literal.
  public init(floatLiteral value: Double) { self.value = Tensor(wrapped: value) }
  /// The number of a Boolean literal.
  public init(booleanLiteral value: Bool) { self.value = Tensor(value) }
  fileprivate init(_ part: Tensor) { value = part }
}

/// Subscripts for assignments of literals, `x[0] = 5`. In all other places the subscripts that give
/// tensors are preferred.
extension Tensor {
  /// Fills what one index selects.
  @_disfavoredOverload
  public final subscript(index: some TensorIndex) -> FillNumber {
    get { FillNumber(self[index]) }
    set { self[index] = newValue.value }
  }

  /// Fills what two indices select.
  @_disfavoredOverload
  public final subscript(a: some TensorIndex, b: some TensorIndex) -> FillNumber {
    get { FillNumber(self[a, b]) }
    set { self[a, b] = newValue.value }
  }

  /// Fills what three indices select.
  @_disfavoredOverload
  public final subscript(
    a: some TensorIndex, b: some TensorIndex, c: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[a, b, c]) }
    set { self[a, b, c] = newValue.value }
  }

  /// Fills the whole tensor: `x[...] = 5`.
  @_disfavoredOverload
  public final subscript(all: (UnboundedRange_) -> Void) -> FillNumber {
    get { FillNumber(self[...]) }
    set { self[...] = newValue.value }
  }

  /// Fills what an index of the last dimension selects: `x[..., 0] = 5`.
  @_disfavoredOverload
  public final subscript(all: (UnboundedRange_) -> Void, last: some TensorIndex) -> FillNumber {
    get { FillNumber(self[..., last]) }
    set { self[..., last] = newValue.value }
  }

  /// Fills what four indices select.
  @_disfavoredOverload
  public final subscript(
    a: some TensorIndex, b: some TensorIndex, c: some TensorIndex, d: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[a, b, c, d]) }
    set { self[a, b, c, d] = newValue.value }
  }

  /// Fills what a list of indices selects.
  @_disfavoredOverload
  public final subscript(at indices: [any TensorIndex]) -> FillNumber {
    get { FillNumber(self[at: indices]) }
    set { self[at: indices] = newValue.value }
  }

  /// Fills what indices of the last two dimensions select: `x[..., 0, 1] = 5`.
  @_disfavoredOverload
  public final subscript(
    all: (UnboundedRange_) -> Void, a: some TensorIndex, b: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[..., a, b]) }
    set { self[..., a, b] = newValue.value }
  }

  /// Fills what an index of the first dimension selects: `x[0, ...] = 5`.
  @_disfavoredOverload
  public final subscript(
    first: some TensorIndex, all: (UnboundedRange_) -> Void
  ) -> FillNumber {
    get { FillNumber(self[first, ...]) }
    set { self[first, ...] = newValue.value }
  }

  /// Fills what indices of the first and the last dimension select: `x[0, ..., 1] = 5`.
  @_disfavoredOverload
  public final subscript(
    first: some TensorIndex, all: (UnboundedRange_) -> Void, last: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[first, ..., last]) }
    set { self[first, ..., last] = newValue.value }
  }
}
