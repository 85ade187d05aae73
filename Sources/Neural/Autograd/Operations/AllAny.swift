private enum Quantifier {
  case all, any
}

private let truths = ElementwiseProgram { x in x != 0 }

private func rawAllOrAny(
  _ tensor: Tensor, _ dims: [Int]?, _ keepDim: Bool, _ quantifier: Quantifier
) -> Tensor {
  let output: Tensor
  if tensor.dtype.itemSize == 1 && tensor.count > 0 {
    // The largest or smallest byte says it, and is found without counting.
    let name = quantifier == .any ? "any" : "all"
    output =
      rawExtremes(tensor, over: dims, keepDim: keepDim, largest: quantifier == .any, name) != 0
  } else {
    let count = rawReduce(
      .sum, truths, [tensor], over: dims, keepDim: keepDim, in: tensor.dtype.reduceType,
      to: .int64)
    let most = count.count == 0 ? 0 : tensor.count / count.count
    output = quantifier == .any ? count != 0 : count == most
  }
  // Bytes were PyTorch's truth values once, and their quantifiers give bytes still.
  return tensor.dtype == .uint8 ? rawCast(output, to: .uint8) : output
}

extension Tensor {
  /// Whether all elements are true, a scalar; numbers are true if they aren't 0. Of type bool, or
  /// uint8 for uint8.
  public final func all() -> Tensor { rawAllOrAny(self, nil, false, .all) }

  /// Whether all elements along a dimension are true; numbers are true if they aren't 0. Of type
  /// bool, or uint8 for uint8.
  public final func all(dim: Int, keepDim: Bool = false) -> Tensor {
    rawAllOrAny(self, [dim], keepDim, .all)
  }

  /// Whether all elements over some dimensions are true; numbers are true if they aren't 0. If
  /// `dim` is empty, each element counts for itself.
  public final func all(dim: [Int], keepDim: Bool = false) -> Tensor {
    dim.isEmpty ? truth : rawAllOrAny(self, dim, keepDim, .all)
  }

  /// Whether any element is true, a scalar; numbers are true if they aren't 0. Of type bool, or
  /// uint8 for uint8.
  public final func any() -> Tensor { rawAllOrAny(self, nil, false, .any) }

  /// Whether any element along a dimension is true; numbers are true if they aren't 0. Of type
  /// bool, or uint8 for uint8.
  public final func any(dim: Int, keepDim: Bool = false) -> Tensor {
    rawAllOrAny(self, [dim], keepDim, .any)
  }

  /// Whether any element over some dimensions is true; numbers are true if they aren't 0. If `dim`
  /// is empty, each element counts for itself.
  public final func any(dim: [Int], keepDim: Bool = false) -> Tensor {
    dim.isEmpty ? truth : rawAllOrAny(self, dim, keepDim, .any)
  }

  private final var truth: Tensor {
    dtype == .uint8 ? rawCast(rawClone(bool()), to: .uint8) : rawClone(bool())
  }
}
