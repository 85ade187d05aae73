extension Tensor {
  /// A view without dimensions of size 1.
  public final func squeeze() -> Tensor {
    squeeze("SqueezeBackward0", (0..<ndim).filter { layout.shape[$0] == 1 })
  }

  /// A view without a dimension, if that is of size 1.
  public final func squeeze(_ dim: Int) -> Tensor {
    let dim = wrap(dim)
    return squeeze("SqueezeBackward1", ndim > 0 && layout.shape[dim] == 1 ? [dim] : [])
  }

  private final func squeeze(_ name: String, _ dims: [Int]) -> Tensor {
    let kept = (0..<ndim).filter { !dims.contains($0) }
    let whole = layout.shape
    return view(
      name, DimVector(kept.map { layout.shape[$0] }), DimVector(kept.map { layout.strides[$0] })
    ) {
      rawContiguous($0).rawView(whole)
    }
  }

  /// A view with a dimension of size 1 inserted at `dim`.
  public final func unsqueeze(_ dim: Int) -> Tensor {
    let place = wrapped(dim, of: ndim + 1)
    var (shape, strides) = (layout.shape, layout.strides)
    let whole = shape
    strides.insert(place < strides.count ? strides[place] &* shape[place] : 1, at: place)
    shape.insert(1, at: place)
    return view("UnsqueezeBackward0", shape, strides) { rawContiguous($0).rawView(whole) }
  }
}
