/// The layouts of a view and its base, by which gradients of one become gradients of the other.
struct ViewGeometry {
  private let base: (shape: DimVector, strides: DimVector)
  private let part: (shape: DimVector, strides: DimVector)
  /// The distance in elements from the base's first element to the view's.
  private let offset: Int

  init(of view: Tensor, in base: Tensor) {
    self.base = (base.layout.shape, base.layout.strides)
    part = (view.layout.shape, view.layout.strides)
    offset = view.storageOffset - base.storageOffset
  }

  /// A copy of a gradient of the base in the base's layout, and the view of that copy which
  /// corresponds to the view.
  func split(_ gradient: Tensor) -> (whole: Tensor, part: Tensor) {
    let whole = Tensor(
      storage: Storage(byteCount: extent * gradient.dtype.itemSize), offset: 0, shape: base.shape,
      strides: base.strides, dtype: gradient.dtype)
    whole.assertNoInternalOverlap()
    rawCopy(gradient, to: whole)
    return (whole, placed(part, of: whole, at: offset))
  }

  /// The gradient of the base from that of the view, PyTorch's `as_strided_backward`. Elements that
  /// occur several times in the view get the sum of their gradients; those that occur several times
  /// in the base share theirs.
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

  /// The number of elements that the base's layout spans.
  private var extent: Int {
    if base.shape.product == 0 { return 0 }
    return (0..<base.shape.count).reduce(1) { $0 + (base.shape[$1] - 1) * base.strides[$1] }
  }

  /// A layout without its broadcast dimensions, and its shape with those of size 1.
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
