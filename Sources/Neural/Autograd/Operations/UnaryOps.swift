private let exponential = ElementwiseProgram { x in x.exp() }
private let exponentialMinusOne = ElementwiseProgram { x in x.expm1() }
private let logarithm = ElementwiseProgram { x in x.log() }
private let logarithmOfOnePlus = ElementwiseProgram { x in x.log1p() }
private let binaryLogarithm = ElementwiseProgram { x in x.log2() }
private let decimalLogarithm = ElementwiseProgram { x in x.log10() }
private let squareRoot = ElementwiseProgram { x in x.sqrt() }
private let reciprocalSquareRoot = ElementwiseProgram { x in x.rsqrt() }
private let reciprocalValue = ElementwiseProgram { x in x.reciprocal() }
private let errorFunction = ElementwiseProgram { x in x.erf() }
private let magnitude = ElementwiseProgram { x in x.abs() }
private let signum = ElementwiseProgram { x in x.sign() }

extension Tensor {
  /// This tensor, cast to the default type where it isn't of a floating-point type.
  final var promotedToFloat: Tensor { dtype.isFloatingPoint ? self : to(.default) }

  /// The exponential function `e^x` of each element. Integers give the default type.
  public final func exp() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, exponential)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "ExpBackward0")
    return result.recorded("ExpBackward0", x) { $0 * saved.value }
  }

  /// `e^x − 1` of each element, exact near 0. Integers give the default type.
  public final func expm1() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, exponentialMinusOne)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "Expm1Backward0")
    return result.recorded("Expm1Backward0", x) { $0 * (saved.value + 1) }
  }

  /// The natural logarithm of each element. Integers give the default type.
  public final func log() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, logarithm).recorded("LogBackward0", x) { $0 / saved.value }
  }

  /// The natural logarithm of `1 + x` of each element, exact near 0. Integers give the default
  /// type.
  public final func log1p() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, logarithmOfOnePlus)
      .recorded("Log1PBackward0", x) { $0 / (saved.value + 1) }
  }

  /// The logarithm to base 2 of each element. Integers give the default type.
  public final func log2() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, binaryLogarithm)
      .recorded("Log2Backward0", x) { $0 / (saved.value * 0.693147180559945309) }
  }

  /// The logarithm to base 10 of each element. Integers give the default type.
  public final func log10() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, decimalLogarithm)
      .recorded("Log10Backward0", x) { $0 / (saved.value * 2.3025850929940456) }
  }

  /// The square root of each element. Integers give the default type.
  public final func sqrt() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, squareRoot)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "SqrtBackward0")
    return result.recorded("SqrtBackward0", x) { $0 / (saved.value * 2) }
  }

  /// `1 / √x` of each element. Integers give the default type.
  public final func rsqrt() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, reciprocalSquareRoot)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "RsqrtBackward0")
    return result.recorded("RsqrtBackward0", x) { $0 * -0.5 * saved.value.pow(3) }
  }

  /// `1 / x` of each element. Integers give the default type.
  public final func reciprocal() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, reciprocalValue)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "ReciprocalBackward0")
    return result.recorded("ReciprocalBackward0", x) { -$0 * (saved.value * saved.value) }
  }

  /// The error function `erf` of each element. Integers give the default type.
  public final func erf() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, errorFunction).recorded("ErfBackward0", x) {
      // d erf(x)/dx = 2/√π · exp(−x²)
      $0 * (1.1283791670955126 * (-(saved.value * saved.value)).exp())
    }
  }

  /// The absolute value of each element. Stops the program for type bool.
  public final func abs() -> Tensor {
    if dtype == .bool { fail("\"abs_cpu\" not implemented for 'Bool'") }
    let saved = SavedTensor(self)
    return rawUnary(self, magnitude).recorded("AbsBackward0", self) { $0 * saved.value.sign() }
  }

  /// The sign of each element, -1, 0 or 1; 0 for nan. The gradient is 0.
  public final func sign() -> Tensor {
    rawUnary(self, signum)
      .recorded("SignBackward0", savesTensors: false, self) { Tensor.zerosLike($0) }
  }
}
