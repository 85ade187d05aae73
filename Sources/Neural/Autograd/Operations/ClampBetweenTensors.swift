extension Tensor {
  /// The elements clamped to bounds that are tensors, broadcast; either may be nil. Where `min`
  /// exceeds `max`, the result is `max`; where a bound is nan, it is nan.
  ///
  /// The gradient flows to the element where that is within the bounds, and else to the bound. As in
  /// PyTorch, the backward pass stops the program where both bounds are given and the second has
  /// dimensions that the element's comparison with the first lacks.
  public final func clamp(min: Tensor? = nil, max: Tensor? = nil) -> Tensor {
    if min == nil && max == nil {
      fail("torch.clamp: At least one of 'min' or 'max' must not be None")
    }
    let result = noGrad { () -> Tensor in
      let raised = min.map { maximum($0) } ?? self
      let lowered = max.map { raised.minimum($0) } ?? raised
      if min != nil && max != nil && lowered.dtype == .bool {
        fail("\"clamp_cpu\" not implemented for 'Bool'")
      }
      return lowered
    }
    let inputs = [self, min, max].compactMap { $0 }
    guard inputs.contains(where: { records($0) }) else { return result }
    let (x, low, high) = (
      SavedTensor(self), min.map { SavedTensor($0) }, max.map { SavedTensor($0) }
    )
    let isWithin = { () -> Tensor in
      guard let low else { return high.map { x.value <= $0.value } ?? Tensor(true) }
      let isAbove = x.value >= low.value
      return high.map { isAbove.become(inPlace: isAbove.logicalAnd(x.value <= $0.value)) }
        ?? isAbove
    }
    var gradients = [(tensor: self, gradient: { (grad: Tensor) in grad.kept(where: isWithin()) })]
    if let min, let low {
      gradients.append(
        (
          min,
          { grad in
            let isBelow = x.value < low.value
            return grad.kept(
              where: high.map { isBelow.become(inPlace: isBelow.logicalAnd(low.value < $0.value)) }
                ?? isBelow)
          }
        ))
    }
    if let max, let high {
      gradients.append(
        (
          max,
          { grad in
            let isAbove = x.value > high.value
            return grad.kept(
              where: low.map { isAbove.become(inPlace: isAbove.logicalOr(high.value < $0.value)) }
                ?? isAbove)
          }
        ))
    }
    return result.recorded("ClampBackward0", gradients)
  }

  /// Clamps the elements in place to bounds that are tensors, which broadcast to this shape; either
  /// may be nil.
  @discardableResult
  public final func clampInPlace(min: Tensor? = nil, max: Tensor? = nil) -> Self {
    let isRecorded = [self, min, max].contains { $0.map { records($0) } ?? false }
    return become(inPlace: (isRecorded ? original : self).clamp(min: min, max: max), min ?? max)
  }

  /// The gradient where a condition is true, and 0 elsewhere.
  private final func kept(where condition: Tensor) -> Tensor {
    rawMaskedFill(condition.logicalNot(), with: 0)
  }
}
