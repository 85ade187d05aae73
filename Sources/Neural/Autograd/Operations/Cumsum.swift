extension Tensor {
  /// The cumulative sum along a dimension.
  ///
  /// - Parameter dtype: the dtype to which elements are cast before; nil for their own, or int64
  ///   for integers and type bool.
  public final func cumsum(dim: Int, dtype: DType? = nil) -> Tensor {
    let dim = wrap(dim)
    let type = dtype ?? (self.dtype.isFloatingPoint ? self.dtype : .int64)
    if type == .bool { fail("\"cumsum_out_cpu\" not implemented for 'Bool'") }
    return rawCumsum(along: dim, isReversed: false, in: type)
      .recorded("CumsumBackward0", savesTensors: false, self) {
        $0.rawCumsum(along: dim, isReversed: true, in: $0.dtype)
      }
  }

  private final func rawCumsum(along dim: Int, isReversed: Bool, in type: DType) -> Tensor {
    if ndim == 0 { return rawCast(rawClone(self), to: type) }
    // Integers are added up as int64.
    let computed: DType = type.isFloatingPoint ? type : .int64
    let isConverted = type.isFloatingPoint || self.dtype.isFloatingPoint || type != .int64
    let input = isConverted ? rawCast(rawCast(self, to: type), to: computed) : self
    let output = backend.cumulativeSum(input, along: dim, isReversed: isReversed, in: computed)
    return rawCast(Tensor(sharing: output), to: type)
  }
}
