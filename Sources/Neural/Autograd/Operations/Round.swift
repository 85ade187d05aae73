import Glibc

private enum Floor: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.down) }
}

private enum Ceiling: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.up) }
}

private enum Nearest: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.toNearestOrEven) }
}

private enum WholePart: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.towardZero) }
}

/// Rounding to integers. Integers stay as they are; the gradient is 0. Stops the program for type
/// bool.
extension Tensor {
  /// The largest integer not above each element.
  public final func floor() -> Tensor { rounded("floor", "FloorBackward0", Floor.self) }
  /// The smallest integer not below each element.
  public final func ceil() -> Tensor { rounded("ceil", "CeilBackward0", Ceiling.self) }
  /// Each element rounded to the nearest integer, ties to even.
  public final func round() -> Tensor { rounded("round", "RoundBackward0", Nearest.self) }
  /// Each element rounded towards zero.
  public final func trunc() -> Tensor { rounded("trunc", "TruncBackward0", WholePart.self) }

  private final func rounded<F: RealFunction>(
    _ operation: String, _ name: String, _: F.Type
  ) -> Tensor {
    if dtype == .bool { fail("\"\(operation)_vml_cpu\" not implemented for 'Bool'") }
    if !dtype.isFloatingPoint { return rawClone(self) }
    return rawUnary(self, F.self)
      .recorded(name, savesTensors: false, self) { Tensor.zerosLike($0) }
  }
}
