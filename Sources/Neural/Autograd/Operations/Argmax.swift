import CVectorMath

/// The largest or smallest elements over some dimensions, and their indices among the reduced
/// elements: the first nan, or else the first of equal ones.
func rawMinMax(
  _ tensor: Tensor, over dims: [Int]?, keepDim: Bool, largest: Bool, _ name: String
) -> (values: Tensor, indices: Tensor) {
  let plan = extremePlan(tensor, dims, keepDim, name)
  let values = Tensor(uninitialized: plan.result, tensor.dtype)
  let indices = Tensor(uninitialized: plan.result, .int64)
  let (input, split) = plan.split(tensor)
  let numbers = indices.pointer(to: Int64.self)
  extreme_indices(
    tensor.dtype.indexedType, largest ? 1 : 0, input.firstByte, numbers, split.outer, split.width,
    split.inner)
  extreme_values(
    tensor.dtype.itemSize, input.firstByte, numbers, values.firstByte, split.outer, split.width,
    split.inner)
  return (values, indices)
}

/// The largest or smallest elements over some dimensions; a nan wins.
func rawExtremes(
  _ tensor: Tensor, over dims: [Int]?, keepDim: Bool, largest: Bool, _ name: String
) -> Tensor {
  let plan = extremePlan(tensor, dims, keepDim, name)
  let inPlace = plan.splitInPlace(tensor)
  if inPlace == nil, let groups = ReductionGroups(tensor, plan) {
    return groups.reduce { input, step in
      let values = Tensor(uninitialized: [step.outer * step.inner], tensor.dtype)
      extremes_only(
        tensor.dtype.indexedType, largest ? 1 : 0, input.firstByte, values.firstByte, step.outer,
        step.width, step.inner, step.outerStride, step.stride)
      return values
    }
  }
  let (input, split) = inPlace ?? plan.split(tensor)
  let values = Tensor(uninitialized: plan.result, tensor.dtype)
  extremes_only(
    tensor.dtype.indexedType, largest ? 1 : 0, input.firstByte, values.firstByte, split.outer,
    split.width, split.inner, split.width * split.inner, split.inner)
  return values
}

private func extremePlan(
  _ tensor: Tensor, _ dims: [Int]?, _ keepDim: Bool, _ name: String
) -> ReductionPlan {
  if tensor.dtype == .bool && name.hasPrefix("arg") {
    fail("\(name)(): does not support bool input")
  }
  if tensor.count == 0 { checkReducible(tensor, dims, name) }
  return ReductionPlan(tensor, dims, keepDim: keepDim)
}

extension ReductionPlan {
  /// The reduced dimensions as the middle one of three, of the tensor if its memory is in such an
  /// order, or else of a copy.
  func split(_ tensor: Tensor) -> (input: Tensor, split: DimSplit) {
    if let parts = splitInPlace(tensor) { return parts }
    let strides = DimVector(kept.strides.array + reduced.strides.array)
    let ordered = Tensor(
      storage: tensor.storage, offset: tensor.layout.offset,
      shape: DimVector(kept.shape.array + reduced.shape.array), strides: strides,
      dtype: tensor.dtype)
    return (
      rawContiguous(ordered),
      DimSplit(outer: kept.shape.product, width: reduced.shape.product, inner: 1)
    )
  }

  /// The reduced dimensions as the middle one of three, if the tensor's memory is in such an order.
  func splitInPlace(_ tensor: Tensor) -> (input: Tensor, split: DimSplit)? {
    let width = reduced.shape.product
    for place in (0...kept.shape.count).reversed() {
      let parts = { (kept: DimVector, reduced: DimVector) in
        DimVector(kept.array[..<place] + reduced.array + kept.array[place...])
      }
      let shape = parts(kept.shape, reduced.shape)
      let ordered = Tensor(
        storage: tensor.storage, offset: tensor.layout.offset, shape: shape,
        strides: parts(kept.strides, reduced.strides), dtype: tensor.dtype)
      if ordered.isContiguous {
        let inner = kept.shape.array[place...].reduce(1, *)
        return (
          ordered,
          DimSplit(outer: kept.shape.product / Swift.max(inner, 1), width: width, inner: inner)
        )
      }
    }
    return nil
  }
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
