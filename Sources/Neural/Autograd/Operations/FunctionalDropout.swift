extension Tensor {
  /// Dropout: sets each element to 0 with probability `p`, and scales the others by `1 / (1 − p)`.
  /// Stops the program where `p` isn't between 0 and 1.
  ///
  /// - Parameter training: false returns the tensor unchanged.
  public final func dropout(_ p: Double = 0.5, training: Bool = true) -> Tensor {
    if !(p >= 0 && p <= 1) {
      fail("dropout probability has to be between 0 and 1, but got \(pythonText(p))")
    }
    if !training || p == 0 || count == 0 { return self }
    if !dtype.isFloatingPoint && p != 1 {
      fail(
        "result type \(DType.default.scalarName) can't be cast to the desired output type "
          + dtype.scalarName)
    }
    if p == 1 { return self * Tensor.zerosLike(self) }
    if !dtype.isFloatingPoint {
      fail("result type Float can't be cast to the desired output type \(dtype.scalarName)")
    }
    let kept = Tensor.emptyLike(self).bernoulli(1 - p)
    return self * noGrad { kept / (1 - p) }
  }
}
