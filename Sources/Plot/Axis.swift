#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The scale of an axis: its range and its ticks.
struct Axis {
  let scale: Plot.Scale
  /// The ends of the range; on a logarithmic axis their powers of ten.
  let low: Double
  let high: Double
  let ticks: [Tick]

  struct Tick: Hashable {
    var value: Double
    var label: String
  }

  /// An axis that contains all of the finite numbers, and whose range begins and ends at a tick.
  ///
  /// - Parameters:
  ///   - range: the range to show in place of that of the numbers, or nil.
  ///   - count: about how many intervals there are between ticks.
  ///   - scale: how the numbers are spaced.
  ///   - zero: whether the range has to contain zero, as bars need it; a logarithmic axis can't.
  init(
    _ numbers: [Double], _ range: ClosedRange<Double>?, count: Int, scale: Plot.Scale = .linear,
    zero: Bool = false
  ) {
    self.scale = scale
    if scale == .logarithmic {
      (low, high, ticks) = Self.powersOfTen(numbers, range, count: count)
      return
    }
    let finite = numbers.filter { $0.isFinite && $0.magnitude < 1e300 } + (zero ? [0] : [])
    var low = range?.lowerBound ?? finite.min() ?? 0
    var high = range?.upperBound ?? finite.max() ?? 1
    let greatest = max(high.magnitude, low.magnitude)
    if high - low <= max(1e-9 * greatest, 1e-280) {
      let margin = greatest < 1e-280 ? 1 : greatest / 2
      (low, high) = (low - margin, high + margin)
    }
    let step = Step(atLeast: (high - low) / Double(count))
    if range == nil {
      low = step.length * (low / step.length + 1e-9).rounded(.down)
      high = step.length * (high / step.length - 1e-9).rounded(.up)
    }
    let first = Int((low / step.length - 1e-9).rounded(.up))
    let last = Int((high / step.length + 1e-9).rounded(.down))
    ticks =
      first > last
      ? [] : (first...last).map { Tick(value: step.length * Double($0), label: step.label($0)) }
    (self.low, self.high) = (low, high)
  }

  /// The position of a value, from 0 at the beginning of the axis to 1 at its end; not finite for a
  /// value that has none.
  func position(_ value: Double) -> Double {
    switch scale {
    case .linear: (value - low) / (high - low)
    case .logarithmic: value > 0 ? (log10(value) - low) / (high - low) : .nan
    }
  }

  /// The value from which bars rise or fall: zero, or the end of the axis that lies nearest to it.
  var base: Double {
    switch scale {
    case .linear: max(low, min(high, 0))
    case .logarithmic: pow(10, low)
    }
  }

  /// A logarithmic axis from one power of ten to another, with a tick at each of them, or at each
  /// second or third where they are many.
  private static func powersOfTen(
    _ numbers: [Double], _ range: ClosedRange<Double>?, count: Int
  ) -> (low: Double, high: Double, ticks: [Tick]) {
    let powers = (range.map { [$0.lowerBound, $0.upperBound] } ?? numbers).filter {
      $0.isFinite && $0 > 0
    }.map { log10($0) }
    var (low, high) = (powers.min() ?? 0, powers.max() ?? 1)
    if range == nil {
      (low, high) = ((low + 1e-9).rounded(.down), (high - 1e-9).rounded(.up))
    }
    if high - low < 1e-9 { high = low + 1 }
    let step = max(1, Int(((high - low) / Double(count)).rounded(.up)))
    let first = Int((low - 1e-9).rounded(.up))
    let last = Int((high + 1e-9).rounded(.down))
    let ticks = stride(from: first, through: last, by: step).map {
      Tick(value: pow(10, Double($0)), label: powerOfTen($0))
    }
    return (low, high, ticks)
  }

  /// `10⁻²`, and plainly `1` and `10`.
  private static func powerOfTen(_ exponent: Int) -> String {
    if exponent == 0 || exponent == 1 { return exponent == 0 ? "1" : "10" }
    let digits = String(exponent.magnitude).compactMap(\.wholeNumberValue)
    let raised = digits.map { Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + String(raised)
  }
}

/// A round distance between ticks: 1, 2 or 5 times a power of ten.
private struct Step {
  let digit: Int
  let exponent: Int

  /// The smallest step of at least this length.
  init(atLeast length: Double) {
    let power = Int(log10(length).rounded(.down))
    let digits = length / pow(10, Double(power))
    (digit, exponent) =
      digits <= 1.000001
      ? (1, power) : digits <= 2 ? (2, power) : digits <= 5 ? (5, power) : (1, power + 1)
  }

  var length: Double { Double(digit) * pow(10, Double(exponent)) }

  /// The label of the tick at `count` steps, made in integers so that nothing is rounded: `0.15`,
  /// `2000`, `3e-7`.
  func label(_ count: Int) -> String {
    let (sign, digits) = (count < 0 ? "−" : "", String((count * digit).magnitude))
    if count == 0 { return "0" }
    if exponent > 4 || exponent < -5 { return sign + scientific(digits) }
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
    return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }

  /// `15` of a power of ten is `1.5` of the next.
  private func scientific(_ digits: String) -> String {
    let rest = digits.dropFirst().reversed().drop { $0 == "0" }.reversed()
    let power = exponent + digits.count - 1
    return digits.prefix(1) + (rest.isEmpty ? "" : "." + String(rest)) + "e\(power)"
  }
}
