private let bitAnd = ElementwiseProgram { a, b in a & b }
private let bitOr = ElementwiseProgram { a, b in a | b }
private let bitXor = ElementwiseProgram { a, b in a ^ b }
private let bitNot = ElementwiseProgram { x in ~x }

/// Bitwise operations on integers, element by element and broadcast; on type bool they are logical.
/// They have no gradient, and stop the program for floating-point types.
extension Tensor {
  /// Bitwise AND.
  public static func & (a: Tensor, b: Tensor) -> Tensor { bitwise("and", a, b, bitAnd) }

  /// Bitwise OR.
  public static func | (a: Tensor, b: Tensor) -> Tensor { bitwise("or", a, b, bitOr) }

  /// Bitwise XOR.
  public static func ^ (a: Tensor, b: Tensor) -> Tensor { bitwise("xor", a, b, bitXor) }

  /// Bitwise NOT; logical NOT on type bool.
  public static prefix func ~ (x: Tensor) -> Tensor {
    if x.dtype == .bool { return x.logicalNot() }
    if x.dtype.isFloatingPoint {
      fail("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
    }
    return rawUnary(x, bitNot)
  }

  /// Bitwise AND of each element and a number.
  public static func & (a: Tensor, b: some Element) -> Tensor { a & Tensor(wrapped: b) }

  /// Bitwise OR of each element and a number.
  public static func | (a: Tensor, b: some Element) -> Tensor { a | Tensor(wrapped: b) }

  /// Bitwise XOR of each element and a number.
  public static func ^ (a: Tensor, b: some Element) -> Tensor { a ^ Tensor(wrapped: b) }
}

private func bitwise(
  _ name: String, _ a: Tensor, _ b: Tensor, _ program: ElementwiseProgram
) -> Tensor {
  let dtype = Tensor.resultType(a, b)
  _ = broadcast(a.layout.shape, b.layout.shape)
  if dtype.isFloatingPoint {
    fail("\"bitwise_\(name)_cpu\" not implemented for '\(dtype.scalarName)'")
  }
  return rawBinary(a, b, in: dtype, program)
}
