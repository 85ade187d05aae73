extension Tensor {
  /// Whether elements are nan, of type bool.
  public final func isNaN() -> Tensor { self != self }

  /// Whether elements are neither nan nor infinite, of type bool.
  public final func isFinite() -> Tensor {
    dtype.isFloatingPoint
      ? noGrad { self - self == self - self } : Tensor.onesLike(self, dtype: .bool)
  }

  /// Whether elements are infinite, of type bool.
  public final func isInfinite() -> Tensor {
    dtype.isFloatingPoint
      ? noGrad { abs() == Double.infinity } : Tensor.zerosLike(self, dtype: .bool)
  }
}
