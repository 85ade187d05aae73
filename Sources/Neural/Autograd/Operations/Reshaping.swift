extension Tensor {
  /// A view of another shape; one size may be -1 and is worked out. Stops the program if the
  /// elements lie so that no view of that shape exists.
  public final func view(_ shape: Int...) -> Tensor { view(shape) }

  /// A view of another shape; one size may be -1 and is worked out. Stops the program if the
  /// elements lie so that no view of that shape exists.
  public final func view(_ shape: [Int]) -> Tensor {
    let target = resolved(shape)
    guard let steps = steps(viewedAs: target) else {
      fail(
        "view size is not compatible with input tensor's size and stride (at least one dimension "
          + "spans across two contiguous subspaces). Use .reshape(...) instead.")
    }
    return viewed("ViewBackward0", as: target, steps)
  }

  /// The same elements in another shape: a view where one exists, else a copy. One size may be -1.
  public final func reshape(_ shape: Int...) -> Tensor { reshape(shape) }

  /// The same elements in another shape: a view where one exists, else a copy. One size may be -1.
  public final func reshape(_ shape: [Int]) -> Tensor {
    let target = resolved(shape)
    if let steps = steps(viewedAs: target) {
      return viewed(isDense ? "ViewBackward0" : "ReshapeAliasBackward0", as: target, steps)
    }
    let sizes = sizes
    return duplicate(self).reinterpreted(target)
      .recorded("UnsafeViewBackward0", keepsTensors: false, self) { $0.reshape(sizes.array) }
  }

  private final func viewed(_ name: String, as target: Dims, _ steps: Dims) -> Tensor {
    let sizes = sizes
    return view(name, target, steps) { $0.reshape(sizes.array) }
  }

  /// The dimensions from `start` to `end`, both included, merged into one.
  public final func flatten(startDim start: Int = 0, endDim end: Int = -1) -> Tensor {
    let (start, end) = (wrap(start), wrap(end))
    if start > end { fail("flatten() has invalid args: start_dim cannot come after end_dim") }
    if sizes.count == 0 { return reshape([1]) }
    if start == end { return self }
    let merged = (start...end).reduce(1) { $0 * sizes[$1] }
    return reshape(Array(shape[..<start]) + [merged] + shape[(end + 1)...])
  }

  /// One dimension split into several, of which one may be -1.
  public final func unflatten(dim: Int, _ shape: [Int]) -> Tensor {
    let dim = wrap(dim)
    let size = sizes[dim]
    let known = shape.filter { $0 != -1 }.reduce(1, *)
    let parts = shape.map { $0 == -1 ? size / Swift.max(known, 1) : $0 }
    if parts.reduce(1, *) != size {
      fail(
        "unflatten: Provided sizes \(shape) don't multiply up to the size of dim \(dim) (\(size)) "
          + "in the input tensor")
    }
    return view(Array(self.shape[..<dim]) + parts + self.shape[(dim + 1)...])
  }

  /// The shape with -1 worked out.
  private final func resolved(_ shape: [Int]) -> Dims {
    let invalid = "shape '\(shape)' is invalid for input of size \(count)"
    var target = Dims(shape)
    var known = 1
    var open: Int?
    for dim in 0..<target.count {
      if target[dim] == -1 {
        if open != nil { fail("only one dimension can be inferred") }
        open = dim
      } else if target[dim] < 0 {
        fail("invalid shape dimension \(target[dim])")
      } else {
        known *= target[dim]
      }
    }
    if let open {
      if known == 0 && count == 0 {
        fail(
          "cannot reshape tensor of 0 elements into shape \(shape) because the unspecified "
            + "dimension size -1 can be any value and is ambiguous")
      }
      if known == 0 || count % known != 0 { fail(invalid) }
      target[open] = count / known
    } else if known != count {
      fail(invalid)
    }
    return target
  }

  /// The steps of a view of another shape, or nil where the elements don't lie so that one exists.
  ///
  /// Runs of dimensions whose elements lie at one distance are matched, last first, with runs of the
  /// target of the same count.
  private final func steps(viewedAs target: Dims) -> Dims? {
    if isDense { return target.contiguousStrides }
    var result = target
    var next = target.count - 1
    var chunk = 1
    var chunkStep = steps[sizes.count - 1]
    for dim in stride(from: sizes.count - 1, through: 0, by: -1) {
      chunk *= sizes[dim]
      let isChunkEnd =
        dim == 0 || sizes[dim - 1] != 1 && steps[dim - 1] != chunk * chunkStep
      guard isChunkEnd else { continue }
      var covered = 1
      while next >= 0 && (covered < chunk || target[next] == 1) {
        result[next] = covered * chunkStep
        covered *= target[next]
        next -= 1
      }
      if covered != chunk { return nil }
      if dim > 0 {
        chunk = 1
        chunkStep = steps[dim - 1]
      }
    }
    return next == -1 ? result : nil
  }
}
