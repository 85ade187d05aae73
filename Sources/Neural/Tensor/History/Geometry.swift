/// Where a view lies in its base, whose memory may be laid out in any way.
struct Geometry {
  private let base: (sizes: Dims, steps: Dims)
  private let part: (sizes: Dims, steps: Dims)
  /// From the base's first element to the view's.
  private let offset: Int

  init(of view: Tensor, in base: Tensor) {
    self.base = (base.sizes, base.steps)
    part = (view.sizes, view.steps)
    offset = view.storageOffset - base.storageOffset
  }

  /// A gradient of the base in memory laid out as the base's, and its part where the view lies.
  func split(_ gradient: Tensor) -> (whole: Tensor, part: Tensor) {
    let whole = Tensor(
      storage: Storage(byteCount: extent * gradient.dtype.itemSize), offset: 0, sizes: base.sizes,
      steps: base.steps, dtype: gradient.dtype)
    whole.requireNoInternalOverlap()
    transfer(gradient, to: whole)
    return (whole, placed(part, of: whole, at: offset))
  }

  /// The base's gradient from the view's.
  ///
  /// Elements that the view shows several times get the sum of their gradients; elements that the base
  /// shows several times share theirs.
  func gradientOfBase(_ gradient: Tensor) -> Tensor {
    let memory = Tensor.zeros([extent], gradient.dtype)
    if part.sizes.product > 0 {
      let (kept, expanded) = withoutRepetition(part)
      let sum = dense(summed(gradient, to: expanded)).reinterpreted(kept.sizes)
      transfer(sum, to: placed(kept, of: memory, at: offset))
    }
    if withoutRepetition(base).expanded == base.sizes { return placed(base, of: memory, at: 0) }
    let shown = withoutRepetition(base)
    let times = Double(base.sizes.product / max(shown.expanded.product, 1))
    return placed(base, of: memory / Tensor(bare: times), at: 0)
  }

  /// How many elements the base's memory spans.
  private var extent: Int {
    if base.sizes.product == 0 { return 0 }
    return (0..<base.sizes.count).reduce(1) { $0 + (base.sizes[$1] - 1) * base.steps[$1] }
  }

  /// A geometry without the dimensions that repeat elements, and its sizes with those as 1.
  private func withoutRepetition(
    _ geometry: (sizes: Dims, steps: Dims)
  ) -> (kept: (sizes: Dims, steps: Dims), expanded: Dims) {
    var (sizes, steps, expanded) = (Dims(), Dims(), geometry.sizes)
    for dim in 0..<geometry.sizes.count {
      if geometry.steps[dim] == 0 {
        expanded[dim] = 1
      } else {
        sizes.append(geometry.sizes[dim])
        steps.append(geometry.steps[dim])
      }
    }
    return ((sizes, steps), expanded)
  }

  private func placed(
    _ geometry: (sizes: Dims, steps: Dims), of tensor: Tensor, at offset: Int
  ) -> Tensor {
    Tensor(
      storage: tensor.storage, offset: tensor.storageOffset + offset, sizes: geometry.sizes,
      steps: geometry.steps, dtype: tensor.dtype)
  }
}
