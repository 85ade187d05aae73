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
  /// The sums of the elements so far along a dimension.
  public final func cumsum(dim: Int) -> Tensor {
    let dim = wrap(dim)
    return rawCumsum(along: dim, isReversed: false)
      .recorded("CumsumBackward0", savesTensors: false, self) {
        $0.rawCumsum(along: dim, isReversed: true)
      }
  }

  private final func rawCumsum(along dim: Int, isReversed: Bool) -> Tensor {
    let type = dtype.isFloatingPoint ? dtype : DType.int64
    if ndim == 0 { return rawCast(rawClone(self), to: type) }
    let last = ndim - 1
    let input = rawContiguous(rawCast(self, to: type.opMathType).rawTranspose(dim, last))
    let output = Tensor(uninitialized: input.layout.shape, input.dtype)
    input.dtype.dispatch(CumsumKernel(input: input, output: output, isReversed: isReversed))
    return rawContiguous(rawCast(output, to: type).rawTranspose(dim, last))
  }
}
