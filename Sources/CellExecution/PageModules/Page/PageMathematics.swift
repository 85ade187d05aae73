// The mathematics that Foundation has elsewhere, for cells in a page. Generic, so that a cell may declare functions
// of the same names for itself. Computed in Double by range reduction and series, to about 1e-15 of the result; angles
// up to a million.

protocol __PageNumber: BinaryFloatingPoint {
  var __double: Double { get }
  init(_ double: Double)
}
extension Double: __PageNumber { var __double: Double { self } }
extension Float: __PageNumber { var __double: Double { Double(self) } }

func exp<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.exp(x.__double)) }
func exp2<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.pow(2, x.__double)) }
func expm1<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.expm1(x.__double)) }
func log<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.log(x.__double)) }
func log1p<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.log1p(x.__double)) }
func log2<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.log2(x.__double)) }
func log10<T: __PageNumber>(_ x: T) -> T {
  T(__Mathematics.log(x.__double) / __Mathematics.log(10))
}
func pow<T: __PageNumber>(_ x: T, _ y: T) -> T { T(__Mathematics.pow(x.__double, y.__double)) }
func sqrt<T: __PageNumber>(_ x: T) -> T { x.squareRoot() }
func hypot<T: __PageNumber>(_ x: T, _ y: T) -> T {
  T((x.__double * x.__double + y.__double * y.__double).squareRoot())
}
func sin<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.sine(x.__double, quarter: 0)) }
func cos<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.sine(x.__double, quarter: 1)) }
func tan<T: __PageNumber>(_ x: T) -> T {
  T(__Mathematics.sine(x.__double, quarter: 0) / __Mathematics.sine(x.__double, quarter: 1))
}
func asin<T: __PageNumber>(_ x: T) -> T {
  T(__Mathematics.atan(x.__double / ((1 - x.__double) * (1 + x.__double)).squareRoot()))
}
func acos<T: __PageNumber>(_ x: T) -> T {
  T(2 * __Mathematics.atan(((1 - x.__double) / (1 + x.__double)).squareRoot()))
}
func atan<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.atan(x.__double)) }
func atan2<T: __PageNumber>(_ y: T, _ x: T) -> T { T(__Mathematics.atan2(y.__double, x.__double)) }
func sinh<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.sinh(x.__double)) }
func cosh<T: __PageNumber>(_ x: T) -> T {
  T((__Mathematics.exp(x.__double) + __Mathematics.exp(-x.__double)) / 2)
}
func tanh<T: __PageNumber>(_ x: T) -> T { T(__Mathematics.tanh(x.__double)) }
func floor<T: __PageNumber>(_ x: T) -> T { x.rounded(.down) }
func ceil<T: __PageNumber>(_ x: T) -> T { x.rounded(.up) }
func trunc<T: __PageNumber>(_ x: T) -> T { x.rounded(.towardZero) }
func round<T: __PageNumber>(_ x: T) -> T { x.rounded() }
func fabs<T: __PageNumber>(_ x: T) -> T { x.magnitude }

enum __Mathematics {
  // The logarithm of 2, and a quarter of a circle, in parts: products of whole numbers with the first are exact.
  private static let log2Parts = (6.93147180369123816490e-01, 1.90821492927058770002e-10)
  private static let quarterParts = (
    1.57079632673412561417e+00, 6.07710050630396597660e-11, 2.02226624879595063154e-21
  )

  /// x + x³/3! + x⁵/5! …, or with other beginnings 1 + x²/2! …: with `sign` −1 those of the circle.
  private static func series(_ first: Double, from start: Double, _ square: Double) -> Double {
    var (term, sum, number) = (first, first, start)
    for _ in 0..<10 {
      term *= square / ((number + 1) * (number + 2))
      sum += term
      number += 2
    }
    return sum
  }

  static func exp(_ x: Double) -> Double {
    if x.isNaN || x > 710 { return x.isNaN ? x : .infinity }
    if x < -746 { return 0 }
    let count = (x / (log2Parts.0 + log2Parts.1)).rounded()
    let rest = (x - count * log2Parts.0) - count * log2Parts.1
    let power = series(rest, from: 1, rest * rest) + series(1, from: 0, rest * rest)
    return Double(sign: .plus, exponent: Int(count), significand: power)
  }

  static func expm1(_ x: Double) -> Double {
    if x.magnitude > 0.3 { return exp(x) - 1 }
    return series(x, from: 1, x * x) + series(x * x / 2, from: 2, x * x)
  }

  static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    let (exponent, rest) = logarithmParts(of: x)
    return exponent * log2Parts.0 + (rest + exponent * log2Parts.1)
  }

  /// The exponent of a number, so that the rest is near 1, and the logarithm of the rest.
  private static func logarithmParts(of x: Double) -> (exponent: Double, rest: Double) {
    var (exponent, part) = (Double(x.exponent), x.significand)
    if part > 1.4142135623730951 { (exponent, part) = (exponent + 1, part / 2) }
    return (exponent, atanhTwice((part - 1) / (part + 1)))
  }

  /// log((1 + s) / (1 - s))
  private static func atanhTwice(_ s: Double) -> Double {
    var (power, sum) = (2 * s, 2 * s)
    for number in 1..<13 {
      power *= s * s
      sum += power / Double(2 * number + 1)
    }
    return sum
  }

  static func log1p(_ x: Double) -> Double {
    x.magnitude < 0.3 ? atanhTwice(x / (2 + x)) : log(1 + x)
  }

  static func log2(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return log(x) }
    let (exponent, rest) = logarithmParts(of: x)
    return exponent + rest / (log2Parts.0 + log2Parts.1)
  }

  static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if y.magnitude <= 1024, y == y.rounded(.towardZero) {
      var (result, base, count) = (1.0, x, Int(y.magnitude))
      while count > 0 {
        if count & 1 == 1 { result *= base }
        base *= base
        count >>= 1
      }
      return y < 0 ? 1 / result : result
    }
    guard x < 0 else { return exp(y * log(x)) }
    guard y == y.rounded(.towardZero) else { return .nan }
    let isOdd = (y / 2) != (y / 2).rounded(.towardZero)
    return exp(y * log(-x)) * (isOdd ? -1 : 1)
  }

  /// The sine of an angle and some quarters of a circle.
  static func sine(_ x: Double, quarter: Int) -> Double {
    guard x.magnitude < 1e9 else { return .nan }
    let count = (x / quarterParts.0).rounded()
    let rest =
      ((x - count * quarterParts.0) - count * quarterParts.1) - count * quarterParts.2
    let quarters = (Int(count) + quarter) & 3
    let square = -rest * rest
    let result = quarters & 1 == 0 ? series(rest, from: 1, square) : series(1, from: 0, square)
    return quarters >= 2 ? -result : result
  }

  static func atan(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.magnitude > 1 {
      let quarter = (quarterParts.0 + quarterParts.1)
      return (x < 0 ? -quarter : quarter) - atan(1 / x)
    }
    var half = x / (1 + (1 + x * x).squareRoot())
    half /= 1 + (1 + half * half).squareRoot()
    var (power, sum) = (half, half)
    for number in 1..<14 {
      power *= -half * half
      sum += power / Double(2 * number + 1)
    }
    return 4 * sum
  }

  static func atan2(_ y: Double, _ x: Double) -> Double {
    if x == 0, y == 0 { return x.sign == .minus ? (y.sign == .minus ? -.pi : .pi) : y }
    if x.isInfinite, y.isInfinite {
      let angle = x > 0 ? Double.pi / 4 : 3 * Double.pi / 4
      return y < 0 ? -angle : angle
    }
    let angle = atan(y / x)
    guard x < 0 else { return angle }
    return y.sign == .minus ? angle - .pi : angle + .pi
  }

  static func sinh(_ x: Double) -> Double {
    x.magnitude < 1 ? series(x, from: 1, x * x) : (exp(x) - exp(-x)) / 2
  }

  static func tanh(_ x: Double) -> Double {
    if x.magnitude < 1 { return sinh(x) / series(1, from: 0, x * x) }
    let power = exp(-2 * x.magnitude)
    let result = (1 - power) / (1 + power)
    return x < 0 ? -result : result
  }
}
