extension Tensor {
  /// The sum of each element and a number.
  public static func + (a: Tensor, b: some Element) -> Tensor { a + Tensor(wrapped: b) }
  /// The sum of a number and each element.
  public static func + (a: some Element, b: Tensor) -> Tensor { Tensor(wrapped: a) + b }
  /// The difference of each element and a number.
  public static func - (a: Tensor, b: some Element) -> Tensor { a - Tensor(wrapped: b) }
  /// The difference of a number and each element.
  public static func - (a: some Element, b: Tensor) -> Tensor { Tensor(wrapped: a) - b }
  /// The product of each element and a number.
  public static func * (a: Tensor, b: some Element) -> Tensor { a * Tensor(wrapped: b) }
  /// The product of a number and each element.
  public static func * (a: some Element, b: Tensor) -> Tensor { Tensor(wrapped: a) * b }
  /// The quotient of each element and a number.
  public static func / (a: Tensor, b: some Element) -> Tensor { a / Tensor(wrapped: b) }
  /// The quotient of a number and each element.
  public static func / (a: some Element, b: Tensor) -> Tensor { Tensor(wrapped: a) / b }
  /// The remainder of the division of each element by a number.
  public static func % (a: Tensor, b: some Element) -> Tensor { a % Tensor(wrapped: b) }
  /// The remainder of the division of a number by each element.
  public static func % (a: some Element, b: Tensor) -> Tensor { Tensor(wrapped: a) % b }
}
