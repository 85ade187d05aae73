extension Double {
  /// A number as drawings have room for it: without zeros at its end, with a minus sign; one of ten and more
  /// with a single digit behind the point.
  func drawn(digits: Int = 2) -> String {
    guard isFinite, magnitude < 1e4 else { return "\(self)" }
    let digits = magnitude < 10 ? digits : 1
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let whole = Int((magnitude * Double(scale)).rounded())
    let fraction = String(whole % scale)
    var rest = String(repeating: "0", count: digits - fraction.count) + fraction
    while rest.hasSuffix("0") { rest.removeLast() }
    let sign = self < 0 && whole > 0 ? "−" : ""
    return sign + "\(whole / scale)" + (rest.isEmpty ? "" : "." + rest)
  }
}

extension Tensor {
  /// A tensor of few elements as its numbers, a larger one as its shape.
  final var drawn: String {
    guard count <= 4 else { return "\(shape)" }
    let numbers = detach().to(.float64).array(of: Double.self).map { $0.drawn(digits: 4) }
    return dim == 0 ? numbers.joined() : "[\(numbers.joined(separator: ", "))]"
  }
}
