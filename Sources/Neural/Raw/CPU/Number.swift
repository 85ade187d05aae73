#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The types in which arithmetic is computed: Float, Double and Int64.
protocol Number: Element, Comparable {
  static var zero: Self { get }
  static var one: Self { get }
  static func add(_ a: Self, _ b: Self) -> Self
  static func multiply(_ a: Self, _ b: Self) -> Self
  static func divide(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
  var isNotANumber: Bool { get }
}

/// The floating-point types in which arithmetic is computed: Float and Double.
protocol Real: Number, BinaryFloatingPoint {
  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
}

extension Real {
  @inline(__always) static var one: Self { 1 }
  @inline(__always) static func add(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always) static func multiply(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always) static func divide(_ a: Self, _ b: Self) -> Self { a / b }
  @inline(__always) var isNotANumber: Bool { isNaN }

}

extension Float: Real {
  @inline(__always) static func power(_ a: Float, _ b: Float) -> Float { Glibc.powf(a, b) }
  @inline(__always) static func exp(_ x: Float) -> Float { Glibc.expf(x) }
  @inline(__always) static func log(_ x: Float) -> Float { Glibc.logf(x) }
  @inline(__always) static func log1p(_ x: Float) -> Float { Glibc.log1pf(x) }
}

extension Double: Real {
  @inline(__always) static func power(_ a: Double, _ b: Double) -> Double { Glibc.pow(a, b) }
  @inline(__always) static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inline(__always) static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inline(__always) static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
}

extension Int64: Number {
  @inline(__always) static var one: Int64 { 1 }
  @inline(__always) static func add(_ a: Int64, _ b: Int64) -> Int64 { a &+ b }
  @inline(__always) static func multiply(_ a: Int64, _ b: Int64) -> Int64 { a &* b }
  @inline(__always) var isNotANumber: Bool { false }

  @inline(__always)
  static func divide(_ a: Int64, _ b: Int64) -> Int64 {
    if b == 0 { fail("ZeroDivisionError") }
    return a.dividedReportingOverflow(by: b).partialValue
  }

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
