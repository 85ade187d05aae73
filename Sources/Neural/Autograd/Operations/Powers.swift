private enum Power: BinaryFunction {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.power(a, b) }
}

private enum Square: UnaryFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T { T.multiply(x, x) }
}

private enum Cube: UnaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ x: T) -> T { T.multiply(T.multiply(x, x), x) }
}

extension Tensor {
  /// Each element to the power of a number.
  public final func pow(_ exponent: some Element) -> Tensor { pow(bare: Tensor(bare: exponent)) }

  /// Each element squared.
  public final func square() -> Tensor { pow(2) }

  /// Each element to the power of the exponent at its place, broadcast.
  public final func pow(_ exponent: Tensor) -> Tensor {
    if exponent.isBareNumber { return pow(bare: exponent) }
    let type = Tensor.resultType(self, exponent)
    let result = combined(self, exponent, in: type, Power.self)
    guard records(self, exponent) else { return result }
    let (base, saved) = (Saved(self), Saved(exponent))
    let power = Saved(output: result, of: "PowBackward1")
    return result.recorded(
      "PowBackward1",
      self, { $0 * powerSlope(base.value, saved.value) },
      exponent,
      { $0 * (power.value * base.value.log()).filled(where: power.value == 0, with: 0) })
  }

  private final func pow(bare exponent: Tensor) -> Tensor {
    if !dtype.isFloatingPoint && !exponent.dtype.isFloatingPoint && exponent.item() < 0 {
      fail("Integers to negative integer powers are not allowed.")
    }
    let result = power(exponent)
    guard records(self) else { return result }
    let base = Saved(self)
    return result.recorded("PowBackward0", self) {
      exponent.item() == 0 ? Tensor.zerosLike($0) : $0 * powerSlope(base.value, exponent)
    }
  }

  /// Exponents that PyTorch computes without a general power are computed so here.
  private final func power(_ exponent: Tensor) -> Tensor {
    let type = Tensor.resultType(self, exponent)
    let base = converted(self, to: type)
    switch exponent.item() {
    case 2: return mapped(base, Square.self)
    case 3: return mapped(base, Cube.self)
    case 0.5 where type.isFloatingPoint: return noGrad { base.sqrt() }
    case -0.5 where type.isFloatingPoint: return noGrad { base.rsqrt() }
    case -1 where type.isFloatingPoint: return noGrad { base.reciprocal() }
    case -2 where type.isFloatingPoint: return noGrad { mapped(base, Square.self).reciprocal() }
    default: return combined(self, exponent, in: type, Power.self)
    }
  }
}

/// The derivative of `base^exponent` by the base, which is 0 for the exponent 0.
private func powerSlope(_ base: Tensor, _ exponent: Tensor) -> Tensor {
  if exponent.isBareNumber { return base.pow(exponent.item() - 1) * exponent.item() }
  return (base.pow(exponent - 1) * exponent).filled(where: exponent == 0, with: 0)
}
