/// How a view was made. In-place changes are recorded only for views of the first kind.
enum ViewOrigin: UInt8 {
  /// By an operation with one output.
  case operation
  /// By an operation with several outputs, or as a view of one of them.
  case severalOutputs
  /// While nothing was recorded, or as a view of such a view.
  case noGrad
}

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
    let view = unrecordedView(sizes, steps, offset: offset)
    if records(self) {
      view.history = Node(name, [Edge(self, gradient)].compactMap { $0 }, keepsTensors: false)
    }
    return view
  }

  /// The views that one operation with several outputs makes of this tensor.
  ///
  /// - Parameters:
  ///   - views: made by ``unrecordedView(_:_:offset:)``.
  ///   - join: from the gradients of the views, nil for those that got none, to this tensor's.
  final func views(
    _ name: String, _ views: [Tensor], joining join: @escaping ([Tensor?], DType) -> Tensor
  ) -> [Tensor] {
    let type = dtype
    let edges = records(self) ? [Edge(self) { $0 }].compactMap { $0 } : []
    let node =
      records(self)
      ? Node(name, edges, keepsTensors: false, joining: { join($0, type) }) : nil
    for (number, view) in views.enumerated() {
      if view.viewOrigin == .operation || GradMode.isEnabled { view.viewOrigin = .severalOutputs }
      view.history = node
      view.outputNumber = number
    }
    return views
  }

  /// A view that has no history yet.
  final func unrecordedView(_ sizes: Dims, _ steps: Dims, offset: Int) -> Tensor {
    sizes.checkProduct()
    let view = Tensor(
      storage: storage, offset: self.offset &+ offset, sizes: sizes, steps: steps, dtype: dtype)
    view.base = base ?? self
    view.historyVersion = storage.version
    view.viewOrigin = GradMode.isEnabled ? viewOrigin : .noGrad
    return view
  }

  /// Brings the history of a view up to date where its memory was changed in place since.
  final func refreshHistory() {
    guard let base, storage.version != historyVersion, history != nil || base.needsGrad else {
      return
    }
    if viewOrigin != .operation { failNotChangeable(isIndirect: true) }
    let geometry = Geometry(of: self, in: base)
    let edge = Edge(base) { geometry.gradientOfBase($0) }
    rebase(to: Node("AsStridedBackward0", [edge].compactMap { $0 }, keepsTensors: false))
    historyVersion = storage.version
  }

  /// Whether the history of this view can't be brought up to date: asking for it stops the program.
  final var hasInvalidHistory: Bool {
    guard let base, storage.version != historyVersion, history != nil || base.needsGrad else {
      return false
    }
    return viewOrigin != .operation
  }

  /// Makes `node` the operation that computed this tensor. Who waits for this tensor's gradient waits
  /// for that of its new elements.
  final func rebase(to node: Node) {
    if let old = history, old.removeObserver(self) { node.observe(self, output: 0) }
    history = node
    outputNumber = 0
  }

  /// Stops the program because this view must not be changed in place.
  ///
  /// - Parameter isIndirect: whether it was the base, or another view of it, that was changed.
  final func failNotChangeable(isIndirect: Bool) -> Never {
    let change = isIndirect ? "its base or another view of its base has been" : "is being"
    let message: String
    if let history, viewOrigin == .severalOutputs {
      message =
        "Output \(outputNumber) of \(history.operationName) is a view and \(change) modified "
        + "inplace."
    } else {
      let made =
        history.map {
          "Output \(outputNumber) of \($0.operationName) is a view of a view which was"
        } ?? "A view was"
      message =
        "\(made) created in no_grad mode and \(change) modified inplace with grad mode enabled."
    }
    switch viewOrigin {
    case .severalOutputs:
      fail(
        message + " This view is the output of a function that returns multiple views. Such "
          + "functions do not allow the output views to be modified inplace. You should replace the "
          + "inplace operation by an out-of-place one.")
    default:
      fail(
        message + " Given that this use case is ambiguous and error-prone, it is forbidden. You "
          + "can clarify your code by moving both the view and the inplace either both inside the "
          + "no_grad block (if you don't want the inplace to be tracked) or both outside (if you "
          + "want the inplace to be tracked).")
    }
  }
}
