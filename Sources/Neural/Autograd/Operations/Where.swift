private let larger = ElementwiseProgram { a, b in a.maximum(b) }
private let smaller = ElementwiseProgram { a, b in a.minimum(b) }
private let choice = ElementwiseProgram { condition, a, b in condition.select(a, b) }

/// The elements of `a` where the condition is true and of `b` elsewhere, broadcast.
private func rawWhere(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  let type = Tensor.resultType(a, b)
  let (a, b) = (a.elementwiseOperand(in: type), b.elementwiseOperand(in: type))
  return choice.map(condition, a, b, in: type.computeType, to: type)
}

extension Tensor {
  /// The elements of `a` where a condition of type bool is true and of `b` elsewhere, broadcast, in
  /// their promoted dtype.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    if condition.dtype != .bool {
      fail(
        "where expected condition to be a boolean tensor, but got a tensor with dtype "
          + condition.dtype.scalarName)
    }
    let result = rawWhere(condition, a, b)
    guard records(a, b) else { return result }
    let saved = SavedTensor(condition)
    return result.recorded(
      "WhereBackward0",
      a, { rawWhere(saved.value, $0, Tensor(wrapped: 0)) },
      b, { rawWhere(saved.value, Tensor(wrapped: 0), $0) })
  }

  /// The elements of `a` where a condition of type bool is true and a number elsewhere.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: some Element) -> Tensor {
    `where`(condition, a, Tensor(wrapped: b))
  }

  /// A number where a condition of type bool is true and the elements of `b` elsewhere.
  public static func `where`(_ condition: Tensor, _ a: some Element, _ b: Tensor) -> Tensor {
    `where`(condition, Tensor(wrapped: a), b)
  }

  /// A number where a condition of type bool is true and another elsewhere.
  public static func `where`(_ condition: Tensor, _ a: some Element, _ b: some Element) -> Tensor {
    `where`(condition, Tensor(wrapped: a), Tensor(wrapped: b))
  }

  /// A copy with the value of a scalar tensor where a mask of type bool is true.
  public final func maskedFill(_ mask: Tensor, _ value: Tensor) -> Tensor {
    checkMask(mask)
    if value.ndim != 0 {
      fail(
        "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
          + "\(value.ndim) dimension(s).")
    }
    let isReal = value.dtype.isFloatingPoint
    let number = isReal ? Tensor(wrapped: value.item()) : Tensor(wrapped: value.item(as: Int.self))
    let result = rawMaskedFill(mask, with: number)
    guard records(self, value) else { return result }
    let saved = SavedTensor(mask)
    return result.recorded(
      "MaskedFillBackward1", self, { $0.rawMaskedFill(saved.value, with: 0) },
      value, { $0.rawMaskedFill(saved.value.logicalNot(), with: 0).sum() })
  }

  /// A copy with a number where a mask of type bool is true. Stops the program where the number
  /// overflows the dtype.
  public final func maskedFill(_ mask: Tensor, _ value: some Element) -> Tensor {
    checkMask(mask)
    let result = rawMaskedFill(mask, with: value)
    guard records(self) else { return result }
    let saved = SavedTensor(mask)
    return result.recorded("MaskedFillBackward0", self) { $0.rawMaskedFill(saved.value, with: 0) }
  }

  private final func checkMask(_ mask: Tensor) {
    if mask.dtype != .bool {
      fail("masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.cName)")
    }
  }

  /// As ``maskedFill(_:_:)``, with numbers in any type of mask.
  final func rawMaskedFill(_ mask: Tensor, with value: some Element) -> Tensor {
    rawMaskedFill(mask, with: Tensor(wrapped: value))
  }

  /// Contiguous in any case, as PyTorch's.
  private final func rawMaskedFill(_ mask: Tensor, with number: Tensor) -> Tensor {
    let shape = broadcast(mask.layout.shape, layout.shape)
    let result = Tensor(uninitialized: shape, dtype)
    choice.run(
      [mask, number.checkedConvert(to: dtype), self], into: [result], in: dtype.computeType)
    return result
  }

  /// The larger of two elements, broadcast; nan if one is. The gradient is shared among equal
  /// elements.
  public final func maximum(_ other: Tensor) -> Tensor {
    picked("MaximumBackward0", other, larger) { $0 > $1 }
  }

  /// The smaller of two elements, broadcast; nan if one is. The gradient is shared among equal
  /// elements.
  public final func minimum(_ other: Tensor) -> Tensor {
    picked("MinimumBackward0", other, smaller) { $0 < $1 }
  }

  private final func picked(
    _ name: String, _ other: Tensor, _ program: ElementwiseProgram,
    _ wins: @escaping (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    let result = rawBinary(self, other, in: Tensor.resultType(self, other), program)
    guard records(self, other) else { return result }
    let (savedA, savedB) = (SavedTensor(self), SavedTensor(other))
    let zero = Tensor(wrapped: 0)
    let gradient = { (grad: Tensor, isFirst: Bool) in
      let (a, b) = SavedTensor.values(savedA, savedB)
      return rawWhere(
        isFirst ? wins(b, a) : wins(a, b), zero, rawWhere(a == b, grad / 2, grad))
    }
    return result.recorded(
      name, self, { gradient($0, true) }, other, { gradient($0, false) })
  }
}
