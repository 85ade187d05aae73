private struct RunningSumKernel: NumberKernel {
  let input: Tensor
  let output: Tensor
  let isReversed: Bool

  func run<T: Number>(_ type: T.Type) {
    let width = input.sizes[input.sizes.count - 1]
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
    return runningSum(along: dim, isReversed: false)
      .recorded("CumsumBackward0", keepsTensors: false, self) {
        $0.runningSum(along: dim, isReversed: true)
      }
  }

  private final func runningSum(along dim: Int, isReversed: Bool) -> Tensor {
    let type = dtype.isFloatingPoint ? dtype : DType.int64
    if sizes.count == 0 { return converted(duplicate(self), to: type) }
    let last = sizes.count - 1
    let input = dense(converted(self, to: type.compute).swapped(dim, last))
    let output = Tensor(uninitialized: input.sizes, input.dtype)
    input.dtype.compute(RunningSumKernel(input: input, output: output, isReversed: isReversed))
    return dense(converted(output, to: type).swapped(dim, last))
  }
}
