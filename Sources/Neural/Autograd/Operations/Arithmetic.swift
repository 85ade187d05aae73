private let sums = ElementwiseProgram { a, b in a + b }
private let difference = ElementwiseProgram { a, b in a - b }
private let product = ElementwiseProgram { a, b in a * b }
private let quotient = ElementwiseProgram { a, b in a / b }
private let floorQuotient = ElementwiseProgram { a, b in a.floorDivided(by: b) }
private let remainder = ElementwiseProgram { a, b in a % b }
private let negation = UnaryOperation(
  "NegBackward0", { x in -x }, gradient: .fromGrad { grad in -grad })

extension Tensor {
  /// The sum of the elements, broadcast, in their promoted dtype.
  public static func + (a: Tensor, b: Tensor) -> Tensor { add(a, b) }

  /// - Parameter target: where the result of an operation in place goes, if it fits.
  @inline(__always)
  static func add(_ a: Tensor, _ b: Tensor, into target: Tensor? = nil) -> Tensor {
    rawBinary(a, b, in: resultType(a, b), into: target, sums)
      .recorded("AddBackward0", savesTensors: false, a, { $0 }, b, { $0 })
  }

  /// The difference of the elements, broadcast, in their promoted dtype. Stops the program for type
  /// bool.
  public static func - (a: Tensor, b: Tensor) -> Tensor { subtract(a, b) }

  /// - Parameter target: where the result of an operation in place goes, if it fits.
  @inline(__always)
  static func subtract(_ a: Tensor, _ b: Tensor, into target: Tensor? = nil) -> Tensor {
    checkSubtraction(a, b)
    return rawBinary(a, b, in: resultType(a, b), into: target, difference)
      .recorded(
        a.isWrappedNumber ? "RsubBackward1" : "SubBackward0", savesTensors: false,
        a, { $0 }, b, { -$0 })
  }

  /// The product of the elements, broadcast, in their promoted dtype.
  public static func * (a: Tensor, b: Tensor) -> Tensor { multiply(a, b) }

  /// - Parameter target: where the result of an operation in place goes, if it fits.
  @inline(__always)
  static func multiply(_ a: Tensor, _ b: Tensor, into target: Tensor? = nil) -> Tensor {
    let result = rawBinary(
      a, b, in: resultType(a, b), keepsNumbers: true, into: target, product)
    guard records(a, b) else { return result }
    let (savedA, savedB) = (SavedTensor(a), SavedTensor(b))
    return result.recorded(
      "MulBackward0", a, { $0 * savedB.value }, b, { $0 * savedA.value })
  }

  /// The quotient of the elements, broadcast: true division. Integers give the default type.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    a.isWrappedNumber ? b.reciprocal() * a : divide(a, b)
  }

  /// - Parameter target: where the result of an operation in place goes, if it fits.
  @inline(__always)
  static func divide(_ a: Tensor, _ b: Tensor, into target: Tensor? = nil) -> Tensor {
    let type = resultType(a, b)
    let result = rawBinary(
      a, b, in: type.isFloatingPoint ? type : .default, keepsNumbers: true, into: target,
      quotient)
    guard records(a, b) else { return result }
    let (savedA, savedB) = (SavedTensor(a), SavedTensor(b))
    return result.recorded(
      "DivBackward0", a, { $0 / savedB.value },
      b,
      { grad in
        let (a, b) = SavedTensor.values(savedA, savedB)
        return -grad * ((a / b) / b)
      })
  }

  /// The remainder of the division of the elements, broadcast, with the sign of the divisor as in
  /// Python. Stops the program for type bool, for integers divided by 0, and in a backward pass
  /// through the remainder of a number.
  public static func % (a: Tensor, b: Tensor) -> Tensor {
    let type = resultType(a, b)
    if type == .bool { fail("\"remainder_cpu\" not implemented for 'Bool'") }
    checkDivisor(b, of: a, in: type)
    let result = rawBinary(a, b, in: type, remainder)
    guard records(a, b) else { return result }
    if a.isWrappedNumber {
      return result.recorded("NotImplemented", savesTensors: false, b) { _ in
        fail("derivative for aten::remainder is not implemented")
      }
    }
    let (savedA, savedB) = (SavedTensor(a), SavedTensor(b))
    return result.recorded(
      b.isWrappedNumber ? "RemainderBackward0" : "RemainderBackward1",
      a, { $0 },
      b,
      { grad in
        let (a, b) = SavedTensor.values(savedA, savedB)
        return -grad * a.floorDivide(b)
      })
  }

  /// The negative of each element. Stops the program for type bool.
  public static prefix func - (x: Tensor) -> Tensor {
    if x.dtype == .bool {
      fail(
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a "
          + "mask, use the `~` or `logical_not()` operator instead.")
    }
    return negation(x)
  }

  /// The quotient of the elements, broadcast and rounded down: Python's `//`. A backward pass
  /// through it stops the program, as does type bool, and an integer divided by 0.
  public final func floorDivide(_ other: Tensor) -> Tensor {
    let type = Tensor.resultType(self, other)
    if type == .bool { fail("\"div_floor_cpu\" not implemented for 'Bool'") }
    checkDivisor(other, of: self, in: type)
    let noGradient = { (_: Tensor) -> Tensor in
      fail("derivative for aten::floor_divide is not implemented")
    }
    return rawBinary(self, other, in: type, floorQuotient)
      .recorded("NotImplemented", savesTensors: false, self, noGradient, other, noGradient)
  }

  /// The quotient of the elements and a number, rounded down: Python's `//`. A backward pass
  /// through it stops the program.
  public final func floorDivide(_ number: some Element) -> Tensor {
    floorDivide(Tensor(wrapped: number))
  }
}

/// Stops the program where an integer is divided by 0.
private func checkDivisor(_ divisor: Tensor, of dividend: Tensor, in dtype: DType) {
  if dtype.isFloatingPoint || dividend.count == 0 { return }
  if noGrad({ (divisor == 0).any().item(as: Bool.self) }) { fail("ZeroDivisionError") }
}

/// Stops the program where an operand is of type bool.
func checkSubtraction(_ a: Tensor, _ b: Tensor) {
  if a.dtype == .bool && b.dtype == .bool {
    fail(
      "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
        + "`logical_xor()` operator instead.")
  }
  if a.dtype == .bool || b.dtype == .bool {
    fail(
      "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert "
        + "a mask, use the `~` or `logical_not()` operator instead.")
  }
}
