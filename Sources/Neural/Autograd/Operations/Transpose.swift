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
}
