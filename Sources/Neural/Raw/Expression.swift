import CVectorMath

/// A value in an elementwise program: an input, a constant, or an operation on others.
final class Expression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  enum Kind {
    case input(Int)
    case parameter(Int)
    case literal(Double)
    case operation(elementwise_op, [Expression])
  }

  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

  init(floatLiteral value: Double) { kind = .literal(value) }
  init(integerLiteral value: Int) { kind = .literal(Double(value)) }

  static func input(_ number: Int) -> Expression { Expression(.input(number)) }
  static func parameter(_ number: Int) -> Expression { Expression(.parameter(number)) }
  static func literal(_ value: Double) -> Expression { Expression(.literal(value)) }

  private static func apply(_ operation: elementwise_op, _ operands: Expression...) -> Expression {
    Expression(.operation(operation, operands))
  }
}

/// Arithmetic; the result is rounded after each operation.
extension Expression {
  static func + (a: Expression, b: Expression) -> Expression { apply(OP_ADD, a, b) }
  static func - (a: Expression, b: Expression) -> Expression { apply(OP_SUB, a, b) }
  static func * (a: Expression, b: Expression) -> Expression { apply(OP_MUL, a, b) }
  static func / (a: Expression, b: Expression) -> Expression { apply(OP_DIV, a, b) }
  static prefix func - (x: Expression) -> Expression { apply(OP_NEG, x) }
  /// `self + a · b`, rounded once.
  func addingProduct(_ a: Expression, _ b: Expression) -> Expression {
    Expression.apply(OP_FMA, a, b, self)
  }
  /// The quotient rounded down, as Python's `//`.
  func floorDivided(by other: Expression) -> Expression {
    Expression.apply(OP_FLOOR_DIVIDE, self, other)
  }
  /// The remainder with the sign of the divisor, as Python's `%`.
  static func % (a: Expression, b: Expression) -> Expression { apply(OP_REMAINDER, a, b) }
  func pow(_ exponent: Expression) -> Expression { Expression.apply(OP_POW, self, exponent) }
  func abs() -> Expression { Expression.apply(OP_ABS, self) }
  func sign() -> Expression { Expression.apply(OP_SIGN, self) }
  /// The smaller element; nan if one is.
  func minimum(_ other: Expression) -> Expression { Expression.apply(OP_MIN, self, other) }
  /// The larger element; nan if one is.
  func maximum(_ other: Expression) -> Expression { Expression.apply(OP_MAX, self, other) }
  /// `min(max(self, low), high)`; nan if one is.
  func clamped(_ low: Expression, _ high: Expression) -> Expression {
    Expression.apply(OP_CLAMP, self, low, high)
  }
  /// This where another value is positive or nan, else 0.
  func passing(where other: Expression) -> Expression {
    Expression.apply(OP_THRESHOLD, self, other)
  }
  /// 0 for negative numbers; nan stays.
  func relu() -> Expression { Expression.apply(OP_RELU, self) }
}

/// Comparisons, which give 1 or 0, and the choice by them.
extension Expression {
  static func == (a: Expression, b: Expression) -> Expression { apply(OP_EQ, a, b) }
  static func != (a: Expression, b: Expression) -> Expression { apply(OP_NE, a, b) }
  static func < (a: Expression, b: Expression) -> Expression { apply(OP_LT, a, b) }
  static func <= (a: Expression, b: Expression) -> Expression { apply(OP_LE, a, b) }
  static func > (a: Expression, b: Expression) -> Expression { apply(OP_LT, b, a) }
  static func >= (a: Expression, b: Expression) -> Expression { apply(OP_LE, b, a) }
  static func && (a: Expression, b: Expression) -> Expression { apply(OP_AND, a, b) }
  static func || (a: Expression, b: Expression) -> Expression { apply(OP_OR, a, b) }
  /// `a` where this isn't 0, `b` elsewhere.
  func select(_ a: Expression, _ b: Expression) -> Expression {
    Expression.apply(OP_SELECT, self, a, b)
  }
}

/// Operations on the bits of integers.
extension Expression {
  static func & (a: Expression, b: Expression) -> Expression { apply(OP_BIT_AND, a, b) }
  static func | (a: Expression, b: Expression) -> Expression { apply(OP_BIT_OR, a, b) }
  static func ^ (a: Expression, b: Expression) -> Expression { apply(OP_BIT_XOR, a, b) }
  static prefix func ~ (x: Expression) -> Expression { apply(OP_BIT_NOT, x) }
}

/// Functions of floating-point numbers.
extension Expression {
  func sqrt() -> Expression { Expression.apply(OP_SQRT, self) }
  /// `x · x · x` of float32 or float64.
  func cubed() -> Expression { Expression.apply(OP_CUBE, self) }
  func rsqrt() -> Expression { Expression.apply(OP_RSQRT, self) }
  func reciprocal() -> Expression { Expression.apply(OP_RECIPROCAL, self) }
  func exp() -> Expression { Expression.apply(OP_EXP, self) }
  func expm1() -> Expression { Expression.apply(OP_EXPM1, self) }
  func log() -> Expression { Expression.apply(OP_LOG, self) }
  func log1p() -> Expression { Expression.apply(OP_LOG1P, self) }
  func log2() -> Expression { Expression.apply(OP_LOG2, self) }
  func log10() -> Expression { Expression.apply(OP_LOG10, self) }
  func sin() -> Expression { Expression.apply(OP_SIN, self) }
  func cos() -> Expression { Expression.apply(OP_COS, self) }
  func tan() -> Expression { Expression.apply(OP_TAN, self) }
  func asin() -> Expression { Expression.apply(OP_ASIN, self) }
  func acos() -> Expression { Expression.apply(OP_ACOS, self) }
  func atan() -> Expression { Expression.apply(OP_ATAN, self) }
  func tanh() -> Expression { Expression.apply(OP_TANH, self) }
  /// The logistic function `1 / (1 + e^-x)`.
  func sigmoid() -> Expression { Expression.apply(OP_SIGMOID, self) }
  /// `x / (1 + e^-x)`
  func silu() -> Expression { Expression.apply(OP_SILU, self) }
  /// `x · Φ(x)`, after Hendrycks and Gimpel (2016).
  func gelu() -> Expression { Expression.apply(OP_GELU, self) }
  /// This where another value is positive, else its product with a slope.
  func leaky(_ slope: Expression, where other: Expression) -> Expression {
    Expression.apply(OP_LEAKY, self, other, slope)
  }
  /// This where it is positive, else `alpha · (e^x − 1)`; `alpha` is a parameter or literal.
  func elu(_ alpha: Expression) -> Expression { Expression.apply(OP_ELU, self, alpha) }
  func erf() -> Expression { Expression.apply(OP_ERF, self) }
  /// The normal distribution function `(1 + erf(x / √2)) / 2`.
  func normalDistribution() -> Expression { Expression.apply(OP_NORMAL_DISTRIBUTION, self) }
  func floor() -> Expression { Expression.apply(OP_FLOOR, self) }
  func ceil() -> Expression { Expression.apply(OP_CEIL, self) }
  func trunc() -> Expression { Expression.apply(OP_TRUNC, self) }
  /// Rounded to a dtype, where that is narrower than the type in which the program is computed.
  func rounded(to dtype: DType) -> Expression {
    switch dtype {
    case .float16: Expression.apply(OP_ROUND_TO_FLOAT16, self)
    case .bfloat16: Expression.apply(OP_ROUND_TO_BFLOAT16, self)
    default: self
    }
  }
  /// The nearest integer, ties to even.
  func round() -> Expression { Expression.apply(OP_ROUND, self) }
}
