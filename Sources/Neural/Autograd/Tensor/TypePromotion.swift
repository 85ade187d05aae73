extension Tensor {
  /// The priority in type promotion: tensors with dimensions, then scalar tensors, then wrapped
  /// numbers.
  private final var priority: Int { ndim > 0 ? 2 : isWrappedNumber ? 0 : 1 }

  private final var promotionType: DType {
    isWrappedNumber && dtype.isFloatingPoint ? .default : dtype
  }

  /// This operand cast to `dtype`, and that to the op-math type, as PyTorch does.
  ///
  /// - Parameter isKept: whether to skip the rounding to `dtype`, as for numbers in products and
  ///   quotients.
  @inline(__always)
  final func operand(in dtype: DType, isKept: Bool = false) -> Tensor {
    let opMathType = dtype.opMathType
    if self.dtype == opMathType { return dtype == opMathType || isKept ? self : rounded(dtype) }
    if self.dtype == dtype || isKept { return rawCast(self, to: opMathType) }
    return rounded(dtype)
  }

  /// As ``operand(in:isKept:)`` for an elementwise program in `dtype`'s compute type, which casts what
  /// it reads: only what is rounded to `dtype` before is cast here.
  @inline(__always)
  final func elementwiseOperand(in dtype: DType, isKept: Bool = false) -> Tensor {
    self.dtype == dtype || isKept || dtype == dtype.computeType ? self : rawCast(self, to: dtype)
  }

  private final func rounded(_ dtype: DType) -> Tensor {
    rawCast(rawCast(self, to: dtype), to: dtype.opMathType)
  }

  /// The result type of an operation on two tensors, PyTorch's `result_type`: the operand of higher
  /// priority decides, unless the other is of a higher category.
  @inline(__always)
  static func resultType(_ a: Tensor, _ b: Tensor) -> DType {
    if a.dtype == b.dtype && a.isWrappedNumber == b.isWrappedNumber { return a.dtype }
    return mixedType(a, b)
  }

  private static func mixedType(_ a: Tensor, _ b: Tensor) -> DType {
    let (typeA, typeB) = (a.promotionType, b.promotionType)
    if a.priority == b.priority { return typeA.promoted(with: typeB) }
    let (strong, weak) = a.priority > b.priority ? (typeA, typeB) : (typeB, typeA)
    if strong.category >= weak.category { return strong }
    return strong.category == 0 || weak.category == 2 ? strong.promoted(with: weak) : strong
  }
}
