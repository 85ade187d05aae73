private let floors = ElementwiseProgram { x in x.floor() }
private let ceilings = ElementwiseProgram { x in x.ceil() }
private let nearest = ElementwiseProgram { x in x.round() }
private let wholeParts = ElementwiseProgram { x in x.trunc() }

/// Rounding to integers. Integers stay as they are; the gradient is 0. Stops the program for type
/// bool.
extension Tensor {
  /// The largest integer not above each element.
  public final func floor() -> Tensor { rounded("floor", "FloorBackward0", floors) }
  /// The smallest integer not below each element.
  public final func ceil() -> Tensor { rounded("ceil", "CeilBackward0", ceilings) }
  /// Each element rounded to the nearest integer, ties to even.
  public final func round() -> Tensor { rounded("round", "RoundBackward0", nearest) }
  /// Each element rounded towards zero.
  public final func trunc() -> Tensor { rounded("trunc", "TruncBackward0", wholeParts) }

  private final func rounded(
    _ operation: String, _ name: String, _ program: ElementwiseProgram
  ) -> Tensor {
    if dtype == .bool { fail("\"\(operation)_vml_cpu\" not implemented for 'Bool'") }
    if !dtype.isFloatingPoint { return rawClone(self) }
    return rawUnary(self, program)
      .recorded(name, savesTensors: false, self) { Tensor.zerosLike($0) }
  }
}
