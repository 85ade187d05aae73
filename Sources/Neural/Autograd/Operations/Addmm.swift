/// The linear layer `x · weightᵀ + bias`.
///
/// Stops the program where shapes or dtypes don't fit.
///
/// - Parameters:
///   - input: of shape … × in.
///   - weight: of shape out × in, or `[in]` without a bias; of the input's dtype.
///   - bias: of shape `[out]`, or one that broadcasts to the output's; of the input's dtype.
public func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
  if input.ndim == 0 || weight.ndim == 0 {
    fail(
      "both arguments to linear need to be at least 1D, but they are \(input.ndim)D and "
        + "\(weight.ndim)D")
  }
  guard let bias, weight.ndim <= 2 else { return input.matmul(weight.t()) }
  if input.ndim == 2 { return affine(input, weight, bias) }
  // PyTorch sees the rows of one matrix only in these cases.
  if !input.isContiguous || input.ndim != 3 && bias.ndim != 1 {
    let result = input.matmul(weight.t())
    let whole = broadcast(result.layout.shape, bias.layout.shape)
    if whole != result.layout.shape {
      fail("output with shape \(result.shape) doesn't match the broadcast shape \(whole.array)")
    }
    return result + (bias.dtype == result.dtype ? bias : bias.to(result.dtype))
  }
  let outer = input.shape.dropLast()
  let rows = input.reshape([outer.reduce(1, *), input.size(-1)])
  return affine(rows, weight, bias).view(outer + [weight.layout.shape[0]])
}

/// ``linear(_:_:_:)`` of a matrix. The gradient of the weight is computed in the weight's layout,
/// without a transposed copy.
private func affine(_ input: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
  let result = addition(bias, input, weight.ndim < 2 ? weight : weight.rawTranspose(0, 1))
  if !GradMode.isEnabled { return result }
  let (savedInput, savedWeight) = (SavedTensor(input), SavedTensor(weight))
  return result.recorded(
    "AddmmBackward0",
    [
      (bias, { $0 }),
      (input, { rawMatmul($0, savedWeight.value) }),
      (weight, { rawMatmul($0.rawTranspose(0, 1), savedInput.value) }),
    ])
}

/// `beta · sum + alpha · (a · b)` for two matrices and a third, which is broadcast.
///
/// Stops the program where shapes or dtypes don't fit. With a `beta` of 0, infinities and nan in
/// the sum are ignored.
public func addmm(
  _ sum: Tensor, _ a: Tensor, _ b: Tensor, beta: Double = 1, alpha: Double = 1
) -> Tensor {
  let result =
    beta == 1 && alpha == 1 ? addition(sum, a, b) : scaledAddition(sum, a, b, beta, alpha)
  if !GradMode.isEnabled { return result }
  let (savedA, savedB) = (SavedTensor(a), SavedTensor(b))
  let scaled = { (x: Tensor, factor: Double) in factor == 1 ? x : x * factor }
  return result.recorded(
    "AddmmBackward0",
    [
      (sum, { scaled($0, beta) }),
      (a, { scaled(rawMatmul($0, savedB.value.rawTranspose(0, 1)), alpha) }),
      (b, { scaled(rawMatmul(savedA.value.rawTranspose(0, 1), $0), alpha) }),
    ])
}

/// `beta · sum + alpha · (a · b)`, rounded once and not recorded. Integers are scaled by truncated
/// factors.
private func scaledAddition(
  _ sum: Tensor, _ a: Tensor, _ b: Tensor, _ beta: Double, _ alpha: Double
) -> Tensor {
  checkAddition(sum, a, b)
  return noGrad {
    let factor = { (x: Double) in rawCast(Tensor(wrapped: x), to: a.dtype.opMathType) }
    let scaledProduct = rawMatmul(rawCastToOpMath(a), rawCastToOpMath(b)) * factor(alpha)
    let whole = sum.detach().expand([a.layout.shape[0], b.layout.shape[1]])
    let result = beta == 0 ? scaledProduct : rawCastToOpMath(whole) * factor(beta) + scaledProduct
    return rawCast(result, to: a.dtype)
  }
}

/// The sum and the product, not recorded.
private func addition(_ sum: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  checkAddition(sum, a, b)
  if !a.dtype.isFloatingPoint {
    return noGrad { rawMatmul(a, b) + sum.expand([a.layout.shape[0], b.layout.shape[1]]) }
  }
  // Rounded once, after the addition.
  let type = a.dtype.opMathType
  let result = Tensor(uninitialized: [a.layout.shape[0], b.layout.shape[1]], type)
  let sum = rawCast(sum.detach(), to: type)
  if sum.layout.shape == [result.layout.shape[1]] {
    rawCopy(sum, to: result)
  } else {
    rawCopy(noGrad { sum.expand(result.shape) }, to: result)
  }
  a.backend.addMatmul(a, b, to: result)
  return rawCast(result, to: a.dtype)
}

/// PyTorch's checks of the operands, in its order; the sum's shape is checked where it is
/// broadcast.
private func checkAddition(_ sum: Tensor, _ a: Tensor, _ b: Tensor) {
  checkType(sum, "self", b)
  checkType(a, "mat1", b)
  checkIsMatrix(a, "mat1")
  checkIsMatrix(b, "mat2")
  if a.layout.shape[1] != b.layout.shape[0] {
    fail(
      "mat1 and mat2 shapes cannot be multiplied (\(a.layout.shape.crossText) and \(b.layout.shape.crossText))"
    )
  }
  if a.dtype == .bool && a.layout.shape[0] != 0 && b.layout.shape[1] != 0 {
    fail("\"addmm_impl_cpu_\" not implemented for 'Bool'")
  }
}

private func checkType(_ operand: Tensor, _ name: StaticString, _ mat2: Tensor) {
  if operand.dtype != mat2.dtype {
    fail(
      "\(name) and mat2 must have the same dtype, but got \(operand.dtype.scalarName) and "
        + mat2.dtype.scalarName)
  }
}

private func checkIsMatrix(_ operand: Tensor, _ name: StaticString) {
  if operand.ndim != 2 {
    fail("\(name) must be a matrix, got \(operand.ndim)-D tensor")
  }
}
