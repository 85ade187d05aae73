/// The dimensions of a reduction, and the shape of its result.
struct ReductionPlan {
  /// The shape before the reduction.
  let whole: DimVector
  let result: DimVector
  /// Shape and strides of the dimensions that are kept.
  let kept: (shape: DimVector, strides: DimVector)
  /// Shape and strides of the dimensions that are reduced.
  let reduced: (shape: DimVector, strides: DimVector)
  /// One bit a dimension.
  private let reducedDims: UInt64

  /// Whether a dimension of the input is reduced.
  func isReduced(_ dim: Int) -> Bool { reducedDims >> dim & 1 == 1 }

  /// - Parameter dims: the dimensions to reduce; nil or empty for all.
  init(_ layout: Layout, _ dims: [Int]?, keepDim: Bool) {
    whole = layout.shape
    var isReduced: UInt64 = dims?.isEmpty ?? true ? .max : 0
    for dim in dims ?? [] {
      let dim = wrapped(dim, of: whole.count)
      if isReduced >> dim & 1 == 1 { fail("dim \(dim) appears multiple times in the list of dims") }
      isReduced |= 1 << dim
    }
    reducedDims = isReduced
    var (result, kept, reduced) = (
      DimVector(), (DimVector(), DimVector()), (DimVector(), DimVector())
    )
    for dim in 0..<whole.count {
      let (size, stride) = (layout.shape[dim], layout.strides[dim])
      if isReduced >> dim & 1 == 1 {
        reduced.0.append(size)
        reduced.1.append(stride)
        if keepDim { result.append(1) }
      } else {
        kept.0.append(size)
        kept.1.append(stride)
        result.append(size)
      }
    }
    self.result = result
    self.kept = kept
    self.reduced = reduced
  }

  /// The strides of an operand, of the dimensions that are kept and those that are reduced.
  func split(_ layout: Layout) -> (kept: DimVector, reduced: DimVector) {
    let strides = layout.broadcastStrides(to: whole)
    var (kept, reduced) = (DimVector(), DimVector())
    for dim in 0..<whole.count {
      if isReduced(dim) { reduced.append(strides[dim]) } else { kept.append(strides[dim]) }
    }
    return (kept, reduced)
  }
}

extension ReductionPlan {
  /// The reduced dimensions as the middle one of three, of the tensor if its memory is in such an
  /// order, or else of a copy.
  func split(_ tensor: RawTensor) -> (input: RawTensor, split: DimSplit) {
    if let parts = splitInPlace(tensor) { return parts }
    let strides = DimVector(kept.strides.array + reduced.strides.array)
    let ordered = RawTensor(
      viewing: tensor,
      Layout(
        shape: DimVector(kept.shape.array + reduced.shape.array), strides: strides,
        offset: tensor.layout.offset))
    return (
      rawContiguous(ordered),
      DimSplit(outer: kept.shape.product, width: reduced.shape.product, inner: 1)
    )
  }

  /// The reduced dimensions as the middle one of three, if the tensor's memory is in such an order.
  func splitInPlace(_ tensor: RawTensor) -> (input: RawTensor, split: DimSplit)? {
    let width = reduced.shape.product
    for place in (0...kept.shape.count).reversed() {
      let parts = { (kept: DimVector, reduced: DimVector) in
        DimVector(kept.array[..<place] + reduced.array + kept.array[place...])
      }
      let shape = parts(kept.shape, reduced.shape)
      let layout = Layout(
        shape: shape, strides: parts(kept.strides, reduced.strides), offset: tensor.layout.offset)
      if layout.isContiguous {
        let inner = kept.shape.array[place...].reduce(1, *)
        return (
          RawTensor(viewing: tensor, layout),
          DimSplit(outer: kept.shape.product / max(inner, 1), width: width, inner: inner)
        )
      }
    }
    return nil
  }
}
