/// Views with the same elements and other axes.
extension Tensor {
  /// A view with two dimensions swapped.
  public final func transpose(_ a: Int, _ b: Int) -> Tensor {
    let (a, b) = (wrap(a), wrap(b))
    var (sizes, steps) = (sizes, steps)
    if sizes.count > 0 {
      (sizes[a], sizes[b]) = (sizes[b], sizes[a])
      (steps[a], steps[b]) = (steps[b], steps[a])
    }
    return view("TransposeBackward0", sizes, steps) { $0.swapped(a, b) }
  }

  /// A view of a matrix with rows and columns swapped; a vector or scalar as it is.
  public final func t() -> Tensor {
    if sizes.count > 2 {
      fail("t() expects a tensor with <= 2 dimensions, but self is \(sizes.count)D")
    }
    let (sizes, steps) = reversedAxes
    return view("TBackward0", sizes, steps) { $0.sizes.count < 2 ? $0 : $0.swapped(0, 1) }
  }

  /// A view with the dimensions in reverse order.
  public final var T: Tensor {
    permute(Array((0..<sizes.count).reversed()))
  }

  private final var reversedAxes: (Dims, Dims) {
    (Dims(shape.reversed()), Dims(strides.reversed()))
  }

  /// A view with the dimensions in another order.
  public final func permute(_ order: Int...) -> Tensor { permute(order) }

  /// A view with the dimensions in another order.
  public final func permute(_ order: [Int]) -> Tensor {
    if order.count != sizes.count {
      fail(
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length "
          + "of the desired ordering of dimensions i.e. input.dim() = \(sizes.count) is not equal to "
          + "len(dims) = \(order.count)")
    }
    let order = order.map(wrap)
    if Set(order).count != order.count { fail("permute(): duplicate dims are not allowed.") }
    return view("PermuteBackward0", Dims(order.map { sizes[$0] }), Dims(order.map { steps[$0] })) {
      var inverse = order
      for (place, dim) in order.enumerated() { inverse[dim] = place }
      return $0.permute(inverse)
    }
  }

  /// The same memory with the dimensions in another order. Nothing is recorded.
  final func permuted(_ order: [Int]) -> Tensor {
    Tensor(
      storage: storage, offset: storageOffset, sizes: Dims(order.map { sizes[$0] }),
      steps: Dims(order.map { steps[$0] }), dtype: dtype)
  }

  /// A view without the dimensions of size 1.
  public final func squeeze() -> Tensor {
    squeezed("SqueezeBackward0", (0..<sizes.count).filter { sizes[$0] == 1 })
  }

  /// A view without one dimension, if that is of size 1.
  public final func squeeze(_ dim: Int) -> Tensor {
    let dim = wrap(dim)
    return squeezed("SqueezeBackward1", sizes.count > 0 && sizes[dim] == 1 ? [dim] : [])
  }

  private final func squeezed(_ name: String, _ dims: [Int]) -> Tensor {
    let kept = (0..<sizes.count).filter { !dims.contains($0) }
    let whole = sizes
    return view(name, Dims(kept.map { sizes[$0] }), Dims(kept.map { steps[$0] })) {
      dense($0).reinterpreted(whole)
    }
  }

  /// A view with a dimension of size 1 put in before `dim`.
  public final func unsqueeze(_ dim: Int) -> Tensor {
    let place = wrapped(dim, of: sizes.count + 1)
    var (sizes, steps) = (sizes, steps)
    let whole = sizes
    steps.insert(place < steps.count ? steps[place] &* sizes[place] : 1, at: place)
    sizes.insert(1, at: place)
    return view("UnsqueezeBackward0", sizes, steps) { dense($0).reinterpreted(whole) }
  }

  /// A view in which dimensions of size 1 are repeated to a larger size; -1 keeps a size.
  public final func expand(_ shape: Int...) -> Tensor { expand(shape) }

  /// A view in which dimensions of size 1 are repeated to a larger size; -1 keeps a size.
  public final func expand(_ shape: [Int]) -> Tensor {
    var target = Dims(shape)
    let missing = target.count - sizes.count
    if missing < 0 {
      fail(
        "expand(\(dtype.tensorName){\(self.shape)}, size=\(shape)): the number of sizes "
          + "provided (\(shape.count)) must be greater or equal to the number of dimensions in the "
          + "tensor (\(sizes.count))")
    }
    // From the last dimension on, which is the one that an error names.
    for dim in (0..<target.count).reversed() {
      let size = dim < missing ? 1 : sizes[dim - missing]
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
    let isScalar = sizes.count == 0
    return view("ExpandBackward0", target, steps(expandedTo: target)) { isScalar ? $0.sum() : $0 }
  }

  /// The steps of a view of a larger shape: 0 where a size is repeated. A new dimension of size 1 lies
  /// around those after it, as PyTorch has it.
  private final func steps(expandedTo target: Dims) -> Dims {
    var result = steps(broadcastTo: target)
    if sizes.count == 0 { return result }
    for dim in stride(from: target.count - sizes.count - 1, through: 0, by: -1)
    where target[dim] == 1 {
      result[dim] = target[dim + 1] &* result[dim + 1]
    }
    return result
  }
}
