/// Bitwise operations on integers, element by element and broadcast; on type bool they are logical.
/// They have no gradient, and stop the program for floating-point types.
extension Tensor {
  /// Bitwise AND.
  public static func & (a: Tensor, b: Tensor) -> Tensor { bitwise("and", a, b) { $0 & $1 } }

  /// Bitwise OR.
  public static func | (a: Tensor, b: Tensor) -> Tensor { bitwise("or", a, b) { $0 | $1 } }

  /// Bitwise XOR.
  public static func ^ (a: Tensor, b: Tensor) -> Tensor { bitwise("xor", a, b) { $0 ^ $1 } }

  /// Bitwise NOT; logical NOT on type bool.
  public static prefix func ~ (x: Tensor) -> Tensor {
    if x.dtype == .bool { return x.logicalNot() }
    if x.dtype.isFloatingPoint {
      fail("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
    }
    return bitwise("not", x, Tensor(wrapped: -1)) { $0 ^ $1 }
  }

  /// Bitwise AND of each element and a number.
  public static func & (a: Tensor, b: some Element) -> Tensor { a & Tensor(wrapped: b) }

  /// Bitwise OR of each element and a number.
  public static func | (a: Tensor, b: some Element) -> Tensor { a | Tensor(wrapped: b) }

  /// Bitwise XOR of each element and a number.
  public static func ^ (a: Tensor, b: some Element) -> Tensor { a ^ Tensor(wrapped: b) }
}

private func bitwise(
  _ name: String, _ a: Tensor, _ b: Tensor, _ function: (Int64, Int64) -> Int64
) -> Tensor {
  let dtype = Tensor.resultType(a, b)
  let shape = broadcast(a.layout.shape, b.layout.shape)
  if dtype.isFloatingPoint {
    fail("\"bitwise_\(name)_cpu\" not implemented for '\(dtype.scalarName)'")
  }
  let (first, second) = (a.operand(in: .int64), b.operand(in: .int64))
  let output = Tensor(uninitialized: shape, .int64)
  zip(first, second, output, Int64.self, Int64.self, function)
  return rawCast(output, to: dtype)
}
