extension Tensor {
  /// A view of this tensor's memory with another geometry.
  ///
  /// - Parameters:
  ///   - offset: where the view starts, counted in elements from this tensor's first.
  ///   - gradient: from the view's gradient to this tensor's.
  final func view(
    _ name: String, _ sizes: Dims, _ steps: Dims, offset: Int = 0,
    _ gradient: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    let view = Tensor(
      storage: storage, offset: self.offset + offset, sizes: sizes, steps: steps, dtype: dtype)
    if !GradMode.isEnabled { return view }
    let root = base ?? self
    view.base = root
    view.baseChanges = root.recordedChanges
    return view.recorded(name, keepsTensors: false, self, gradient)
  }

  /// Brings the history of a view up to date where its base was changed in place since.
  final func refreshHistory() {
    guard let base, baseChanges != base.recordedChanges else { return }
    baseChanges = base.recordedChanges
    let geometry = Geometry(of: self, in: base)
    let (whole, type) = (base.sizes, base.dtype)
    history = nil
    _ = recorded("AsStridedBackward0", keepsTensors: false, base) { grad in
      let result = Tensor.zeros(whole, type)
      transfer(grad, to: geometry.view(of: result))
      return result
    }
  }
}

/// Where a view lies in its base.
struct Geometry {
  private let sizes: Dims
  private let steps: Dims
  private let offset: Int

  init(of view: Tensor, in base: Tensor) {
    sizes = view.sizes
    steps = view.steps
    offset = view.storageOffset - base.storageOffset
  }

  /// The same part of another tensor, which must be laid out as the base was.
  func view(of tensor: Tensor) -> Tensor {
    Tensor(
      storage: tensor.storage, offset: tensor.storageOffset + offset, sizes: sizes, steps: steps,
      dtype: tensor.dtype)
  }
}
