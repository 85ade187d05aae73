/// An affine map of the last dimension: `x · weightᵀ + bias`.
///
/// Stops the program where shapes or types don't fit.
///
/// - Parameters:
///   - input: of shape … × in.
///   - weight: of shape out × in, or in without a bias; of the input's type.
///   - bias: of shape out, or one that is broadcast to the output's; of the input's type.
public func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
  if input.sizes.count == 0 || weight.sizes.count == 0 {
    fail(
      "both arguments to linear need to be at least 1D, but they are \(input.sizes.count)D and "
        + "\(weight.sizes.count)D")
  }
  guard let bias, weight.sizes.count <= 2 else { return input.matmul(weight.t()) }
  if input.sizes.count == 2 { return affine(input, weight, bias) }
  // PyTorch sees the rows of one matrix only in these cases.
  if !input.isDense || input.sizes.count != 3 && bias.sizes.count != 1 {
    let result = input.matmul(weight.t())
    let whole = broadcast(result.sizes, bias.sizes)
    if whole != result.sizes {
      fail("output with shape \(result.shape) doesn't match the broadcast shape \(whole.array)")
    }
    return result + (bias.dtype == result.dtype ? bias : bias.to(result.dtype))
  }
  let outer = input.shape.dropLast()
  let rows = input.reshape([outer.reduce(1, *), input.size(-1)])
  return affine(rows, weight, bias).view(outer + [weight.sizes[0]])
}

/// ``linear(_:_:_:)`` of a matrix. The weight's gradient comes out in the weight's own layout, with
/// no transposed copy in between.
private func affine(_ input: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
  let result = addition(bias, input, weight.sizes.count < 2 ? weight : weight.swapped(0, 1))
  if !GradMode.isEnabled { return result }
  let (savedInput, savedWeight) = (Saved(input), Saved(weight))
  return result.recorded(
    "AddmmBackward0",
    [
      (bias, { $0 }),
      (input, { product($0, savedWeight.value) }),
      (weight, { product($0.swapped(0, 1), savedInput.value) }),
    ])
}

/// The product of two matrices plus a third, broadcast: `a · b + sum`.
///
/// Stops the program where shapes or types don't fit.
public func addmm(_ sum: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  let result = addition(sum, a, b)
  if !GradMode.isEnabled { return result }
  let (savedA, savedB) = (Saved(a), Saved(b))
  return result.recorded(
    "AddmmBackward0",
    [
      (sum, { $0 }),
      (a, { product($0, savedB.value.swapped(0, 1)) }),
      (b, { product(savedA.value.swapped(0, 1), $0) }),
    ])
}

/// As ``addmm(_:_:_:)``, not recorded.
private func addition(_ sum: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  checkAddition(sum, a, b)
  if !a.dtype.isFloatingPoint {
    return noGrad { product(a, b) + sum.expand([a.sizes[0], b.sizes[1]]) }
  }
  if a.dtype != a.dtype.compute {
    // Rounded once, after the addition.
    let result = addition(computable(sum.detach()), computable(a), computable(b))
    return converted(result, to: a.dtype)
  }
  let result = Tensor(uninitialized: [a.sizes[0], b.sizes[1]], a.dtype)
  if sum.sizes.count == 1 && sum.isDense && sum.sizes[0] == result.sizes[1] {
    fillRows(of: result, with: sum)
  } else {
    transfer(noGrad { sum.expand(result.shape) }, to: result)
  }
  multiply(a, b, into: result, adding: 1)
  return result
}

/// What PyTorch demands of the operands, in the order in which it looks; that of the sum's shape comes
/// where it is broadcast.
private func checkAddition(_ sum: Tensor, _ a: Tensor, _ b: Tensor) {
  for (name, other) in [("self", sum), ("mat1", a)] where other.dtype != b.dtype {
    fail(
      "\(name) and mat2 must have the same dtype, but got \(other.dtype.scalarName) and "
        + b.dtype.scalarName)
  }
  for (name, matrix) in [("mat1", a), ("mat2", b)] where matrix.sizes.count != 2 {
    fail("\(name) must be a matrix, got \(matrix.sizes.count)-D tensor")
  }
  if a.sizes[1] != b.sizes[0] {
    fail(
      "mat1 and mat2 shapes cannot be multiplied (\(a.sizes.crossText) and \(b.sizes.crossText))")
  }
  if a.dtype == .bool && a.sizes[0] != 0 && b.sizes[1] != 0 {
    fail("\"addmm_impl_cpu_\" not implemented for 'Bool'")
  }
}

/// Writes a vector over each row of a new matrix of its type.
private func fillRows(of matrix: Tensor, with vector: Tensor) {
  let length = vector.count * vector.dtype.itemSize
  for row in 0..<matrix.sizes[0] {
    (matrix.storage.base + row * length).copyMemory(from: vector.firstByte, byteCount: length)
  }
}
