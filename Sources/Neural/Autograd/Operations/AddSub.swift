/// Addition and subtraction with a scaled operand, PyTorch's `add(other, alpha=)`, rounded once.
///
/// They stop the program where shapes don't broadcast, or `alpha` overflows the dtype of the
/// result.
extension Tensor {
  /// `self + alpha · other`, broadcast.
  public final func add<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Tensor {
    Tensor.sum(self, other, Tensor(wrapped: alpha))
  }

  /// `self + alpha · number`.
  public final func add<Alpha: Element>(_ number: some Element, alpha: Alpha = 1) -> Tensor {
    add(Tensor(wrapped: number), alpha: alpha)
  }

  /// `self − alpha · other`, broadcast.
  public final func sub<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Tensor {
    Tensor.difference(self, other, "SubBackward0", Tensor(wrapped: alpha))
  }

  /// `self − alpha · number`.
  public final func sub<Alpha: Element>(_ number: some Element, alpha: Alpha = 1) -> Tensor {
    sub(Tensor(wrapped: number), alpha: alpha)
  }

  /// `other − alpha · self`, broadcast.
  public final func rsub<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Tensor {
    Tensor.difference(
      other, self, other.isWrappedNumber ? "RsubBackward1" : "RsubBackward0", Tensor(wrapped: alpha)
    )
  }

  /// `number − alpha · self`.
  public final func rsub<Alpha: Element>(_ number: some Element, alpha: Alpha = 1) -> Tensor {
    rsub(Tensor(wrapped: number), alpha: alpha)
  }

  /// `self + alpha · other` in place; `other` is broadcast.
  @discardableResult
  public final func addInPlace<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Self {
    become(with: other) { .sum(self, other, Tensor(wrapped: alpha), into: $0) }
  }

  /// `self − alpha · other` in place; `other` is broadcast.
  @discardableResult
  public final func subInPlace<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Self {
    become(with: other) {
      .difference(self, other, "SubBackward0", Tensor(wrapped: alpha), into: $0)
    }
  }
}

/// - Parameter target: where the result of an operation in place goes, if it fits.
extension Tensor {
  fileprivate static func sum(
    _ a: Tensor, _ b: Tensor, _ factor: Tensor, into target: Tensor? = nil
  ) -> Tensor {
    scaledSum(a, b, factor, subtracts: false, into: target)
      .recorded("AddBackward0", savesTensors: false, a, { $0 }, b, { scaled($0, factor) })
  }

  fileprivate static func difference(
    _ a: Tensor, _ b: Tensor, _ name: String, _ factor: Tensor, into target: Tensor? = nil
  ) -> Tensor {
    checkSubtraction(a, b)
    return scaledSum(a, b, factor, subtracts: true, into: target)
      .recorded(name, savesTensors: false, a, { $0 }, b, { scaled(-$0, factor) })
  }
}

private let sums = ElementwiseProgram(inputs: 2, parameters: 1) { x, factor in
  [x[0].addingProduct(factor[0], x[1])]
}
private let differences = ElementwiseProgram(inputs: 2, parameters: 1) { x, factor in
  [x[0] - factor[0] * x[1]]
}

/// `a ± factor · b` in the op-math type of the result, then rounded.
private func scaledSum(
  _ a: Tensor, _ b: Tensor, _ factor: Tensor, subtracts: Bool, into target: Tensor?
) -> Tensor {
  _ = broadcast(a.layout.shape, b.layout.shape)
  let type = Tensor.resultType(a, b)
  if factor.dtype == .bool && type != .bool {
    fail("Boolean alpha only supported for Boolean results.")
  }
  if factor.dtype.isFloatingPoint && !type.isFloatingPoint {
    fail("For integral input tensors, argument alpha must not be a floating point number.")
  }
  let number = factor.checkedConvert(to: type)
  // A parameter is a float64, which not every int64 is.
  if !type.isFloatingPoint && number.item().magnitude >= 0x1p53 {
    return noGrad { subtracts ? a - b * number : a + b * number }
  }
  // A negative factor of an unsigned type would be none of that type any more.
  let (program, value) =
    subtracts && !type.isFloatingPoint
    ? (differences, number.item()) : (sums, subtracts ? -number.item() : number.item())
  return rawBinary(a, b, in: type, into: target, program, parameters: [value])
}

private func scaled(_ gradient: Tensor, _ factor: Tensor) -> Tensor {
  factor.item() == 1 ? gradient : gradient * factor
}
