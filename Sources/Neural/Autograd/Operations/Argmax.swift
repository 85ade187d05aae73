/// The largest or smallest of the reduced elements, and its index. The first nan wins, else the
/// first of equal elements.
private struct MinMaxKernel: NumberKernel {
  let input: Tensor
  let plan: ReductionPlan
  let values: Tensor
  let indices: Tensor
  let wantsLargest: Bool

  private struct Best<T> {
    var value: T
    var index: Int64
  }

  func run<T: Number>(_ type: T.Type) {
    let start = Best(value: T.zero, index: -1)
    let packed = Tensor(uninitialized: plan.result, .int64)
    fold(
      input, plan, into: packed, T.self, Int64.self, start,
      { best, value, number in
        if best.index < 0 || beats(value, best.value) {
          best = Best(value: value, index: Int64(number))
        }
      }, { $0.index })
    rawCopy(packed, to: indices)
    fold(
      input, plan, into: values, T.self, T.self, start,
      { best, value, number in
        if best.index < 0 || beats(value, best.value) {
          best = Best(value: value, index: Int64(number))
        }
      }, { $0.value })
  }

  @inline(__always)
  private func beats<T: Number>(_ value: T, _ best: T) -> Bool {
    if best.isNotANumber { return false }
    return value.isNotANumber || (wantsLargest ? value > best : value < best)
  }
}

/// The largest or smallest elements over some dimensions, and their indices among the reduced
/// elements.
func rawMinMax(
  _ tensor: Tensor, over dims: [Int]?, keepDim: Bool, largest: Bool, _ name: String
) -> (values: Tensor, indices: Tensor) {
  if tensor.dtype == .bool && name.hasPrefix("arg") {
    fail("\(name)(): does not support bool input")
  }
  let input = rawCast(tensor, to: tensor.dtype.opMathType)
  if input.count == 0 { checkReducible(input, dims, name) }
  let plan = ReductionPlan(input, dims, keepDim: keepDim)
  let values = Tensor(uninitialized: plan.result, input.dtype)
  let indices = Tensor(uninitialized: plan.result, .int64)
  input.dtype.dispatch(
    MinMaxKernel(input: input, plan: plan, values: values, indices: indices, wantsLargest: largest))
  return (rawCast(values, to: tensor.dtype), indices)
}

/// Stops the program where a reduction of an empty tensor has no elements.
private func checkReducible(_ input: Tensor, _ dims: [Int]?, _ name: String) {
  guard let dims, !dims.isEmpty else {
    let remedy = name.hasPrefix("arg") ? "" : " Specify the reduction dim with the 'dim' argument."
    fail("\(name)(): Expected reduction dim to be specified for input.numel() == 0.\(remedy)")
  }
  for dim in dims where input.layout.shape[input.wrap(dim)] == 0 {
    let shown = name.hasPrefix("arg") ? input.wrap(dim) : dim
    fail("\(name)(): Expected reduction dim \(shown) to have non-zero size.")
  }
}

extension Tensor {
  /// The index of the largest element in row-major order, the first of equal ones, an int64 scalar.
  public final func argmax() -> Tensor {
    rawMinMax(self, over: nil, keepDim: false, largest: true, "argmax").indices
  }

  /// The indices of the largest elements along a dimension, the first of equal ones, of type int64.
  public final func argmax(dim: Int, keepDim: Bool = false) -> Tensor {
    rawMinMax(self, over: [dim], keepDim: keepDim, largest: true, "argmax").indices
  }

  /// The index of the smallest element in row-major order, the first of equal ones, an int64
  /// scalar.
  public final func argmin() -> Tensor {
    rawMinMax(self, over: nil, keepDim: false, largest: false, "argmin").indices
  }

  /// The indices of the smallest elements along a dimension, the first of equal ones, of type
  /// int64.
  public final func argmin(dim: Int, keepDim: Bool = false) -> Tensor {
    rawMinMax(self, over: [dim], keepDim: keepDim, largest: false, "argmin").indices
  }
}
