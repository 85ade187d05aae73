#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let powers = ElementwiseProgram { a, b in a.pow(b) }
private let squares = ElementwiseProgram { x in x * x }
private let cubes = ElementwiseProgram { x in x.cubed() }
// Products of integers, and of 16-bit numbers, which are rounded to their type.
private let stepwiseCubes = ElementwiseProgram { x in x * x * x }
private let inverseSquares = ElementwiseProgram { x in (x * x).reciprocal() }

extension Tensor {
  /// Each element raised to the power of a number. Stops the program where integers are raised to a
  /// negative integer.
  public final func pow(_ exponent: some Element) -> Tensor {
    pow(wrapped: Tensor(wrapped: exponent))
  }

  /// The square of each element.
  public final func square() -> Tensor { pow(2) }

  /// Each element raised to the power of an exponent, broadcast, in their promoted dtype. Stops the
  /// program for type bool.
  public final func pow(_ exponent: Tensor) -> Tensor {
    if exponent.isWrappedNumber { return pow(wrapped: exponent) }
    let type = Tensor.resultType(self, exponent)
    if type == .bool { fail("\"pow\" not implemented for 'Bool'") }
    let result = rawBinary(self, exponent, in: type, powers)
    guard records(self, exponent) else { return result }
    let (base, saved) = (SavedTensor(self), SavedTensor(exponent))
    let power = SavedTensor(output: result, of: "PowBackward1")
    return result.recorded(
      "PowBackward1",
      self,
      { grad in
        let exponent = saved.value
        return (grad * (exponent * base.value.pow(exponent - 1)))
          .rawMaskedFill(exponent == 0, with: 0)
      },
      exponent,
      { grad in
        let (base, exponent) = (base.value.to(type), saved.value)
        let isZero = (base == 0).logicalAnd(exponent >= 0)
        return grad * (power.value * base.log()).rawMaskedFill(isZero, with: 0)
      })
  }

  /// A number raised to the power of each element.
  public static func pow(_ base: some Element, _ exponent: Tensor) -> Tensor {
    let number = Tensor(wrapped: base)
    let type = resultType(number, exponent)
    if type == .bool { fail("\"pow\" not implemented for 'Bool'") }
    let result = rawBinary(number, exponent, in: type, powers)
    guard records(exponent) else { return result }
    let (saved, power) = (SavedTensor(exponent), SavedTensor(output: result, of: "PowBackward2"))
    return result.recorded("PowBackward2", exponent) { grad in
      let slope = power.value * Glibc.log(number.item())
      return grad * (number.item() == 0 ? slope.rawMaskedFill(saved.value >= 0, with: 0) : slope)
    }
  }

  private final func pow(wrapped exponent: Tensor) -> Tensor {
    if !dtype.isFloatingPoint && !exponent.dtype.isFloatingPoint && exponent.item() < 0 {
      fail("Integers to negative integer powers are not allowed.")
    }
    let result = power(exponent)
    guard records(self) else { return result }
    let base = SavedTensor(self)
    return result.recorded("PowBackward0", self) {
      let exponent = exponent.item()
      if exponent == 0 { return Tensor.zerosLike($0) }
      let power = exponent == 2 ? base.value : base.value.pow(exponent - 1)
      return $0 * (power * exponent)
    }
  }

  /// The power by a number, with PyTorch's special cases for some exponents.
  private final func power(_ exponent: Tensor) -> Tensor {
    let type = Tensor.resultType(self, exponent)
    let base = rawCast(self, to: type)
    let isFast = type.isFloatingPoint && type != .float16
    switch exponent.item() {
    case 0: return Tensor.onesLike(base)
    case 1: return base === self ? rawCloneInOrder(self) : base
    case 2: return rawUnary(base, squares)
    case 3:
      return rawUnary(base, [.float32, .float64].contains(type) ? cubes : stepwiseCubes)
    case 0.5 where isFast: return noGrad { base.sqrt() }
    case -0.5 where isFast: return noGrad { base.rsqrt() }
    case -1 where isFast: return noGrad { base.reciprocal() }
    case -2 where type.isFloatingPoint: return rawUnary(base, inverseSquares)
    default: return rawBinary(self, exponent.checkedConvert(to: type), in: type, powers)
    }
  }
}
