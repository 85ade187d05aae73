extension Tensor {
  /// The largest element, a scalar. The gradient is shared among equal elements. Stops the program
  /// where there are no elements.
  public final func max() -> Tensor { minMax("MaxBackward1", "max", largest: true) }

  /// The smallest element, a scalar. The gradient is shared among equal elements. Stops the program
  /// where there are no elements.
  public final func min() -> Tensor { minMax("MinBackward1", "min", largest: false) }

  private final func minMax(_ node: String, _ name: String, largest: Bool) -> Tensor {
    let result = rawExtremes(self, over: nil, keepDim: false, largest: largest, name)
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
    let (values, indices) = rawMinMax(
      self, over: [dim], keepDim: keepDim, largest: largest, name)
    let shape = layout.shape
    let result = values.recorded(node, savesTensors: false, self) { grad in
      let whole = Tensor.zeros(shape, grad.dtype)
      if shape.count == 0 { return grad }
      let indices = indices.rawRestoreReducedDims([dim], in: shape)
      return whole.scatter(dim: dim, indices, grad.rawRestoreReducedDims([dim], in: shape))
    }
    return (result, indices)
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
    let result = rawExtremes(self, over: dim, keepDim: keepDim, largest: largest, name)
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
