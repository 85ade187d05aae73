/// The largest or smallest of the reduced elements, and its index. The first nan wins, else the
/// first of equal elements.
private struct MinMaxKernel: NumberKernel {
  let input: Tensor
  let plan: ReductionPlan
  let values: Tensor
  let places: Tensor
  let wantsLargest: Bool

  private struct Best<T> {
    var value: T
    var place: Int64
  }

  func run<T: Number>(_ type: T.Type) {
    let start = Best(value: T.zero, place: -1)
    let packed = Tensor(uninitialized: plan.result, .int64)
    fold(
      input, plan, into: packed, T.self, Int64.self, start,
      { best, value, number in
        if best.place < 0 || beats(value, best.value) {
          best = Best(value: value, place: Int64(number))
        }
      }, { $0.place })
    rawCopy(packed, to: places)
    fold(
      input, plan, into: values, T.self, T.self, start,
      { best, value, number in
        if best.place < 0 || beats(value, best.value) {
          best = Best(value: value, place: Int64(number))
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
private func rawMinMax(
  _ tensor: Tensor, over dims: [Int]?, keepDim: Bool, largest: Bool, _ name: String
) -> (values: Tensor, places: Tensor) {
  if tensor.dtype == .bool && name.hasPrefix("arg") {
    fail("\(name)(): does not support bool input")
  }
  let input = rawCast(tensor, to: tensor.dtype.opMathType)
  if input.count == 0 { checkReducible(input, dims, name) }
  let plan = ReductionPlan(input, dims, keepDim: keepDim)
  let values = Tensor(uninitialized: plan.result, input.dtype)
  let places = Tensor(uninitialized: plan.result, .int64)
  input.dtype.dispatch(
    MinMaxKernel(input: input, plan: plan, values: values, places: places, wantsLargest: largest))
  return (rawCast(values, to: tensor.dtype), places)
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
    rawMinMax(self, over: nil, keepDim: false, largest: true, "argmax").places
  }

  /// The indices of the largest elements along a dimension, the first of equal ones, of type int64.
  public final func argmax(dim: Int, keepDim: Bool = false) -> Tensor {
    rawMinMax(self, over: [dim], keepDim: keepDim, largest: true, "argmax").places
  }

  /// The index of the smallest element in row-major order, the first of equal ones, an int64
  /// scalar.
  public final func argmin() -> Tensor {
    rawMinMax(self, over: nil, keepDim: false, largest: false, "argmin").places
  }

  /// The indices of the smallest elements along a dimension, the first of equal ones, of type
  /// int64.
  public final func argmin(dim: Int, keepDim: Bool = false) -> Tensor {
    rawMinMax(self, over: [dim], keepDim: keepDim, largest: false, "argmin").places
  }

  /// The largest element, a scalar. The gradient is shared among equal elements. Stops the program
  /// where there are no elements.
  public final func max() -> Tensor { minMax("MaxBackward1", "max", largest: true) }

  /// The smallest element, a scalar. The gradient is shared among equal elements. Stops the program
  /// where there are no elements.
  public final func min() -> Tensor { minMax("MinBackward1", "min", largest: false) }

  private final func minMax(_ node: String, _ name: String, largest: Bool) -> Tensor {
    let result = rawMinMax(self, over: nil, keepDim: false, largest: largest, name).values
    guard records(self) else { return result }
    let (input, best) = (SavedTensor(self), SavedTensor(output: result, of: node))
    return result.recorded(node, self) { grad in
      let isHit =
        best.value.item().isNaN ? input.value.isNaN() : input.value == best.value
      let hits = isHit.to(grad.dtype)
      return hits * (grad / hits.sum())
    }
  }

  /// The largest elements along a dimension and their indices, the first of equal ones, to which
  /// the gradient flows.
  public final func max(dim: Int, keepDim: Bool = false) -> (values: Tensor, indices: Tensor) {
    minMax("MaxBackward0", "max", dim: dim, keepDim: keepDim, largest: true)
  }

  /// The smallest elements along a dimension and their indices, the first of equal ones, to which
  /// the gradient flows.
  public final func min(dim: Int, keepDim: Bool = false) -> (values: Tensor, indices: Tensor) {
    minMax("MinBackward0", "min", dim: dim, keepDim: keepDim, largest: false)
  }

  private final func minMax(
    _ node: String, _ name: String, dim: Int, keepDim: Bool, largest: Bool
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    let (values, places) = rawMinMax(
      self, over: [dim], keepDim: keepDim, largest: largest, name)
    let shape = layout.shape
    let result = values.recorded(node, savesTensors: false, self) { grad in
      let whole = Tensor.zeros(shape, grad.dtype)
      if shape.count == 0 { return grad }
      let places = places.rawRestoreReducedDims([dim], in: shape)
      return whole.scatter(dim: dim, places, grad.rawRestoreReducedDims([dim], in: shape))
    }
    return (result, places)
  }

  /// The largest elements over some dimensions, or over all if `dim` is empty. The gradient is
  /// shared among equal elements.
  public final func amax(dim: [Int] = [], keepDim: Bool = false) -> Tensor {
    aminmax("AmaxBackward0", "amax", dim, keepDim, largest: true)
  }

  /// The smallest elements over some dimensions, or over all if `dim` is empty. The gradient is
  /// shared among equal elements.
  public final func amin(dim: [Int] = [], keepDim: Bool = false) -> Tensor {
    aminmax("AminBackward0", "amin", dim, keepDim, largest: false)
  }

  private final func aminmax(
    _ node: String, _ name: String, _ dim: [Int], _ keepDim: Bool, largest: Bool
  ) -> Tensor {
    let result = rawMinMax(self, over: dim, keepDim: keepDim, largest: largest, name).values
    let dims = dim.map(wrap)
    guard records(self) else { return result }
    let (input, best) = (SavedTensor(self), SavedTensor(output: result, of: node))
    return result.recorded(node, self) { grad in
      let hits =
        (input.value == best.value.rawRestoreReducedDims(dims, in: input.value.layout.shape)).to(
          grad.dtype)
      let count = hits.sum(dim: dims, keepDim: true)
      return hits * grad.rawRestoreReducedDims(dims, in: hits.layout.shape) / count
    }
  }
}
