/// Arithmetic in place. Stops the program where the result doesn't broadcast to the left shape or
/// can't be cast to the left dtype, and where PyTorch forbids a change in place.
///
/// Each operator is declared twice: with `inout` for what can be assigned to, so that `x[mask] *=
/// 2` changes `x`; without for constants and the results of calls.
extension Tensor {
  /// `a = a + b` in place; `b` is broadcast.
  public static func += (a: inout Tensor, b: Tensor) { a.add(b) }
  /// `a = a + b` in place; `b` is broadcast.
  @_disfavoredOverload
  public static func += (a: Tensor, b: Tensor) { a.add(b) }
  /// `a = a + b` in place.
  public static func += (a: inout Tensor, b: some Element) { a.add(Tensor(wrapped: b)) }
  /// `a = a + b` in place.
  @_disfavoredOverload
  public static func += (a: Tensor, b: some Element) { a.add(Tensor(wrapped: b)) }

  /// `a = a - b` in place; `b` is broadcast.
  public static func -= (a: inout Tensor, b: Tensor) { a.subtract(b) }
  /// `a = a - b` in place; `b` is broadcast.
  @_disfavoredOverload
  public static func -= (a: Tensor, b: Tensor) { a.subtract(b) }
  /// `a = a - b` in place.
  public static func -= (a: inout Tensor, b: some Element) { a.subtract(Tensor(wrapped: b)) }
  /// `a = a - b` in place.
  @_disfavoredOverload
  public static func -= (a: Tensor, b: some Element) { a.subtract(Tensor(wrapped: b)) }

  /// `a = a * b` in place; `b` is broadcast.
  public static func *= (a: inout Tensor, b: Tensor) { a.multiply(b) }
  /// `a = a * b` in place; `b` is broadcast.
  @_disfavoredOverload
  public static func *= (a: Tensor, b: Tensor) { a.multiply(b) }
  /// `a = a * b` in place.
  public static func *= (a: inout Tensor, b: some Element) { a.multiply(Tensor(wrapped: b)) }
  /// `a = a * b` in place.
  @_disfavoredOverload
  public static func *= (a: Tensor, b: some Element) { a.multiply(Tensor(wrapped: b)) }

  /// `a = a / b` in place; `b` is broadcast.
  public static func /= (a: inout Tensor, b: Tensor) { a.divide(b) }
  /// `a = a / b` in place; `b` is broadcast.
  @_disfavoredOverload
  public static func /= (a: Tensor, b: Tensor) { a.divide(b) }
  /// `a = a / b` in place.
  public static func /= (a: inout Tensor, b: some Element) { a.divide(Tensor(wrapped: b)) }
  /// `a = a / b` in place.
  @_disfavoredOverload
  public static func /= (a: Tensor, b: some Element) { a.divide(Tensor(wrapped: b)) }

  private final func add(_ b: Tensor) { become(with: b) { .add(self, b, into: $0) } }
  private final func subtract(_ b: Tensor) { become(with: b) { .subtract(self, b, into: $0) } }
  private final func multiply(_ b: Tensor) {
    become(with: b) { .multiply(records(b) ? original : self, b, into: $0) }
  }
  private final func divide(_ b: Tensor) {
    become(with: b) { .divide(records(b) ? original : self, b, into: $0) }
  }

  /// A copy with this tensor's history, to be saved for the gradient before a change in place.
  final var original: Tensor {
    let original = rawClone(self)
    original.history = gradFn
    original.outputNumber = outputNumber
    return original
  }
}
