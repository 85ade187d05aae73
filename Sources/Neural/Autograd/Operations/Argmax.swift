/// The largest or smallest elements over some dimensions, and their indices among the reduced
/// elements: the first nan, or else the first of equal ones.
func rawMinMax(
  _ tensor: Tensor, over dims: [Int]?, keepDim: Bool, largest: Bool, _ name: String
) -> (values: Tensor, indices: Tensor) {
  let plan = extremePlan(tensor, dims, keepDim, name)
  let (values, indices) = tensor.backend.extremesWithIndices(tensor, plan, largest: largest)
  return (Tensor(sharing: values), Tensor(sharing: indices))
}

/// The largest or smallest elements over some dimensions; a nan wins.
func rawExtremes(
  _ tensor: Tensor, over dims: [Int]?, keepDim: Bool, largest: Bool, _ name: String
) -> Tensor {
  let plan = extremePlan(tensor, dims, keepDim, name)
  return Tensor(sharing: tensor.backend.extremes(tensor, plan, largest: largest))
}

private func extremePlan(
  _ tensor: Tensor, _ dims: [Int]?, _ keepDim: Bool, _ name: String
) -> ReductionPlan {
  if tensor.dtype == .bool && name.hasPrefix("arg") {
    fail("\(name)(): does not support bool input")
  }
  if tensor.count == 0 { checkReducible(tensor, dims, name) }
  return ReductionPlan(tensor.layout, dims, keepDim: keepDim)
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
