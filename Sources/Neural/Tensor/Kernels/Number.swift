import Glibc

/// The types in which arithmetic is computed: Float, Double and Int64.
protocol Number: Element, Comparable {
  static var zero: Self { get }
  static var one: Self { get }
  static func add(_ a: Self, _ b: Self) -> Self
  static func subtract(_ a: Self, _ b: Self) -> Self
  static func multiply(_ a: Self, _ b: Self) -> Self
  /// `sum + a · b`, rounded once.
  static func addProduct(_ sum: Self, _ a: Self, _ b: Self) -> Self
  static func divide(_ a: Self, _ b: Self) -> Self
  static func floorDivide(_ a: Self, _ b: Self) -> Self
  static func remainder(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
  static func negate(_ a: Self) -> Self
  static func magnitude(_ a: Self) -> Self
  var isNotANumber: Bool { get }
  static var lowest: Self { get }
  static var highest: Self { get }
}

/// The floating-point types in which arithmetic is computed: Float and Double.
protocol Real: Number, BinaryFloatingPoint {
  static func exp(_ x: Self) -> Self
  static func expm1(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
  static func log2(_ x: Self) -> Self
  static func log10(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tan(_ x: Self) -> Self
  static func asin(_ x: Self) -> Self
  static func acos(_ x: Self) -> Self
  static func atan(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func erf(_ x: Self) -> Self
}

extension Real {
  @inline(__always) static var one: Self { 1 }
  @inline(__always) static func add(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always) static func subtract(_ a: Self, _ b: Self) -> Self { a - b }
  @inline(__always) static func multiply(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always) static func divide(_ a: Self, _ b: Self) -> Self { a / b }
  @inline(__always) static func negate(_ a: Self) -> Self { -a }
  @inline(__always) static func magnitude(_ a: Self) -> Self { a.magnitude }
  @inline(__always) var isNotANumber: Bool { isNaN }
  @inline(__always) static var lowest: Self { -.infinity }
  @inline(__always) static var highest: Self { .infinity }

  /// Floor division as Python's `//`: from the remainder, so that it is exact where the quotient
  /// would round up to an integer.
  @inline(__always)
  static func floorDivide(_ a: Self, _ b: Self) -> Self {
    if b == 0 { return a / b }
    let rest = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - rest) / b
    if rest != 0 && (b < 0) != (rest < 0) { quotient -= 1 }
    if quotient == 0 { return Self(signOf: a / b, magnitudeOf: 0) }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  /// The remainder with the sign of the divisor, as Python's `%`.
  @inline(__always)
  static func remainder(_ a: Self, _ b: Self) -> Self {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (b < 0) != (rest < 0) ? rest + b : rest
  }
}

extension Float: Real {
  /// Computed in double precision, in which the product is exact; unlike a fused multiply-add, that
  /// is vectorized.
  @inline(__always)
  static func addProduct(_ sum: Float, _ a: Float, _ b: Float) -> Float {
    Float(Double(sum) + Double(a) * Double(b))
  }
  @inline(__always) static func power(_ a: Float, _ b: Float) -> Float { Glibc.powf(a, b) }
  @inline(__always) static func exp(_ x: Float) -> Float { Glibc.expf(x) }
  @inline(__always) static func expm1(_ x: Float) -> Float { Glibc.expm1f(x) }
  @inline(__always) static func log(_ x: Float) -> Float { Glibc.logf(x) }
  @inline(__always) static func log1p(_ x: Float) -> Float { Glibc.log1pf(x) }
  @inline(__always) static func log2(_ x: Float) -> Float { Glibc.log2f(x) }
  @inline(__always) static func log10(_ x: Float) -> Float { Glibc.log10f(x) }
  @inline(__always) static func sin(_ x: Float) -> Float { Glibc.sinf(x) }
  @inline(__always) static func cos(_ x: Float) -> Float { Glibc.cosf(x) }
  @inline(__always) static func tan(_ x: Float) -> Float { Glibc.tanf(x) }
  @inline(__always) static func asin(_ x: Float) -> Float { Glibc.asinf(x) }
  @inline(__always) static func acos(_ x: Float) -> Float { Glibc.acosf(x) }
  @inline(__always) static func atan(_ x: Float) -> Float { Glibc.atanf(x) }
  @inline(__always) static func tanh(_ x: Float) -> Float { Glibc.tanhf(x) }
  @inline(__always) static func erf(_ x: Float) -> Float { Glibc.erff(x) }
}

extension Double: Real {
  @inline(__always)
  static func addProduct(_ sum: Double, _ a: Double, _ b: Double) -> Double {
    sum.addingProduct(a, b)
  }
  @inline(__always) static func power(_ a: Double, _ b: Double) -> Double { Glibc.pow(a, b) }
  @inline(__always) static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inline(__always) static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
  @inline(__always) static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inline(__always) static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  @inline(__always) static func log2(_ x: Double) -> Double { Glibc.log2(x) }
  @inline(__always) static func log10(_ x: Double) -> Double { Glibc.log10(x) }
  @inline(__always) static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  @inline(__always) static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  @inline(__always) static func tan(_ x: Double) -> Double { Glibc.tan(x) }
  @inline(__always) static func asin(_ x: Double) -> Double { Glibc.asin(x) }
  @inline(__always) static func acos(_ x: Double) -> Double { Glibc.acos(x) }
  @inline(__always) static func atan(_ x: Double) -> Double { Glibc.atan(x) }
  @inline(__always) static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  @inline(__always) static func erf(_ x: Double) -> Double { Glibc.erf(x) }
}

extension Int64: Number {
  @inline(__always) static var one: Int64 { 1 }
  @inline(__always) static func add(_ a: Int64, _ b: Int64) -> Int64 { a &+ b }
  @inline(__always) static func subtract(_ a: Int64, _ b: Int64) -> Int64 { a &- b }
  @inline(__always) static func multiply(_ a: Int64, _ b: Int64) -> Int64 { a &* b }
  @inline(__always)
  static func addProduct(_ sum: Int64, _ a: Int64, _ b: Int64) -> Int64 { sum &+ a &* b }
  @inline(__always) static func negate(_ a: Int64) -> Int64 { 0 &- a }
  @inline(__always) static func magnitude(_ a: Int64) -> Int64 { a < 0 ? 0 &- a : a }
  @inline(__always) var isNotANumber: Bool { false }
  @inline(__always) static var lowest: Int64 { .min }
  @inline(__always) static var highest: Int64 { .max }

  @inline(__always)
  static func divide(_ a: Int64, _ b: Int64) -> Int64 {
    if b == 0 { fail("ZeroDivisionError") }
    return a.dividedReportingOverflow(by: b).partialValue
  }

  @inline(__always)
  static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = divide(a, b)
    return a &- quotient &* b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }

  @inline(__always)
  static func remainder(_ a: Int64, _ b: Int64) -> Int64 { a &- floorDivide(a, b) &* b }

  @inline(__always)
  static func power(_ a: Int64, _ b: Int64) -> Int64 {
    if b < 0 { return a == 1 ? 1 : a == -1 ? (b & 1 == 0 ? 1 : -1) : 0 }
    var (result, base, exponent) = (Int64(1), a, b)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent >>= 1
    }
    return result
  }
}

/// A kernel that is specialised for the op-math types.
protocol NumberKernel {
  associatedtype Result
  func run<T: Number>(_ type: T.Type) -> Result
}

/// A kernel that is specialised for the floating-point op-math types.
protocol RealKernel {
  associatedtype Result
  func run<T: Real>(_ type: T.Type) -> Result
}

extension DType {
  @inline(__always)
  func dispatch<Kernel: NumberKernel>(_ kernel: Kernel) -> Kernel.Result {
    switch self {
    case .float32: kernel.run(Float.self)
    case .float64: kernel.run(Double.self)
    case .int64: kernel.run(Int64.self)
    default: fail("no arithmetic is carried out in \(self)")
    }
  }

  @inline(__always)
  func dispatch<Kernel: RealKernel>(_ kernel: Kernel) -> Kernel.Result {
    switch self {
    case .float32: kernel.run(Float.self)
    case .float64: kernel.run(Double.self)
    default: fail("no floating-point arithmetic is carried out in \(self)")
    }
  }
}

extension DType {
  /// A number rounded to this dtype, if that is float16 or bfloat16.
  @inline(__always)
  func rounding<T: Real>(_ value: T) -> T {
    switch self {
    case .float16: T(fromDouble: Float16(fromDouble: value.asDouble).asDouble)
    case .bfloat16: T(fromDouble: BFloat16(fromDouble: value.asDouble).asDouble)
    default: value
    }
  }
}
