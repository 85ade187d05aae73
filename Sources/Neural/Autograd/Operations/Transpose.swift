/// Views with other dimensions of the same elements.
extension Tensor {
  /// A view with two dimensions swapped; negative numbers count from the last.
  public final func transpose(_ a: Int, _ b: Int) -> Tensor {
    let (a, b) = (wrap(a), wrap(b))
    var (shape, strides) = (layout.shape, layout.strides)
    if shape.count > 0 {
      (shape[a], shape[b]) = (shape[b], shape[a])
      (strides[a], strides[b]) = (strides[b], strides[a])
    }
    return view("TransposeBackward0", shape, strides) { $0.rawTranspose(a, b) }
  }

  /// The transpose of a matrix, a view; a vector or scalar stays as it is. Stops the program for
  /// more than two dimensions.
  public final func t() -> Tensor {
    if ndim > 2 {
      fail("t() expects a tensor with <= 2 dimensions, but self is \(ndim)D")
    }
    let (shape, strides) = reversedAxes
    return view("TBackward0", shape, strides) { $0.ndim < 2 ? $0 : $0.rawTranspose(0, 1) }
  }

  /// A view with the dimensions in reverse order, the transpose of a matrix.
  public final var T: Tensor {
    permute(Array((0..<ndim).reversed()))
  }

  private final var reversedAxes: (DimVector, DimVector) {
    (DimVector(shape.reversed()), DimVector(strides.reversed()))
  }

  /// A view with the dimensions in another order, each of them once.
  public final func permute(_ order: Int...) -> Tensor { permute(order) }

  /// A view with the dimensions in another order, each of them once.
  public final func permute(_ order: [Int]) -> Tensor {
    if order.count != ndim {
      fail(
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length "
          + "of the desired ordering of dimensions i.e. input.dim() = \(ndim) is not equal to "
          + "len(dims) = \(order.count)")
    }
    let order = order.map(wrap)
    if Set(order).count != order.count { fail("permute(): duplicate dims are not allowed.") }
    return view(
      "PermuteBackward0", DimVector(order.map { layout.shape[$0] }),
      DimVector(order.map { layout.strides[$0] })
    ) {
      var inverse = order
      for (place, dim) in order.enumerated() { inverse[dim] = place }
      return $0.permute(inverse)
    }
  }

  /// A view with the dimensions in another order.
  final func rawPermute(_ order: [Int]) -> Tensor {
    Tensor(
      storage: storage, offset: storageOffset, shape: DimVector(order.map { layout.shape[$0] }),
      strides: DimVector(order.map { layout.strides[$0] }), dtype: dtype)
  }

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

  /// A view in which dimensions of size 1 are expanded without copying; -1 keeps a size. Stops the
  /// program where another size differs.
  public final func expand(_ shape: Int...) -> Tensor { expand(shape) }

  /// A view in which dimensions of size 1 are expanded without copying; -1 keeps a size. Stops the
  /// program where another size differs.
  public final func expand(_ shape: [Int]) -> Tensor {
    var target = DimVector(shape)
    let missing = target.count - ndim
    if missing < 0 {
      fail(
        "expand(\(dtype.tensorName){\(self.shape)}, size=\(shape)): the number of sizes "
          + "provided (\(shape.count)) must be greater or equal to the number of dimensions in the "
          + "tensor (\(ndim))")
    }
    // From the last dimension on, which is the one that an error names.
    for dim in (0..<target.count).reversed() {
      let size = dim < missing ? 1 : layout.shape[dim - missing]
      if target[dim] == -1 {
        if dim < missing {
          fail(
            "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension "
              + "\(dim)")
        }
        target[dim] = size
      }
      if target[dim] < 0 && size == 1 { fail("numel: integer multiplication overflow") }
      if size != 1 && target[dim] != size {
        fail(
          "The expanded size of the tensor (\(target[dim])) must match the existing size (\(size)) at "
            + "non-singleton dimension \(dim).  Target sizes: \(shape).  Tensor sizes: \(self.shape)"
        )
      }
    }
    // PyTorch sums for a scalar even where one element is all there is, so that -0. becomes 0.
    let isScalar = ndim == 0
    return view("ExpandBackward0", target, expandStrides(to: target)) { isScalar ? $0.sum() : $0 }
  }

  /// The strides of a view expanded to a shape, PyTorch's `inferExpandGeometry`: as in
  /// broadcasting, but a new dimension of size 1 spans those after it.
  private final func expandStrides(to target: DimVector) -> DimVector {
    var result = broadcastStrides(to: target)
    if ndim == 0 { return result }
    for dim in stride(from: target.count - ndim - 1, through: 0, by: -1)
    where target[dim] == 1 {
      result[dim] = target[dim + 1] &* result[dim + 1]
    }
    return result
  }
}
