extension Tensor {
  /// The elements where a mask of type bool is true, as a vector. Mask and tensor are broadcast.
  public final func maskedSelect(_ mask: Tensor) -> Tensor {
    if mask.dtype != .bool { fail("masked_select: expected BoolTensor for mask") }
    let shape = broadcast(mask.layout.shape, layout.shape)
    let places = { (mask: Tensor) in [(0, rawContiguous(mask.rawExpand(to: shape)).atLeast1D)] }
    let result = noGrad { rawExpand(to: shape).atLeast1D.index(at: places(mask)) }
    guard records(self) else { return result }
    let saved = (source: SavedTensor(self), mask: SavedTensor(mask))
    return result.recorded("MaskedSelectBackward0", self) { grad in
      _ = saved.source.value
      let result = Tensor.zeros(shape, grad.dtype)
      result.atLeast1D.rawIndexPut(grad, at: places(saved.mask.value), accumulate: false)
      return result
    }
  }
}
