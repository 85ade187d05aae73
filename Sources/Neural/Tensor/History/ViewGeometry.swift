/// Where a view lies in its base, whose memory may be laid out in any way.
struct ViewGeometry {
  private let base: (shape: DimVector, strides: DimVector)
  private let part: (shape: DimVector, strides: DimVector)
  /// From the base's first element to the view's.
  private let offset: Int

  init(of view: Tensor, in base: Tensor) {
    self.base = (base.layout.shape, base.layout.strides)
    part = (view.layout.shape, view.layout.strides)
    offset = view.storageOffset - base.storageOffset
  }

  /// A gradient of the base in memory laid out as the base's, and its part where the view lies.
  func split(_ gradient: Tensor) -> (whole: Tensor, part: Tensor) {
    let whole = Tensor(
      storage: Storage(byteCount: extent * gradient.dtype.itemSize), offset: 0, shape: base.shape,
      strides: base.strides, dtype: gradient.dtype)
    whole.assertNoInternalOverlap()
    rawCopy(gradient, to: whole)
    return (whole, placed(part, of: whole, at: offset))
  }

  /// The base's gradient from the view's.
  ///
  /// Elements that the view shows several times get the sum of their gradients; elements that the base
  /// shows several times share theirs.
  func gradientOfBase(_ gradient: Tensor) -> Tensor {
    let memory = Tensor.zeros([extent], gradient.dtype)
    if part.shape.product > 0 {
      let (kept, expanded) = withoutRepetition(part)
      let sum = rawContiguous(rawSum(gradient, to: expanded)).rawView(kept.shape)
      rawCopy(sum, to: placed(kept, of: memory, at: offset))
    }
    if withoutRepetition(base).expanded == base.shape { return placed(base, of: memory, at: 0) }
    let shown = withoutRepetition(base)
    let times = Double(base.shape.product / max(shown.expanded.product, 1))
    return placed(base, of: memory / Tensor(wrapped: times), at: 0)
  }

  /// How many elements the base's memory spans.
  private var extent: Int {
    if base.shape.product == 0 { return 0 }
    return (0..<base.shape.count).reduce(1) { $0 + (base.shape[$1] - 1) * base.strides[$1] }
  }

  /// A geometry without the dimensions that repeat elements, and its sizes with those as 1.
  private func withoutRepetition(
    _ geometry: (shape: DimVector, strides: DimVector)
  ) -> (kept: (shape: DimVector, strides: DimVector), expanded: DimVector) {
    var (shape, strides, expanded) = (DimVector(), DimVector(), geometry.shape)
    for dim in 0..<geometry.shape.count {
      if geometry.strides[dim] == 0 {
        expanded[dim] = 1
      } else {
        shape.append(geometry.shape[dim])
        strides.append(geometry.strides[dim])
      }
    }
    return ((shape, strides), expanded)
  }

  private func placed(
    _ geometry: (shape: DimVector, strides: DimVector), of tensor: Tensor, at offset: Int
  ) -> Tensor {
    Tensor(
      storage: tensor.storage, offset: tensor.storageOffset + offset, shape: geometry.shape,
      strides: geometry.strides, dtype: tensor.dtype)
  }
}
