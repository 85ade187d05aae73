/// The operators that change a tensor in place.
///
/// Each stands here twice. What can be assigned to is assigned its new value, so that parts which are
/// copies change what they were taken from: `x[mask] *= 2`. All else, as a constant or a call's result,
/// changes where it lies.
extension Tensor {
  /// Adds in place.
  public static func += (a: inout Tensor, b: Tensor) { a.add(b) }
  /// Adds in place.
  @_disfavoredOverload
  public static func += (a: Tensor, b: Tensor) { a.add(b) }
  /// Adds a number in place.
  public static func += (a: inout Tensor, b: some Element) { a.add(Tensor(wrapped: b)) }
  /// Adds a number in place.
  @_disfavoredOverload
  public static func += (a: Tensor, b: some Element) { a.add(Tensor(wrapped: b)) }

  /// Subtracts in place.
  public static func -= (a: inout Tensor, b: Tensor) { a.subtract(b) }
  /// Subtracts in place.
  @_disfavoredOverload
  public static func -= (a: Tensor, b: Tensor) { a.subtract(b) }
  /// Subtracts a number in place.
  public static func -= (a: inout Tensor, b: some Element) { a.subtract(Tensor(wrapped: b)) }
  /// Subtracts a number in place.
  @_disfavoredOverload
  public static func -= (a: Tensor, b: some Element) { a.subtract(Tensor(wrapped: b)) }

  /// Multiplies in place.
  public static func *= (a: inout Tensor, b: Tensor) { a.multiply(b) }
  /// Multiplies in place.
  @_disfavoredOverload
  public static func *= (a: Tensor, b: Tensor) { a.multiply(b) }
  /// Multiplies by a number in place.
  public static func *= (a: inout Tensor, b: some Element) { a.multiply(Tensor(wrapped: b)) }
  /// Multiplies by a number in place.
  @_disfavoredOverload
  public static func *= (a: Tensor, b: some Element) { a.multiply(Tensor(wrapped: b)) }

  /// Divides in place.
  public static func /= (a: inout Tensor, b: Tensor) { a.divide(b) }
  /// Divides in place.
  @_disfavoredOverload
  public static func /= (a: Tensor, b: Tensor) { a.divide(b) }
  /// Divides by a number in place.
  public static func /= (a: inout Tensor, b: some Element) { a.divide(Tensor(wrapped: b)) }
  /// Divides by a number in place.
  @_disfavoredOverload
  public static func /= (a: Tensor, b: some Element) { a.divide(Tensor(wrapped: b)) }

  private final func add(_ b: Tensor) { become(inPlace: self + b, b) }
  private final func subtract(_ b: Tensor) { become(inPlace: self - b, b) }
  private final func multiply(_ b: Tensor) {
    become(inPlace: (records(b) ? original : self) * b, b)
  }
  private final func divide(_ b: Tensor) {
    become(inPlace: (records(b) ? original : self) / b, b)
  }

  /// A copy with this tensor's history, for gradients that need the elements as they were before a
  /// change.
  final var original: Tensor {
    let original = rawClone(self)
    original.history = gradFn
    original.outputNumber = outputNumber
    return original
  }
}
