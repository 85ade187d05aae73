extension Tensor {
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
    var result = layout.broadcastStrides(to: target)
    if ndim == 0 { return result }
    for dim in stride(from: target.count - ndim - 1, through: 0, by: -1)
    where target[dim] == 1 {
      result[dim] = target[dim + 1] &* result[dim + 1]
    }
    return result
  }
}
