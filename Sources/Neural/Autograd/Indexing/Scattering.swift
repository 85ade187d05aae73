/// Moves elements between a tensor and one whose places along a dimension an index tensor names.
private struct Placement {
  let index: Tensor
  let dim: Int

  /// Calls `body` with the place of each index element, and the place in `other` that it names.
  @inline(__always)
  func forEach(
    _ indexSizes: Dims, _ own: Dims, _ other: Dims, _ limit: Int,
    _ body: (_ own: Int, _ other: Int) -> Void
  ) {
    var outer = other
    outer[dim] = 0
    let walk = Walk(indexSizes, own, outer, index.steps)
    let places = index.pointer(to: Int64.self)
    let (count, a, b, c) = (walk.rowCount, walk.rowStep(0), walk.rowStep(1), walk.rowStep(2))
    walk.forEachRow { startA, startB, startC, _ in
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
  let placement: Placement
  let source: Tensor
  let output: Tensor

  func run<T: Element>(_ type: T.Type) {
    let (from, into) = (source.pointer(to: T.self), output.pointer(to: T.self))
    placement.forEach(
      output.sizes, output.steps, source.steps, source.sizes[placement.dim]
    ) { into[$0] = from[$1] }
  }
}

private struct ScatterKernel: ElementKernel {
  let placement: Placement
  let source: Tensor
  let target: Tensor
  let adds: Bool

  func run<T: Element>(_ type: T.Type) {
    let (from, into) = (source.pointer(to: T.self), target.pointer(to: T.self))
    placement.forEach(
      placement.index.sizes, source.steps, target.steps, target.sizes[placement.dim]
    ) { own, other in
      if !adds {
        into[other] = from[own]
      } else if T.dtype.isFloatingPoint {
        into[other] = T(fromDouble: into[other].asDouble + from[own].asDouble)
      } else {
        into[other] = T(fromInt64: into[other].asInt64 &+ from[own].asInt64)
      }
    }
  }
}

extension Tensor {
  /// The elements that `index` names along a dimension: `out[i][j] = self[index[i][j]][j]` for the
  /// first of two dimensions. The result has the shape of the index.
  public final func gather(dim: Int, _ index: Tensor) -> Tensor {
    let dim = wrap(dim)
    checkIndex("gather", index)
    if sizes.count == 0 { return view([1]).gather(dim: 0, index.view([1])).view([]) }
    let output = Tensor(uninitialized: index.sizes, dtype)
    let placement = Placement(index: converted(index, to: .int64), dim: dim)
    dtype.run(GatherKernel(placement: placement, source: self, output: output))
    let sizes = sizes
    return output.recorded("GatherBackward0", keepsTensors: false, self) {
      Tensor.zeros(sizes, $0.dtype).scatterAdd(dim: dim, index, $0)
    }
  }

  /// A copy in which the places that `index` names along a dimension hold the elements of `source`.
  public final func scatter(dim: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    let dim = wrap(dim)
    return scattered("ScatterBackward0", dim, index, source, adds: false) {
      $0.scatter(dim: dim, index, Tensor.zeros(index.sizes, $0.dtype))
    }
  }

  /// A copy in which the places that `index` names along a dimension hold a number.
  public final func scatter(dim: Int, _ index: Tensor, value: some Element) -> Tensor {
    scatter(dim: dim, index, Tensor.full(index.shape, value, dtype: dtype))
  }

  /// A copy to which the elements of `source` are added at the places that `index` names along a
  /// dimension.
  public final func scatterAdd(dim: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    scattered("ScatterAddBackward0", wrap(dim), index, source, adds: true) { $0 }
  }

  private final func scattered(
    _ node: String, _ dim: Int, _ index: Tensor, _ source: Tensor, adds: Bool,
    _ gradient: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    checkIndex("scatter", index)
    if source.dtype != dtype { fail("scatter(): Expected self.dtype to be equal to src.dtype") }
    let result = duplicate(self)
    let placement = Placement(index: converted(index, to: .int64), dim: dim)
    dtype.run(ScatterKernel(placement: placement, source: source, target: result, adds: adds))
    return result.recorded(
      node, keepsTensors: false, self, gradient, source, { $0.gather(dim: dim, index) })
  }

  private final func checkIndex(_ name: String, _ index: Tensor) {
    if index.dtype != .int64 && index.dtype != .int32 {
      fail("\(name)(): Expected dtype int32/int64 for index")
    }
    if index.sizes.count != sizes.count {
      fail("Index tensor must have the same number of dimensions as input tensor")
    }
  }

  /// The places along a dimension that a vector of indices names.
  public final func indexSelect(dim: Int, _ index: Tensor) -> Tensor {
    let dim = wrap(dim)
    let sizes = sizes
    return noGrad { gathered([(dim, index)]) }
      .recorded("IndexSelectBackward0", keepsTensors: false, self) { grad in
        let result = Tensor.zeros(sizes, grad.dtype)
        result.put(grad, at: [(dim, index)], accumulate: true)
        return result
      }
  }

  /// The elements where `mask` (of type bool) holds, as a vector.
  public final func maskedSelect(_ mask: Tensor) -> Tensor {
    if mask.dtype != .bool { fail("masked_select: expected BoolTensor for mask") }
    let shape = broadcast(sizes, mask.sizes)
    let (whole, mask) = (expanded(to: shape), dense(mask.expanded(to: shape)))
    return noGrad { whole.gathered([(0, mask)]) }
      .recorded("MaskedSelectBackward0", keepsTensors: false, self) { grad in
        let result = Tensor.zeros(shape, grad.dtype)
        result.put(grad, at: [(0, mask)], accumulate: false)
        return result
      }
  }
}
