/// A literal on the right of an assignment to a part of a tensor: the 5 in `x[0] = 5`.
public struct FillNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  fileprivate let value: Tensor

  /// A whole number.
  public init(integerLiteral value: Int) { self.value = Tensor(wrapped: value) }
  /// A number with a fraction.
  public init(floatLiteral value: Double) { self.value = Tensor(wrapped: value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self.value = Tensor(value) }
  fileprivate init(_ part: Tensor) { value = part }
}

/// Assignments of literals to parts of a tensor: `x[0] = 5`. In every other place a subscript is a
/// tensor.
extension Tensor {
  /// Fills the part that one index picks.
  @_disfavoredOverload
  public final subscript(index: some TensorIndex) -> FillNumber {
    get { FillNumber(self[index]) }
    set { self[index] = newValue.value }
  }

  /// Fills the part that two indices pick.
  @_disfavoredOverload
  public final subscript(a: some TensorIndex, b: some TensorIndex) -> FillNumber {
    get { FillNumber(self[a, b]) }
    set { self[a, b] = newValue.value }
  }

  /// Fills the part that three indices pick.
  @_disfavoredOverload
  public final subscript(
    a: some TensorIndex, b: some TensorIndex, c: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[a, b, c]) }
    set { self[a, b, c] = newValue.value }
  }

  /// Fills the whole tensor.
  @_disfavoredOverload
  public final subscript(all: (UnboundedRange_) -> Void) -> FillNumber {
    get { FillNumber(self[...]) }
    set { self[...] = newValue.value }
  }

  /// Fills the part that an index of the last dimension picks.
  @_disfavoredOverload
  public final subscript(all: (UnboundedRange_) -> Void, last: some TensorIndex) -> FillNumber {
    get { FillNumber(self[..., last]) }
    set { self[..., last] = newValue.value }
  }

  /// Fills the part that four indices pick.
  @_disfavoredOverload
  public final subscript(
    a: some TensorIndex, b: some TensorIndex, c: some TensorIndex, d: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[a, b, c, d]) }
    set { self[a, b, c, d] = newValue.value }
  }

  /// Fills the part that a list of indices picks.
  @_disfavoredOverload
  public final subscript(at indices: [any TensorIndex]) -> FillNumber {
    get { FillNumber(self[at: indices]) }
    set { self[at: indices] = newValue.value }
  }

  /// Fills the part that indices of the last two dimensions pick.
  @_disfavoredOverload
  public final subscript(
    all: (UnboundedRange_) -> Void, a: some TensorIndex, b: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[..., a, b]) }
    set { self[..., a, b] = newValue.value }
  }

  /// Fills the part that an index of the first dimension picks.
  @_disfavoredOverload
  public final subscript(
    first: some TensorIndex, all: (UnboundedRange_) -> Void
  ) -> FillNumber {
    get { FillNumber(self[first, ...]) }
    set { self[first, ...] = newValue.value }
  }

  /// Fills the part that indices of the first and the last dimension pick.
  @_disfavoredOverload
  public final subscript(
    first: some TensorIndex, all: (UnboundedRange_) -> Void, last: some TensorIndex
  ) -> FillNumber {
    get { FillNumber(self[first, ..., last]) }
    set { self[first, ..., last] = newValue.value }
  }
}
