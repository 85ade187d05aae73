#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The elements of `arange`, computed as PyTorch does: in int64 for integers, in float32 for
/// float16 and bfloat16, and in float64 for the others.
private struct Range<T: Number>: ElementKernel {
  let start: T
  let step: T
  let output: Tensor

  func run<Target: Element>(_ type: Target.Type) {
    let into = output.pointer(to: Target.self)
    for index in 0..<output.count {
      let distance = T.multiply(step, T(fromInt64: Int64(index)))
      into[index] = Target(converting: T.add(start, distance))
    }
  }
}

extension Tensor {
  /// The numbers 0, 1, 2, … below `end`, a vector.
  public static func arange(
    _ end: some Element, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    arange(type(of: end).init(fromInt64: 0), end, dtype: dtype, requiresGrad: requiresGrad)
  }

  /// The numbers from `start` in steps of `step`, without `end`: a vector of `ceil((end − start) /
  /// step)` elements. Without a dtype, integers give int64 and other numbers the default type.
  ///
  /// Stops the program where a bound isn't finite, the step is 0 or leads away from `end`, or a
  /// number overflows the type.
  public static func arange<Bound: Element>(
    _ start: Bound, _ end: Bound, _ step: Bound? = nil, dtype: DType? = nil,
    requiresGrad: Bool = false
  ) -> Tensor {
    let step = step ?? Bound(fromInt64: 1)
    let dtype = dtype ?? (Bound.dtype.isFloatingPoint ? .default : .int64)
    if dtype == .bool { fail("\"arange_cpu\" not implemented for 'Bool'") }
    checkRange(start.asDouble, end.asDouble, step.asDouble)
    let computed: DType =
      switch dtype {
      case .float16, .bfloat16: .float32
      case .float32, .float64: .float64
      default: .int64
      }
    let numbers = [start, end, step].map { Tensor(wrapped: $0).checkedConvert(to: computed) }
    let count =
      dtype == .int64
      ? wholeCount(numbers.map { $0.item(as: Int64.self) })
      : realCount(start.asDouble, end.asDouble, step.asDouble)
    let output = empty([count], dtype: dtype)
    switch computed {
    case .int64: fill(output, numbers, Int64.self)
    case .float32: fill(output, numbers, Float.self)
    default: fill(output, numbers, Double.self)
    }
    return output.created(requiresGrad)
  }

  private static func fill<T: Number>(_ output: Tensor, _ numbers: [Tensor], _: T.Type) {
    if output.dtype != output.dtype.opMathType {
      // Computed in float32 all at once, and rounded so.
      let computed = empty([output.count], dtype: output.dtype.opMathType)
      fill(computed, numbers, T.self)
      return rawCopy(computed, to: output)
    }
    output.dtype.dispatch(
      Range(start: numbers[0].item(as: T.self), step: numbers[2].item(as: T.self), output: output))
  }

  private static func checkRange(_ start: Double, _ end: Double, _ step: Double) {
    if !(step > 0 || step < 0) { fail("step must be nonzero") }
    if !start.isFinite || !end.isFinite {
      fail("unsupported range: \(streamText(start)) -> \(streamText(end))")
    }
    if step > 0 && end < start || step < 0 && end > start {
      fail("upper bound and lower bound inconsistent with step sign")
    }
  }

  private static func realCount(_ start: Double, _ end: Double, _ step: Double) -> Int {
    let count = Glibc.ceil((end - start) / step)
    if !(count >= 0 && count < 0x1p63) { fail("invalid size, possible overflow?") }
    return Int(count)
  }

  private static func wholeCount(_ numbers: [Int64]) -> Int {
    let (start, end, step) = (numbers[0], numbers[1], numbers[2])
    if step == 0 { fail("step must be nonzero") }
    let span = end &- start &+ step &- step.signum()
    let count = span.dividedReportingOverflow(by: step).partialValue
    if count < 0 { fail("invalid size, possible overflow?") }
    return Int(count)
  }

  /// `steps` evenly spaced numbers from `start` to `end`, both included: a vector.
  ///
  /// Stops the program where `steps` is negative, or a bound overflows the type.
  public static func linspace(
    _ start: Double, _ end: Double, steps: Int, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    if steps < 0 { fail("number of steps must be non-negative") }
    let dtype = dtype ?? .default
    if dtype == .bool && steps > 1 { fail("\"linspace_cpu\" not implemented for 'Bool'") }
    let output = empty([steps], dtype: dtype)
    if steps == 0 { return output.created(requiresGrad) }
    let bounds = [start, steps == 1 ? start : end].map {
      Tensor(wrapped: $0).checkedConvert(to: dtype)
    }
    let (first, last) = (bounds[0].item(), bounds[1].item())
    if dtype == dtype.opMathType && dtype.isFloatingPoint && steps <= Int32.max {
      dtype.dispatch(SpreadReals(start: first, end: last, output: output))
    } else if dtype.isFloatingPoint && steps <= 1 << 24 {
      output.spreadHalves(from: first, to: last)
    } else {
      dtype.dispatch(Spread(start: first, end: last, output: output))
    }
    return output.created(requiresGrad)
  }

  /// The identity matrix, of shape `rows` × `columns`; square if `columns` is nil. Stops the
  /// program where a size is negative.
  public static func eye(
    _ rows: Int, _ columns: Int? = nil, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    let columns = columns ?? rows
    if rows < 0 { fail("n must be greater or equal to 0, got \(rows)") }
    if columns < 0 { fail("m must be greater or equal to 0, got \(columns)") }
    let result = zeros([rows, columns], dtype: dtype)
    let diagonal = Tensor(
      storage: result.storage, offset: 0, shape: [Swift.min(rows, columns)],
      strides: [columns &+ 1],
      dtype: result.dtype)
    rawCopy(Tensor(wrapped: 1), to: diagonal)
    return result.created(requiresGrad)
  }
}

/// The elements of `linspace`, computed from both ends towards the middle so that they are
/// symmetric. Integers are computed in float64; floating-point types round each operation to
/// themselves.
private struct Spread: ElementKernel {
  let start: Double
  let end: Double
  let output: Tensor

  func run<T: Element>(_ type: T.Type) {
    let count = output.count
    let into = output.pointer(to: T.self)
    let rounded = { T.dtype.isFloatingPoint ? T(fromDouble: $0).asDouble : $0 }
    let step = count > 1 ? rounded(rounded(end - start) / rounded(Double(count - 1))) : 0
    for index in 0..<count {
      let isFirstHalf = index < count / 2 || count == 1
      let distance = rounded(step * rounded(Double(isFirstHalf ? index : count - index - 1)))
      into[index] = T(fromDouble: isFirstHalf ? start + distance : end - distance)
    }
  }
}

/// `end + step · index` of 16-bit types, each operation rounded.
private let float16Distances = distances(.float16)
private let bfloat16Distances = distances(.bfloat16)

private func distances(_ dtype: DType) -> ElementwiseProgram {
  ElementwiseProgram(inputs: 1, parameters: 2) { index, bounds in
    [bounds[0] + (bounds[1] * index[0].rounded(to: dtype)).rounded(to: dtype)]
  }
}

extension Tensor {
  /// The same for float16 and bfloat16, all at once in float32, in which none of the sums and products
  /// is rounded before.
  fileprivate final func spreadHalves(from start: Double, to end: Double) {
    let rounded = { (value: Double) in self.dtype.rounding(value) }
    let step = count > 1 ? rounded(rounded(end - start) / rounded(Double(count - 1))) : 0
    let half = count == 1 ? 1 : count / 2
    let indices = Tensor(uninitialized: [count], .float32)
    let numbers = indices.pointer(to: Float.self)
    for index in 0..<half { numbers[index] = Float(index) }
    for index in half..<count { numbers[index] = Float(count - index - 1) }
    let program = dtype == .float16 ? float16Distances : bfloat16Distances
    for (range, bounds) in [(0..<half, [start, step]), (half..<count, [end, -step])] {
      let part = { (tensor: Tensor) in
        tensor.narrow(dim: 0, start: range.lowerBound, length: range.count)
      }
      program.run([part(indices)], into: [part(self)], in: .float32, parameters: bounds)
    }
  }
}

/// The same for float32 and float64, in loops that the compiler vectorizes.
private struct SpreadReals: RealKernel {
  let start: Double
  let end: Double
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    let count = Int32(output.count)
    let into = output.pointer(to: T.self)
    let (first, last) = (T(start), T(end))
    let step = count > 1 ? (last - first) / T(count - 1) : 0
    let half = count == 1 ? 1 : count / 2
    for index in 0..<half { into[Int(index)] = first + step * T(index) }
    for index in half..<count { into[Int(index)] = last - step * T(count - index - 1) }
  }
}
