/// PyTorch's `scatter_`: writes at indices along a dimension, in place. All stop the program where
/// ``Tensor/scatter(dim:_:_:)`` does, and where this tensor shares elements with an argument.
extension Tensor {
  /// Writes a number.
  @discardableResult
  public final func scatterInPlace(dim: Int, _ index: Tensor, value: some Element) -> Self {
    scatterInPlace(index) { scatter(dim: dim, index, value: value, into: $0) }
  }

  /// Combines a number with the elements.
  @discardableResult
  public final func scatterInPlace(
    dim: Int, _ index: Tensor, value: some Element, reduce: ScatterReduction
  ) -> Self {
    scatterInPlace(index) {
      scatter(dim: dim, index, value: value, reduce: reduce, into: $0)
    }
  }

  /// Writes the elements of `source`.
  @discardableResult
  public final func scatterInPlace(dim: Int, _ index: Tensor, _ source: Tensor) -> Self {
    scatterInPlace(index, source) { scatter(dim: dim, index, source, into: $0) }
  }

  /// Combines the elements of `source` with the elements.
  @discardableResult
  public final func scatterInPlace(
    dim: Int, _ index: Tensor, _ source: Tensor, reduce: ScatterReduction
  ) -> Self {
    scatterInPlace(index, source) {
      scatter(dim: dim, index, source, reduce: reduce, into: $0)
    }
  }

  private final func scatterInPlace(
    _ index: Tensor, _ source: Tensor? = nil, _ result: (_ target: Tensor) -> Tensor
  ) -> Self {
    assertNoOverlap(with: index, allowsSame: false)
    if let source { assertNoOverlap(with: source, allowsSame: false) }
    return become(with: source, result)
  }
}
