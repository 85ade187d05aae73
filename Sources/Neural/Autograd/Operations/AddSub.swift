/// Addition and subtraction with a scaled operand, PyTorch's `add(other, alpha=)`, rounded once.
///
/// They stop the program where shapes don't broadcast, or `alpha` overflows the dtype of the
/// result.
extension Tensor {
  /// `self + alpha · other`, broadcast.
  public final func add<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Tensor {
    let factor = Tensor(wrapped: alpha)
    return scaledSum(self, other, factor, subtracts: false)
      .recorded(
        "AddBackward0", savesTensors: false, self, { $0 }, other, { scaled($0, factor) })
  }

  /// `self + alpha · number`.
  public final func add<Alpha: Element>(_ number: some Element, alpha: Alpha = 1) -> Tensor {
    add(Tensor(wrapped: number), alpha: alpha)
  }

  /// `self − alpha · other`, broadcast.
  public final func sub<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Tensor {
    difference(self, other, "SubBackward0", alpha)
  }

  /// `self − alpha · number`.
  public final func sub<Alpha: Element>(_ number: some Element, alpha: Alpha = 1) -> Tensor {
    sub(Tensor(wrapped: number), alpha: alpha)
  }

  /// `other − alpha · self`, broadcast.
  public final func rsub<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Tensor {
    difference(other, self, other.isWrappedNumber ? "RsubBackward1" : "RsubBackward0", alpha)
  }

  /// `number − alpha · self`.
  public final func rsub<Alpha: Element>(_ number: some Element, alpha: Alpha = 1) -> Tensor {
    rsub(Tensor(wrapped: number), alpha: alpha)
  }

  /// `self + alpha · other` in place; `other` is broadcast.
  @discardableResult
  public final func addInPlace<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Self {
    become(inPlace: add(other, alpha: alpha), other)
  }

  /// `self − alpha · other` in place; `other` is broadcast.
  @discardableResult
  public final func subInPlace<Alpha: Element>(_ other: Tensor, alpha: Alpha = 1) -> Self {
    become(inPlace: sub(other, alpha: alpha), other)
  }
}

private func difference(
  _ a: Tensor, _ b: Tensor, _ name: String, _ alpha: some Element
) -> Tensor {
  checkSubtraction(a, b)
  let factor = Tensor(wrapped: alpha)
  return scaledSum(a, b, factor, subtracts: true)
    .recorded(name, savesTensors: false, a, { $0 }, b, { scaled(-$0, factor) })
}

/// `a ± factor · b` in the op-math type of the result, then rounded.
private func scaledSum(_ a: Tensor, _ b: Tensor, _ factor: Tensor, subtracts: Bool) -> Tensor {
  _ = broadcast(a.layout.shape, b.layout.shape)
  let type = Tensor.resultType(a, b)
  if factor.dtype == .bool && type != .bool {
    fail("Boolean alpha only supported for Boolean results.")
  }
  if factor.dtype.isFloatingPoint && !type.isFloatingPoint {
    fail("For integral input tensors, argument alpha must not be a floating point number.")
  }
  let number = rawCast(factor.checkedConvert(to: type), to: type.opMathType)
  return noGrad {
    let (x, y) = (a.operand(in: type), b.operand(in: type) * number)
    return rawCast(subtracts ? x - y : x + y, to: type)
  }
}

private func scaled(_ gradient: Tensor, _ factor: Tensor) -> Tensor {
  factor.item() == 1 ? gradient : gradient * factor
}
