private let floors = UnaryOperation("FloorBackward0", { x in x.floor() }, gradient: .zero)
private let ceilings = UnaryOperation("CeilBackward0", { x in x.ceil() }, gradient: .zero)
private let nearest = UnaryOperation("RoundBackward0", { x in x.round() }, gradient: .zero)
private let wholeParts = UnaryOperation("TruncBackward0", { x in x.trunc() }, gradient: .zero)

/// Rounding to integers. Integers stay as they are; the gradient is 0. Stops the program for type
/// bool.
extension Tensor {
  /// The largest integer not above each element.
  public final func floor() -> Tensor { rounded("floor", floors) }
  /// The smallest integer not below each element.
  public final func ceil() -> Tensor { rounded("ceil", ceilings) }
  /// Each element rounded to the nearest integer, ties to even.
  public final func round() -> Tensor { rounded("round", nearest) }
  /// Each element rounded towards zero.
  public final func trunc() -> Tensor { rounded("trunc", wholeParts) }

  private final func rounded(_ name: String, _ operation: UnaryOperation) -> Tensor {
    if dtype == .bool { fail("\"\(name)_vml_cpu\" not implemented for 'Bool'") }
    return dtype.isFloatingPoint ? operation(self) : rawClone(self)
  }
}
