private let exponential = UnaryOperation(
  "ExpBackward0", { x in x.exp() }, gradient: .fromOutput { grad, y in grad * y })
private let exponentialMinusOne = UnaryOperation(
  "Expm1Backward0", { x in x.expm1() }, gradient: .fromOutput { grad, y in grad * (y + 1) })
private let logarithm = UnaryOperation(
  "LogBackward0", { x in x.log() }, gradient: .fromInput { grad, x in grad / x })
private let logarithmOfOnePlus = UnaryOperation(
  "Log1PBackward0", { x in x.log1p() }, gradient: .fromInput { grad, x in grad / (x + 1) })
private let binaryLogarithm = UnaryOperation(
  "Log2Backward0", { x in x.log2() },
  gradient: .fromInput { grad, x in grad / (x * 0.693147180559945309) })
private let decimalLogarithm = UnaryOperation(
  "Log10Backward0", { x in x.log10() },
  gradient: .fromInput { grad, x in grad / (x * 2.3025850929940456) })
private let squareRoot = UnaryOperation(
  "SqrtBackward0", { x in x.sqrt() }, gradient: .fromOutput { grad, y in grad / (y * 2) })
private let reciprocalSquareRoot = UnaryOperation(
  "RsqrtBackward0", { x in x.rsqrt() }, gradient: .fromOutput { grad, y in grad * -0.5 * y.pow(3) })
private let reciprocalValue = UnaryOperation(
  "ReciprocalBackward0", { x in x.reciprocal() },
  gradient: .fromOutput { grad, y in -grad * (y * y) })
/// d erf(x)/dx = 2/√π · exp(−x²)
private let errorFunction = UnaryOperation(
  "ErfBackward0", { x in x.erf() },
  gradient: .fromInput { grad, x in grad * (1.1283791670955126 * (-(x * x)).exp()) })
private let magnitude = UnaryOperation(
  "AbsBackward0", { x in x.abs() }, gradient: .fromInput { grad, x in grad * x.sign() })
private let signum = UnaryOperation("SignBackward0", { x in x.sign() }, gradient: .zero)

extension Tensor {
  /// This tensor, cast to the default type where it isn't of a floating-point type.
  final var promotedToFloat: Tensor { dtype.isFloatingPoint ? self : to(.default) }

  /// The exponential function `e^x` of each element. Integers give the default type.
  public final func exp() -> Tensor { exponential(promotedToFloat) }

  /// `e^x − 1` of each element, exact near 0. Integers give the default type.
  public final func expm1() -> Tensor { exponentialMinusOne(promotedToFloat) }

  /// The natural logarithm of each element. Integers give the default type.
  public final func log() -> Tensor { logarithm(promotedToFloat) }

  /// The natural logarithm of `1 + x` of each element, exact near 0. Integers give the default
  /// type.
  public final func log1p() -> Tensor { logarithmOfOnePlus(promotedToFloat) }

  /// The logarithm to base 2 of each element. Integers give the default type.
  public final func log2() -> Tensor { binaryLogarithm(promotedToFloat) }

  /// The logarithm to base 10 of each element. Integers give the default type.
  public final func log10() -> Tensor { decimalLogarithm(promotedToFloat) }

  /// The square root of each element. Integers give the default type.
  public final func sqrt() -> Tensor { squareRoot(promotedToFloat) }

  /// `1 / √x` of each element. Integers give the default type.
  public final func rsqrt() -> Tensor { reciprocalSquareRoot(promotedToFloat) }

  /// `1 / x` of each element. Integers give the default type.
  public final func reciprocal() -> Tensor { reciprocalValue(promotedToFloat) }

  /// The error function `erf` of each element. Integers give the default type.
  public final func erf() -> Tensor { errorFunction(promotedToFloat) }

  /// The absolute value of each element. Stops the program for type bool.
  public final func abs() -> Tensor {
    if dtype == .bool { fail("\"abs_cpu\" not implemented for 'Bool'") }
    return magnitude(self)
  }

  /// The sign of each element, -1, 0 or 1; 0 for nan. The gradient is 0.
  public final func sign() -> Tensor { signum(self) }
}
