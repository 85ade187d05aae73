extension Tensor {
  /// A view in another shape, in which one size may be -1 to be inferred. Stops the program where
  /// the shape doesn't fit, or the strides don't allow a view.
  public final func view(_ shape: Int...) -> Tensor { view(shape) }

  /// A view in another shape, in which one size may be -1 to be inferred. Stops the program where
  /// the shape doesn't fit, or the strides don't allow a view.
  public final func view(_ shape: [Int]) -> Tensor {
    let target = DimVector(shape, resolvedFor: count)
    guard let strides = viewStrides(of: target) else {
      fail(
        "view size is not compatible with input tensor's size and stride (at least one dimension "
          + "spans across two contiguous subspaces). Use .reshape(...) instead.")
    }
    return viewed("ViewBackward0", as: target, strides)
  }

  /// The tensor in another shape, in which one size may be -1 to be inferred: a view where strides
  /// allow it, else a copy. Stops the program where the shape doesn't fit.
  public final func reshape(_ shape: Int...) -> Tensor { reshape(shape) }

  /// The tensor in another shape, in which one size may be -1 to be inferred: a view where strides
  /// allow it, else a copy. Stops the program where the shape doesn't fit.
  public final func reshape(_ shape: [Int]) -> Tensor {
    let target = DimVector(shape, resolvedFor: count)
    if let strides = viewStrides(of: target) {
      return viewed(isContiguous ? "ViewBackward0" : "ReshapeAliasBackward0", as: target, strides)
    }
    let whole = layout.shape
    return rawClone(self).rawView(target)
      .recorded("UnsafeViewBackward0", savesTensors: false, self) { $0.reshape(whole.array) }
  }

  private final func viewed(_ name: String, as target: DimVector, _ strides: DimVector) -> Tensor {
    let shape = layout.shape
    return view(name, target, strides) { $0.reshape(shape.array) }
  }

  /// The tensor with the dimensions from `startDim` to `endDim`, both included, flattened to one; a
  /// view where strides allow it.
  public final func flatten(startDim start: Int = 0, endDim end: Int = -1) -> Tensor {
    let (start, end) = (wrap(start), wrap(end))
    if start > end { fail("flatten() has invalid args: start_dim cannot come after end_dim") }
    if ndim == 0 { return reshape([1]) }
    if start == end { return self }
    let merged = (start...end).reduce(1) { $0 * layout.shape[$1] }
    return reshape(Array(shape[..<start]) + [merged] + shape[(end + 1)...])
  }

  /// A view with a dimension split into several, of which one size may be -1 to be inferred. Stops
  /// the program where they don't multiply to the dimension's size.
  public final func unflatten(dim: Int, _ shape: [Int]) -> Tensor {
    let dim = wrap(dim)
    if shape.isEmpty { fail("unflatten: sizes must be non-empty") }
    if ndim == 0 || shape.count(where: { $0 == -1 }) > 1
      || shape.contains(where: { $0 < -1 })
    {
      fail(
        "unflatten got an unexpected error:\n\(shape) can't be the sizes of a part of \(self.shape)"
      )
    }
    let size = layout.shape[dim]
    guard let parts = DimVector(shape).resolved(for: size) else {
      fail(
        "unflatten: Provided sizes \(shape) don't multiply up to the size of dim \(dim) (\(size)) "
          + "in the input tensor")
    }
    return view(Array(self.shape[..<dim]) + parts.array + self.shape[(dim + 1)...])
  }

  /// The strides of a view in another shape, nil where no view exists: PyTorch's `computeStride`.
  ///
  /// Groups of dimensions that are contiguous among themselves are matched, last first, with groups
  /// of the target of the same count of elements.
  private final func viewStrides(of target: DimVector) -> DimVector? {
    if layout.strides == layout.shape.contiguousStrides { return target.contiguousStrides }
    if count == 0 { return layout.shape == target ? layout.strides : target.contiguousStrides }
    var result = target
    var next = target.count - 1
    var chunk = 1
    var chunkStride = layout.strides[ndim - 1]
    for dim in stride(from: ndim - 1, through: 0, by: -1) {
      chunk &*= layout.shape[dim]
      let isChunkEnd =
        dim == 0 || layout.shape[dim - 1] != 1 && layout.strides[dim - 1] != chunk &* chunkStride
      guard isChunkEnd else { continue }
      var covered = 1
      while next >= 0 && (covered < chunk || target[next] == 1) {
        result[next] = covered &* chunkStride
        covered &*= target[next]
        next -= 1
      }
      if covered != chunk { return nil }
      if dim > 0 {
        chunk = 1
        chunkStride = layout.strides[dim - 1]
      }
    }
    return next == -1 ? result : nil
  }
}

extension DimVector {
  /// A shape with -1 inferred for a count of elements: PyTorch's `infer_size`. Stops the program if
  /// it doesn't fit.
  init(_ shape: [Int], resolvedFor count: Int) {
    let target = DimVector(shape)
    for dim in 0..<target.count where target[dim] < -1 {
      fail("invalid shape dimension \(target[dim]) at index \(dim) of shape \(shape)")
    }
    if shape.count(where: { $0 == -1 }) > 1 { fail("only one dimension can be inferred") }
    if count == 0 && shape.contains(-1) && shape.contains(0) {
      fail(
        "cannot reshape tensor of 0 elements into shape \(shape) because the unspecified dimension "
          + "size -1 can be any value and is ambiguous")
    }
    guard let resolved = target.resolved(for: count) else {
      fail("shape '\(shape)' is invalid for input of size \(count)")
    }
    self = resolved
  }

  /// This shape with -1 inferred for a count of elements, or nil if it doesn't fit.
  fileprivate func resolved(for elements: Int) -> DimVector? {
    var (known, open, result) = (1, Int?.none, self)
    for dim in 0..<count {
      if self[dim] == -1 && open == nil {
        open = dim
      } else {
        let (product, hasOverflow) = known.multipliedReportingOverflow(by: self[dim])
        if self[dim] < 0 || hasOverflow && !array.contains(0) { return nil }
        known = product
      }
    }
    if let open {
      if known == 0 || elements % known != 0 { return nil }
      result[open] = elements / known
    } else if result.product != elements || known != elements && elements != 0 {
      return nil
    }
    return result
  }
}
