/// An affine map of the last dimension: `x · weightᵀ + bias`.
///
/// - Parameters:
///   - input: of shape … × in.
///   - weight: of shape out × in, or in.
///   - bias: of shape out.
public func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
  guard let bias, weight.sizes.count == 2 else { return input.matmul(weight.t()) }
  if input.sizes.count == 2 { return affine(input, weight, bias) }
  if !input.isDense { return input.matmul(weight.t()) + bias }
  let rows = input.reshape([-1, input.size(-1)])
  return affine(rows, weight, bias).view(input.shape.dropLast() + [weight.sizes[0]])
}

/// ``linear(_:_:_:)`` of a matrix. The weight's gradient comes out in the weight's own layout, with
/// no transposed copy in between.
private func affine(_ input: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
  let result = addition(bias, input, weight.swapped(0, 1))
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
  if a.sizes.count != 2 { fail("mat1 must be a matrix, got \(a.sizes.count)-D tensor") }
  if b.sizes.count != 2 { fail("mat2 must be a matrix, got \(b.sizes.count)-D tensor") }
  if a.sizes[1] != b.sizes[0] {
    fail(
      "mat1 and mat2 shapes cannot be multiplied (\(a.sizes.crossText) and \(b.sizes.crossText))")
  }
  if a.dtype != b.dtype {
    fail(
      "mat1 and mat2 must have the same dtype, but got \(a.dtype.scalarName) and "
        + b.dtype.scalarName)
  }
  if sum.dtype != b.dtype {
    fail(
      "self and mat2 must have the same dtype, but got \(sum.dtype.scalarName) and "
        + b.dtype.scalarName)
  }
  if a.dtype == .bool { fail("\"addmm_impl_cpu_\" not implemented for 'Bool'") }
  if a.dtype != a.dtype.compute || !a.dtype.isFloatingPoint {
    return noGrad { product(a, b) + sum.expand([a.sizes[0], b.sizes[1]]) }
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

/// Writes a vector over each row of a new matrix of its type.
private func fillRows(of matrix: Tensor, with vector: Tensor) {
  let length = vector.count * vector.dtype.itemSize
  for row in 0..<matrix.sizes[0] {
    (matrix.storage.base + row * length).copyMemory(from: vector.firstByte, byteCount: length)
  }
}
