import CVectorMath

private enum Exponential: RealFunction {
  static var vectorized: vector_function? { VECTOR_EXP }

  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.exp(x) }
}

private enum Logarithm: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.log(x) }
}

private enum LogarithmOfOnePlus: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.log1p(x) }
}

private enum BinaryLogarithm: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.log2(x) }
}

private enum DecimalLogarithm: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.log10(x) }
}

private enum ExponentialMinusOne: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.expm1(x) }
}

private enum SquareRoot: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.squareRoot() }
}

private enum ReciprocalSquareRoot: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { 1 / x.squareRoot() }
}

private enum Reciprocal: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { 1 / x }
}

private enum ErrorFunction: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.erf(x) }
}

private enum Magnitude: UnaryFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T { T.magnitude(x) }
}

private enum Signum: UnaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ x: T) -> T {
    x > T.zero ? T.one : x < T.zero ? T.negate(T.one) : T.zero
  }
}

extension Tensor {
  /// This tensor, cast to the default type where it isn't of a floating-point type.
  final var promotedToFloat: Tensor { dtype.isFloatingPoint ? self : to(.default) }

  /// The exponential function `e^x` of each element. Integers give the default type.
  public final func exp() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, Exponential.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "ExpBackward0")
    return result.recorded("ExpBackward0", x) { $0 * saved.value }
  }

  /// `e^x − 1` of each element, exact near 0. Integers give the default type.
  public final func expm1() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, ExponentialMinusOne.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "Expm1Backward0")
    return result.recorded("Expm1Backward0", x) { $0 * (saved.value + 1) }
  }

  /// The natural logarithm of each element. Integers give the default type.
  public final func log() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, Logarithm.self).recorded("LogBackward0", x) { $0 / saved.value }
  }

  /// The natural logarithm of `1 + x` of each element, exact near 0. Integers give the default
  /// type.
  public final func log1p() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, LogarithmOfOnePlus.self)
      .recorded("Log1PBackward0", x) { $0 / (saved.value + 1) }
  }

  /// The logarithm to base 2 of each element. Integers give the default type.
  public final func log2() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, BinaryLogarithm.self)
      .recorded("Log2Backward0", x) { $0 / (saved.value * 0.693147180559945309) }
  }

  /// The logarithm to base 10 of each element. Integers give the default type.
  public final func log10() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, DecimalLogarithm.self)
      .recorded("Log10Backward0", x) { $0 / (saved.value * 2.3025850929940456) }
  }

  /// The square root of each element. Integers give the default type.
  public final func sqrt() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, SquareRoot.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "SqrtBackward0")
    return result.recorded("SqrtBackward0", x) { $0 / (saved.value * 2) }
  }

  /// `1 / √x` of each element. Integers give the default type.
  public final func rsqrt() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, ReciprocalSquareRoot.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "RsqrtBackward0")
    return result.recorded("RsqrtBackward0", x) { $0 * -0.5 * saved.value.pow(3) }
  }

  /// `1 / x` of each element. Integers give the default type.
  public final func reciprocal() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, Reciprocal.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "ReciprocalBackward0")
    return result.recorded("ReciprocalBackward0", x) { -$0 * (saved.value * saved.value) }
  }

  /// The error function `erf` of each element. Integers give the default type.
  public final func erf() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, ErrorFunction.self).recorded("ErfBackward0", x) {
      // d erf(x)/dx = 2/√π · exp(−x²)
      $0 * (1.1283791670955126 * (-(saved.value * saved.value)).exp())
    }
  }

  /// The absolute value of each element. Stops the program for type bool.
  public final func abs() -> Tensor {
    if dtype == .bool { fail("\"abs_cpu\" not implemented for 'Bool'") }
    let saved = SavedTensor(self)
    return rawUnary(self, Magnitude.self).recorded("AbsBackward0", self) { $0 * saved.value.sign() }
  }

  /// The sign of each element, -1, 0 or 1; 0 for nan. The gradient is 0.
  public final func sign() -> Tensor {
    rawUnary(self, Signum.self)
      .recorded("SignBackward0", savesTensors: false, self) { Tensor.zerosLike($0) }
  }
}
