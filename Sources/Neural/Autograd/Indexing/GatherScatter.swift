/// The loop of gather and scatter along a dimension, ATen's `cpu_scatter_gather_base_kernel`.
private struct ScatterGatherLoop {
  let index: Tensor
  let dim: Int

  /// Calls `body` with the offset of each index position in one tensor, and of the element that the
  /// index names in the other. Stops the program where an index is out of bounds.
  @inline(__always)
  func forEach(
    _ indexShape: DimVector, _ own: DimVector, _ other: DimVector, _ limit: Int,
    _ body: (_ own: Int, _ other: Int) -> Void
  ) {
    var outer = other
    outer[dim] = 0
    let iterator = TensorIterator(indexShape, own, outer, index.layout.strides)
    let places = index.pointer(to: Int64.self)
    let (count, a, b, c) = (
      iterator.rowCount, iterator.rowStride(0), iterator.rowStride(1), iterator.rowStride(2)
    )
    iterator.forEachRow { startA, startB, startC, _ in
      for number in 0..<count {
        let place = Int(places[startC + number * c])
        if place < 0 || place >= limit {
          fail("index \(place) is out of bounds for dimension \(dim) with size \(limit)")
        }
        body(startA + number * a, startB + number * b + place * other[dim])
      }
    }
  }
}

private struct GatherKernel: ElementKernel {
  let loop: ScatterGatherLoop
  let source: Tensor
  let output: Tensor

  func run<T: Element>(_ type: T.Type) {
    let (from, into) = (source.pointer(to: T.self), output.pointer(to: T.self))
    loop.forEach(
      output.layout.shape, output.layout.strides, source.layout.strides,
      source.layout.shape[loop.dim]
    ) { into[$0] = from[$1] }
  }
}

private struct ScatterKernel: ElementKernel {
  let loop: ScatterGatherLoop
  let source: Tensor
  let target: Tensor
  let reduction: ScatterReduction?

  func run<T: Element>(_ type: T.Type) {
    let (from, into) = (source.pointer(to: T.self), target.pointer(to: T.self))
    loop.forEach(
      loop.index.layout.shape, source.layout.strides, target.layout.strides,
      target.layout.shape[loop.dim]
    ) { own, other in
      switch reduction {
      case nil: into[other] = from[own]
      case .add: into[other] = rawBinary(into[other], from[own], +, &+)
      case .multiply: into[other] = rawBinary(into[other], from[own], *, &*)
      }
    }
  }

  @inline(__always)
  private func rawBinary<T: Element>(
    _ a: T, _ b: T, _ reals: (Double, Double) -> Double, _ wholes: (Int64, Int64) -> Int64
  ) -> T {
    T.dtype.isFloatingPoint
      ? T(fromDouble: reals(a.asDouble, b.asDouble)) : T(fromInt64: wholes(a.asInt64, b.asInt64))
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
      let loop = ScatterGatherLoop(index: rawCast(index, to: .int64).atLeast1D, dim: dim)
      dtype.dispatch(
        GatherKernel(loop: loop, source: atLeast1D, output: output.atLeast1D))
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
    let dim = wrap(dim)
    let result = rawScatter(dim, index, source)
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
    let dim = wrap(dim)
    let number = rawCast(Tensor(wrapped: value), to: dtype)
    let result = rawScatter(dim, index, number, isNumber: true)
    guard records(self) else { return result }
    let saved = SavedTensor(index)
    return result.recorded("ScatterBackward1", self) { $0.rawScatterZeros(dim, saved.value) }
  }

  /// A copy with elements of `source` combined with those at indices along a dimension. A backward
  /// pass through it stops the program, as do shapes that don't fit, and an index out of bounds.
  public final func scatter(
    dim: Int, _ index: Tensor, _ source: Tensor, reduce: ScatterReduction
  ) -> Tensor {
    rawScatter(wrap(dim), index, source, reduce).recorded(
      "NotImplemented", savesTensors: false, self, noScatterGradient, source, noScatterGradient)
  }

  /// A copy with a number combined with the elements at indices along a dimension. A backward pass
  /// through it stops the program, as do shapes that don't fit, and an index out of bounds.
  public final func scatter(
    dim: Int, _ index: Tensor, value: some Element, reduce: ScatterReduction
  ) -> Tensor {
    let number = rawCast(Tensor(wrapped: value), to: dtype)
    return rawScatter(wrap(dim), index, number, isNumber: true, reduce)
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
    if !source.isBroadcastable(to: index.layout.shape) && index.count > 0 {
      fail(
        "Function \(node) returned an invalid gradient at index 1 - got \(index.shape) but expected "
          + "shape compatible with \(source.array)")
    }
    return gather(dim: dim, index)
  }

  /// - Parameter isNumber: whether the source is a number, which is broadcast.
  private final func rawScatter(
    _ dim: Int, _ index: Tensor, _ source: Tensor, isNumber: Bool = false,
    _ reduction: ScatterReduction? = nil
  ) -> Tensor {
    requireIndexType("scatter", index)
    if source.dtype != dtype { fail("scatter(): Expected self.dtype to be equal to src.dtype") }
    requireScatterShape(dim, index, isNumber ? nil : source)
    let result = rawClone(self)
    if index.count == 0 { return result }
    let places = rawCast(index, to: .int64).atLeast1D
    let source = source.ndim == 0 ? source.rawExpand(to: places.layout.shape) : source
    let loop = ScatterGatherLoop(index: places, dim: dim)
    dtype.dispatch(
      ScatterKernel(
        loop: loop, source: source, target: result.atLeast1D, reduction: reduction))
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

  /// This tensor, or a scalar as a vector of one element, not recorded.
  private final var atLeast1D: Tensor { ndim == 0 ? rawView([1]) : self }

  /// The parts at indices along a dimension, as a copy: PyTorch's `index_select`. Stops the program
  /// where the index isn't a vector, or out of bounds.
  public final func indexSelect(dim: Int, _ index: Tensor) -> Tensor {
    let dim = wrap(dim)
    requireVector(index)
    let limit = ndim == 0 ? 1 : layout.shape[dim]
    if limit == 0 && ndim > 1 && index.count > 0 {
      fail("index_select(): self indexing axis dim should be positive")
    }
    let places = rawCast(index, to: .int64).atLeast1D
    if places.array(of: Int.self).contains(where: { $0 < 0 || $0 >= limit }) {
      fail("index out of range in self")
    }
    let shape = layout.shape
    let result = noGrad { atLeast1D.index(at: [(dim, places)]) }
    guard records(self) else { return shape.count == 0 ? result.rawView(shape) : result }
    let saved = SavedTensor(index)
    return (shape.count == 0 ? result.rawView(shape) : result)
      .recorded("IndexSelectBackward0", self) { grad in
        let result = Tensor.zeros(shape, grad.dtype)
        result.atLeast1D.rawIndexPut(
          grad.atLeast1D, at: [(dim, rawCast(saved.value, to: .int64).atLeast1D)],
          accumulate: true)
        return result
      }
  }

  private final func requireVector(_ index: Tensor) {
    if index.ndim > 1 {
      fail("index_select(): Index is supposed to be a vector")
    }
    if ndim == 0 && index.count != 1 {
      fail("index_select(): Index to scalar can have only 1 value, got \(index.count) value(s)")
    }
    if index.dtype != .int64 && index.dtype != .int32 {
      fail("index_select(): Expected dtype int32 or int64 for index")
    }
  }

  /// The elements where a mask of type bool is true, as a vector. Mask and tensor are broadcast.
  public final func maskedSelect(_ mask: Tensor) -> Tensor {
    if mask.dtype != .bool { fail("masked_select: expected BoolTensor for mask") }
    let shape = broadcast(mask.layout.shape, layout.shape)
    let places = { (mask: Tensor) in [(0, rawContiguous(mask.rawExpand(to: shape)).atLeast1D)] }
    let result = noGrad { rawExpand(to: shape).atLeast1D.index(at: places(mask)) }
    guard records(self) else { return result }
    let saved = (source: SavedTensor(self), mask: SavedTensor(mask))
    return result.recorded("MaskedSelectBackward0", self) { grad in
      _ = saved.source.value
      let result = Tensor.zeros(shape, grad.dtype)
      result.atLeast1D.rawIndexPut(grad, at: places(saved.mask.value), accumulate: false)
      return result
    }
  }
}

private func noScatterGradient(_: Tensor) -> Tensor {
  fail("derivative for aten::scatter is not implemented")
}
