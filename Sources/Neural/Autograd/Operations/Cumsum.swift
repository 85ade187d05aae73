private struct CumsumKernel: NumberKernel {
  let input: Tensor
  let output: Tensor
  let isReversed: Bool

  func run<T: Number>(_ type: T.Type) {
    let width = input.layout.shape[input.ndim - 1]
    if width == 0 { return }
    var (from, into) = (input.pointer(to: T.self), output.pointer(to: T.self))
    for _ in 0..<(input.count / width) {
      var (sum, whole) = (0.0, Int64(0))
      for step in 0..<width {
        let index = isReversed ? width - 1 - step : step
        if T.dtype.isFloatingPoint {
          sum += from[index].asDouble
          into[index] = T(fromDouble: sum)
        } else {
          whole &+= from[index].asInt64
          into[index] = T(fromInt64: whole)
        }
      }
      from += width
      into += width
    }
  }
}

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
    let last = ndim - 1
    let input = rawContiguous(
      rawCast(rawCast(self, to: type), to: type.opMathType).rawTranspose(dim, last))
    let output = Tensor(uninitialized: input.layout.shape, input.dtype)
    input.dtype.dispatch(CumsumKernel(input: input, output: output, isReversed: isReversed))
    return rawContiguous(rawCast(output, to: type).rawTranspose(dim, last))
  }
}
