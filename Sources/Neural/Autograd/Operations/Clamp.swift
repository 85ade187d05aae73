/// `max(x, bound)` and `min(x, bound)` of integers, by bounds that a double need not hold.
private let clampMin = ElementwiseProgram { x, bound in x.maximum(bound) }
private let clampMax = ElementwiseProgram { x, bound in x.minimum(bound) }

/// `min(max(x, low), high)`; nan stays.
private let clampAll = ElementwiseProgram(inputs: 1, parameters: 2) {
  [$0[0].clamped($1[0], $1[1])]
}

/// The bounds of a clamp as wrapped numbers, at least one of them.
private struct Bounds {
  let min: Tensor?
  let max: Tensor?

  /// The dtype of the result for an input.
  func type(for input: Tensor) -> DType {
    if input.dtype.isFloatingPoint { return input.dtype }
    return [min, max].compactMap { $0 }
      .reduce(input.dtype) { $0.promoted(with: Tensor.resultType(input, $1)) }
  }

  /// - Parameter target: where the result of an operation in place goes, if it fits.
  func apply(_ input: Tensor, into target: Tensor? = nil) -> Tensor {
    let type = type(for: input)
    if type == .bool {
      let name = max == nil ? "clamp_min" : min == nil ? "clamp_max" : "clamp"
      fail("\"\(name)_scalar_cpu\" not implemented for 'Bool'")
    }
    if [min, max].contains(where: { $0?.item().isNaN ?? false }) {
      return Tensor.full(input.shape, Double.nan, dtype: type)
    }
    if type.isFloatingPoint {
      let low = min?.checkedValue(in: type) ?? -.infinity
      let high = max?.checkedValue(in: type) ?? .infinity
      // Elements that are rounded after they are clamped are the same as if the bounds were before.
      guard let target, target.dtype == type else {
        return clampAll.map(input, in: type.computeType, to: type, parameters: [low, high])
      }
      rawUnary(input, into: target, clampAll, parameters: [low, high])
      return target
    }
    if let min, let max, Swift.max(abs(min.item()), abs(max.item())) < 0x1p53 {
      let parameters = [min.checkedConvert(to: type).item(), max.checkedConvert(to: type).item()]
      return clampAll.map(input, in: type.computeType, to: type, parameters: parameters)
    }
    var result = rawCast(input, to: type)
    if let min { result = rawBinary(result, min.checkedConvert(to: type), in: type, clampMin) }
    if let max { result = rawBinary(result, max.checkedConvert(to: type), in: type, clampMax) }
    return result
  }

  /// Whether elements are within the bounds.
  func contain(_ input: Tensor) -> Tensor {
    let above = min.map { input >= $0 }
    let below = max.map { input <= $0 }
    if let above, let below { return above.logicalAnd(below) }
    return above ?? below ?? (input == input)
  }
}

extension Tensor {
  /// The elements clamped to [min, max]; either bound may be nil. Integers stay integers unless a
  /// bound is a floating-point number. The gradient is 0 outside of the bounds.
  ///
  /// Stops the program where both bounds are nil, or one overflows the dtype of the result.
  public final func clamp<Low: Element, High: Element>(
    min: Low? = Int?.none, max: High? = Int?.none
  ) -> Tensor {
    clamp(Bounds(min: min.map { Tensor(wrapped: $0) }, max: max.map { Tensor(wrapped: $0) }))
  }

  private final func clamp(_ bounds: Bounds, into target: Tensor? = nil) -> Tensor {
    if bounds.min == nil && bounds.max == nil {
      fail("torch.clamp: At least one of 'min' or 'max' must not be None")
    }
    let result = bounds.apply(self, into: target)
    guard records(self) else { return result }
    let saved = SavedTensor(self)
    return result.recorded("ClampBackward1", self) {
      $0.rawMaskedFill(bounds.contain(saved.value).logicalNot(), with: 0)
    }
  }

  /// Clamps the elements to [min, max] in place: PyTorch's `clamp_`; either bound may be nil.
  ///
  /// Stops the program where a bound promotes to another dtype, or overflows this one.
  @discardableResult
  public final func clampInPlace<Low: Element, High: Element>(
    min: Low? = Int?.none, max: High? = Int?.none
  ) -> Self {
    let bounds = Bounds(min: min.map { Tensor(wrapped: $0) }, max: max.map { Tensor(wrapped: $0) })
    let type = bounds.type(for: self)
    if type != dtype {
      fail(
        "result type \(type.scalarName) can't be cast to the desired output type \(dtype.cName)")
    }
    return become(with: nil) { (records(self) ? original : self).clamp(bounds, into: $0) }
  }
}
