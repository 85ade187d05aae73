/// Moves elements along a dimension by an index tensor; see ``IndexingBackend``. Stops the program where an
/// index is out of bounds.
private func rawIndexed(
  _ operation: IndexedOperation, _ dim: Int, _ index: Tensor, own: Tensor, other: Tensor
) {
  let outside = own.backend.moveIndexed(
    operation, along: dim, index, own: own, other: other)
  if let outside {
    let limit = other.layout.shape[dim]
    fail("index \(outside) is out of bounds for dimension \(dim) with size \(limit)")
  }
}

/// How scattered elements are combined with those that are there.
public enum ScatterReduction: Sendable {
  /// Their sum.
  case add
  /// Their product.
  case multiply
}

extension Tensor {
  /// Gathers elements along a dimension; in the first of two, `out[i][j] = self[index[i][j]][j]`.
  ///
  /// The result has the shape of the index, which may not be larger than this tensor in the other
  /// dimensions. Stops the program where shapes don't fit or an index is out of bounds.
  public final func gather(dim: Int, _ index: Tensor) -> Tensor {
    let dim = wrap(dim)
    requireIndexType("gather", index)
    requireGatherShape(dim, index)
    let output = Tensor(uninitialized: index.layout.shape, dtype)
    if index.count > 0 {
      rawIndexed(
        .gather, dim, rawCast(index, to: .int64).atLeast1D, own: output.atLeast1D,
        other: atLeast1D)
    }
    guard records(self) else { return output }
    let (saved, source) = (SavedTensor(index), SavedTensor(self))
    return output.recorded("GatherBackward0", self) {
      Tensor.zeros(source.value.layout.shape, $0.dtype).scatterAdd(dim: dim, saved.value, $0)
    }
  }

  /// A copy with elements of `source` written at indices along a dimension; in the first of two,
  /// `out[index[i][j]][j] = source[i][j]`. Stops the program where shapes don't fit, dtypes differ,
  /// or an index is out of bounds.
  public final func scatter(dim: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    scatter(dim: dim, index, source, into: nil)
  }

  /// - Parameter target: where the result of an operation in place goes.
  final func scatter(
    dim: Int, _ index: Tensor, _ source: Tensor, into target: Tensor?
  ) -> Tensor {
    let dim = wrap(dim)
    let result = rawScatter(dim, index, source, into: target)
    guard records(self, source) else { return result }
    let saved = SavedTensor(index)
    return result.recorded(
      "ScatterBackward0", self, { $0.rawScatterZeros(dim, saved.value) },
      source,
      { $0.scatterSourceGrad("ScatterBackward0", dim, saved.value, for: source.layout.shape) })
  }

  /// A copy with a number written at indices along a dimension. Stops the program where shapes
  /// don't fit or an index is out of bounds.
  public final func scatter(dim: Int, _ index: Tensor, value: some Element) -> Tensor {
    scatter(dim: dim, index, value: value, into: nil)
  }

  /// - Parameter target: where the result of an operation in place goes.
  final func scatter(
    dim: Int, _ index: Tensor, value: some Element, into target: Tensor?
  ) -> Tensor {
    let dim = wrap(dim)
    let number = rawCast(Tensor(wrapped: value), to: dtype)
    let result = rawScatter(dim, index, number, isNumber: true, into: target)
    guard records(self) else { return result }
    let saved = SavedTensor(index)
    return result.recorded("ScatterBackward1", self) { $0.rawScatterZeros(dim, saved.value) }
  }

  /// A copy with elements of `source` combined with those at indices along a dimension. A backward
  /// pass through it stops the program, as do shapes that don't fit, and an index out of bounds.
  public final func scatter(
    dim: Int, _ index: Tensor, _ source: Tensor, reduce: ScatterReduction
  ) -> Tensor {
    scatter(dim: dim, index, source, reduce: reduce, into: nil)
  }

  /// - Parameter target: where the result of an operation in place goes.
  final func scatter(
    dim: Int, _ index: Tensor, _ source: Tensor, reduce: ScatterReduction, into target: Tensor?
  ) -> Tensor {
    rawScatter(wrap(dim), index, source, reduce, into: target).recorded(
      "NotImplemented", savesTensors: false, self, noScatterGradient, source, noScatterGradient)
  }

  /// A copy with a number combined with the elements at indices along a dimension. A backward pass
  /// through it stops the program, as do shapes that don't fit, and an index out of bounds.
  public final func scatter(
    dim: Int, _ index: Tensor, value: some Element, reduce: ScatterReduction
  ) -> Tensor {
    scatter(dim: dim, index, value: value, reduce: reduce, into: nil)
  }

  /// - Parameter target: where the result of an operation in place goes.
  final func scatter(
    dim: Int, _ index: Tensor, value: some Element, reduce: ScatterReduction, into target: Tensor?
  ) -> Tensor {
    let number = rawCast(Tensor(wrapped: value), to: dtype)
    return rawScatter(wrap(dim), index, number, isNumber: true, reduce, into: target)
      .recorded("NotImplemented", savesTensors: false, self, noScatterGradient)
  }

  /// A copy with elements of `source` added at indices along a dimension; in the first of two,
  /// `out[index[i][j]][j] += source[i][j]`. Stops the program where shapes don't fit, dtypes
  /// differ, or an index is out of bounds.
  public final func scatterAdd(dim: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    let dim = wrap(dim)
    let result = rawScatter(dim, index, source, .add)
    guard records(self, source) else { return result }
    let saved = SavedTensor(index)
    return result.recorded(
      "ScatterAddBackward0", savesTensors: source.needsGrad, self, { $0 },
      source,
      { $0.scatterSourceGrad("ScatterAddBackward0", dim, saved.value, for: source.layout.shape) })
  }

  private final func rawScatterZeros(_ dim: Int, _ index: Tensor) -> Tensor {
    rawScatter(dim, index, rawCast(Tensor(wrapped: 0), to: dtype), isNumber: true)
  }

  /// The gradient of a scattered source. Stops the program where the index isn't of its shape, as
  /// PyTorch does.
  private final func scatterSourceGrad(
    _ node: String, _ dim: Int, _ index: Tensor, for source: DimVector
  ) -> Tensor {
    if !source.isBroadcastable(to: index.layout.shape) {
      fail(
        "Function \(node) returned an invalid gradient at index 1 - got \(index.shape) but expected "
          + "shape compatible with \(source.array)")
    }
    return gather(dim: dim, index)
  }

  /// - Parameters:
  ///   - isNumber: whether the source is a number, which is broadcast.
  ///   - target: has this tensor's elements and takes the result; nil for a copy.
  private final func rawScatter(
    _ dim: Int, _ index: Tensor, _ source: Tensor, isNumber: Bool = false,
    _ reduction: ScatterReduction? = nil, into target: Tensor? = nil
  ) -> Tensor {
    requireIndexType("scatter", index)
    if source.dtype != dtype { fail("scatter(): Expected self.dtype to be equal to src.dtype") }
    requireScatterShape(dim, index, isNumber ? nil : source)
    let result = target ?? rawClone(self)
    if index.count == 0 { return result }
    let places = rawCast(index, to: .int64).atLeast1D
    let source = source.ndim == 0 ? source.rawExpand(to: places.layout.shape) : source
    let operation: IndexedOperation =
      switch reduction {
      case nil: .scatter
      case .add: .add
      case .multiply: .multiply
      }
    rawIndexed(operation, dim, places, own: source, other: result.atLeast1D)
    return result
  }

  private final func requireIndexType(_ name: String, _ index: Tensor) {
    if index.count > 0 && index.dtype != .int64 && index.dtype != .int32 {
      fail("\(name)(): Expected dtype int32/int64 for index")
    }
  }

  private final func requireGatherShape(_ dim: Int, _ index: Tensor) {
    if index.count == 0 { return }
    if index.atLeast1D.ndim != atLeast1D.ndim {
      fail("Index tensor must have the same number of dimensions as input tensor")
    }
    for other in 0..<index.ndim
    where other != dim && index.layout.shape[other] > layout.shape[other] {
      fail(
        "Size does not match at dimension \(other) expected index \(index.shape) to be no larger than "
          + "self \(shape) apart from dimension \(dim)")
    }
  }

  /// - Parameter source: nil for a number.
  private final func requireScatterShape(_ dim: Int, _ index: Tensor, _ source: Tensor?) {
    if index.count == 0 { return }
    let count = index.atLeast1D.ndim
    if count != atLeast1D.ndim {
      fail("Index tensor must have the same number of dimensions as self tensor")
    }
    let size = { (tensor: Tensor, dim: Int) in tensor.ndim == 0 ? 1 : tensor.size(dim) }
    var fits = (0..<count).allSatisfy { $0 == dim || size(index, $0) <= size(self, $0) }
    if let source {
      // As in PyTorch, a source with too few dimensions is asked for those that it hasn't.
      fits = fits && (0..<count).allSatisfy { size(index, $0) <= size(source, $0) }
      if source.atLeast1D.ndim != count {
        fail("Index tensor must have the same number of dimensions as src tensor")
      }
    }
    if fits { return }
    let limit = source.map { " and to be no larger size than src \($0.shape)" } ?? ""
    fail(
      "Expected index \(index.shape) to be no larger than self \(shape) apart from dimension \(dim)"
        + limit)
  }
}

private func noScatterGradient(_: Tensor) -> Tensor {
  fail("derivative for aten::scatter is not implemented")
}
