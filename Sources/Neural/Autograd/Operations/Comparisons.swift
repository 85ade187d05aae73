private let areEqual = ElementwiseProgram { a, b in a == b }
private let unequal = ElementwiseProgram { a, b in a != b }
private let less = ElementwiseProgram { a, b in a < b }
private let lessOrEqual = ElementwiseProgram { a, b in a <= b }
private let greater = ElementwiseProgram { a, b in a > b }
private let greaterOrEqual = ElementwiseProgram { a, b in a >= b }
private let both = ElementwiseProgram { a, b in a && b }
private let either = ElementwiseProgram { a, b in a || b }

/// Comparisons and logical operations, element by element and broadcast. Results are of type bool
/// and require no gradient.
extension Tensor {
  /// Whether the elements are equal.
  public static func == (a: Tensor, b: Tensor) -> Tensor {
    rawCompare(a, b, in: resultType(a, b), areEqual)
  }

  /// Whether the elements differ.
  public static func != (a: Tensor, b: Tensor) -> Tensor {
    rawCompare(a, b, in: resultType(a, b), unequal)
  }

  /// Whether the left element is less.
  public static func < (a: Tensor, b: Tensor) -> Tensor {
    rawCompare(a, b, in: resultType(a, b), less)
  }

  /// Whether the left element is less or equal.
  public static func <= (a: Tensor, b: Tensor) -> Tensor {
    rawCompare(a, b, in: resultType(a, b), lessOrEqual)
  }

  /// Whether the left element is greater.
  public static func > (a: Tensor, b: Tensor) -> Tensor {
    rawCompare(a, b, in: resultType(a, b), greater)
  }

  /// Whether the left element is greater or equal.
  public static func >= (a: Tensor, b: Tensor) -> Tensor {
    rawCompare(a, b, in: resultType(a, b), greaterOrEqual)
  }

  /// Whether both elements are true; numbers are true if they aren't 0.
  public final func logicalAnd(_ other: Tensor) -> Tensor {
    rawCompare(self, other, in: Tensor.resultType(self, other), both)
  }

  /// Whether an element is true; numbers are true if they aren't 0.
  public final func logicalOr(_ other: Tensor) -> Tensor {
    rawCompare(self, other, in: Tensor.resultType(self, other), either)
  }

  /// Whether the element is false, or 0.
  public final func logicalNot() -> Tensor {
    // A bool is compared with a bool, so that it isn't widened.
    dtype == .bool ? self == false : self == 0
  }

  /// Whether exactly one of the elements is true; numbers are true if they aren't 0.
  public final func logicalXor(_ other: Tensor) -> Tensor { logicalNot() != other.logicalNot() }

  /// Whether the element is false, or 0.
  public static prefix func ! (x: Tensor) -> Tensor { x.logicalNot() }
}

/// Comparisons with numbers.
extension Tensor {
  /// Whether the element equals the number.
  public static func == (a: Tensor, b: some Element) -> Tensor { a == Tensor(wrapped: b) }
  /// Whether the element differs from the number.
  public static func != (a: Tensor, b: some Element) -> Tensor { a != Tensor(wrapped: b) }
  /// Whether the element is less than the number.
  public static func < (a: Tensor, b: some Element) -> Tensor { a < Tensor(wrapped: b) }
  /// Whether the element is at most the number.
  public static func <= (a: Tensor, b: some Element) -> Tensor { a <= Tensor(wrapped: b) }
  /// Whether the element is greater than the number.
  public static func > (a: Tensor, b: some Element) -> Tensor { a > Tensor(wrapped: b) }
  /// Whether the element is at least the number.
  public static func >= (a: Tensor, b: some Element) -> Tensor { a >= Tensor(wrapped: b) }
}

extension Tensor {
  /// Whether shape and elements are the same: PyTorch's `torch.equal`.
  public final func equal(_ other: Tensor) -> Bool {
    if layout.shape != other.layout.shape { return false }
    // Most tensors that differ do so soon.
    let few = 4096
    if count > 4 * few && isContiguous && other.isContiguous {
      let first = { (tensor: Tensor) in
        tensor.detach().rawView([tensor.count]).narrow(dim: 0, start: 0, length: few)
      }
      if !(first(self) == first(other)).all().item(as: Bool.self) { return false }
    }
    return (self == other).all().item(as: Bool.self)
  }

  /// Whether all elements are close, broadcast: equal, or with a finite distance `|a - b| <= atol +
  /// rtol * |b|`.
  ///
  /// Stops the program where the dtypes differ or a tolerance is negative.
  public final func allClose(
    _ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8
  ) -> Bool {
    if dtype != other.dtype {
      fail("\(dtype.scalarName) did not match \(other.dtype.scalarName)")
    }
    for (name, tolerance) in [("rtol", rtol), ("atol", atol)] where !(tolerance >= 0) {
      fail(
        "\(name) must be greater than or equal to zero, but got \(streamText(tolerance))")
    }
    return noGrad {
      let (a, b) = (dtype == .bool ? self.promotedToFloat : self, other.promotedToFloat)
      let distance = (a - b).abs()
      let isNear = distance.isFinite().logicalAnd(distance <= (b * rtol).abs() + atol)
      return isNear.logicalOr(self == other).all().item(as: Bool.self)
    }
  }
}
