import Glibc

private struct ArithmeticSequence<Bound: Element>: NumberKernel {
  let start: Bound
  let step: Bound
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    let into = output.pointer(to: T.self)
    let (start, step) = (T(converting: start), T(converting: step))
    for index in 0..<output.count {
      into[index] = T.add(start, T.multiply(step, T(fromInt64: Int64(index))))
    }
  }
}

extension Tensor {
  /// The numbers from 0 up to and without `end`.
  public static func arange(
    _ end: some Element, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    arange(type(of: end).init(fromInt64: 0), end, dtype: dtype, requiresGrad: requiresGrad)
  }

  /// The numbers from `start` up to and without `end`. Integers give int64, else the type is the
  /// default one.
  public static func arange<Bound: Element>(
    _ start: Bound, _ end: Bound, _ step: Bound? = nil, dtype: DType? = nil,
    requiresGrad: Bool = false
  ) -> Tensor {
    let step = step ?? Bound(fromInt64: 1)
    let dtype = dtype ?? (Bound.dtype.isFloatingPoint ? .default : .int64)
    let (from, to, by) = (start.asDouble, end.asDouble, step.asDouble)
    if by == 0 { fail("step must be nonzero") }
    if by > 0 && to < from || by < 0 && to > from {
      fail("upper bound and lower bound inconsistent with step sign")
    }
    let count = Int(Glibc.ceil((to - from) / by))
    let output = Tensor(uninitialized: [count], dtype.compute)
    dtype.compute.compute(ArithmeticSequence(start: start, step: step, output: output))
    return converted(output, to: dtype).requiresGrad(requiresGrad)
  }

  /// `steps` numbers at equal distances from `start` to `end`, both included.
  public static func linspace(
    _ start: Double, _ end: Double, steps: Int, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    if steps < 0 { fail("number of steps must be non-negative") }
    let dtype = dtype ?? .default
    let output = Tensor(uninitialized: [steps], dtype.compute)
    switch output.dtype {
    case .float32: fillLinspace(output, Float(start), Float(end))
    case .float64: fillLinspace(output, start, end)
    default: return converted(linspace(start, end, steps: steps, dtype: .float64), to: dtype)
    }
    return converted(output, to: dtype).requiresGrad(requiresGrad)
  }

  /// From both ends towards the middle, so that the sequence is symmetric.
  private static func fillLinspace<T: Real>(_ output: Tensor, _ start: T, _ end: T) {
    let count = output.count
    let into = output.pointer(to: T.self)
    let step = count > 1 ? (end - start) / T(count - 1) : 0
    for index in 0..<count {
      into[index] =
        index < count / 2 ? start + step * T(index) : end - step * T(count - index - 1)
    }
    if count == 1 { into[0] = start }
  }

  /// A matrix with ones on the diagonal and zeros elsewhere.
  public static func eye(
    _ rows: Int, _ columns: Int? = nil, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    let columns = columns ?? rows
    if rows < 0 { fail("n must be greater or equal to 0, got \(rows)") }
    if columns < 0 { fail("m must be greater or equal to 0, got \(columns)") }
    let result = zeros([rows, columns], dtype: dtype)
    let diagonal = Tensor(
      storage: result.storage, offset: 0, sizes: [Swift.min(rows, columns)], steps: [columns &+ 1],
      dtype: result.dtype)
    transfer(Tensor(bare: 1), to: diagonal)
    return result.requiresGrad(requiresGrad)
  }
}
