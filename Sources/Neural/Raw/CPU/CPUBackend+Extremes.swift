import CVectorMath

extension CPUBackend {
  func extremes(_ tensor: RawTensor, _ plan: ReductionPlan, largest: Bool) -> RawTensor {
    let type = tensor.dtype.indexedType
    let inPlace = plan.splitInPlace(tensor)
    if inPlace == nil, let groups = ReductionGroups(tensor, plan) {
      return groups.reduce { input, step in
        let values = RawTensor(uninitialized: [step.outer * step.inner], tensor.dtype)
        extremes_only(
          type, largest ? 1 : 0, input.firstByte, values.firstByte, step.outer, step.width,
          step.inner, step.outerStride, step.stride)
        return values
      }
    }
    let (input, split) = inPlace ?? plan.split(tensor)
    let values = RawTensor(uninitialized: plan.result, tensor.dtype)
    extremes_only(
      type, largest ? 1 : 0, input.firstByte, values.firstByte, split.outer, split.width,
      split.inner, split.width * split.inner, split.inner)
    return values
  }

  func extremesWithIndices(
    _ tensor: RawTensor, _ plan: ReductionPlan, largest: Bool
  ) -> (values: RawTensor, indices: RawTensor) {
    let values = RawTensor(uninitialized: plan.result, tensor.dtype)
    let indices = RawTensor(uninitialized: plan.result, .int64)
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
}
