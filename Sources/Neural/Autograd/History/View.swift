/// How a view was made, PyTorch's `CreationMeta`. Only views of the first kind may be changed in
/// place where gradients are recorded.
enum CreationMeta: UInt8 {
  /// By an operation with one output.
  case `default`
  /// By an operation with several outputs, or as a view of one of them.
  case multiOutputNode
  /// While nothing was recorded, or as a view of such a view.
  case noGradMode
}

extension Tensor {
  /// Makes and records a view of this tensor.
  ///
  /// - Parameters:
  ///   - name: the name of the node.
  ///   - offset: the distance in elements from this tensor's first element to the view's.
  ///   - gradient: maps the view's gradient to this tensor's.
  final func view(
    _ name: String, _ shape: DimVector, _ strides: DimVector, offset: Int = 0,
    _ gradient: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    let view = viewWithoutHistory(shape, strides, offset: offset)
    if records(self) {
      view.history = Node(name, [Edge(self, gradient)].compactMap { $0 }, savesTensors: false)
    }
    return view
  }

  /// Records the views that one operation with several outputs makes of this tensor.
  ///
  /// - Parameters:
  ///   - name: the name of the node.
  ///   - views: views by ``viewWithoutHistory(_:_:offset:)``.
  ///   - join: maps the views' gradients, nil for those without, to this tensor's, of the given
  ///     dtype.
  final func views(
    _ name: String, _ views: [Tensor], joining join: @escaping ([Tensor?], DType) -> Tensor
  ) -> [Tensor] {
    let type = dtype
    let edges = records(self) ? [Edge(self) { $0 }].compactMap { $0 } : []
    let node =
      records(self)
      ? Node(name, edges, savesTensors: false, joining: { join($0, type) }) : nil
    for (number, view) in views.enumerated() {
      if view.creationMeta == .default || GradMode.isEnabled {
        view.creationMeta = .multiOutputNode
      }
      view.history = node
      view.outputNumber = number
    }
    return views
  }

  /// A view that knows its base, but isn't recorded.
  final func viewWithoutHistory(_ shape: DimVector, _ strides: DimVector, offset: Int) -> Tensor {
    shape.checkProduct()
    let view = Tensor(
      storage: storage, offset: self.layout.offset &+ offset, shape: shape, strides: strides,
      dtype: dtype)
    view.base = base ?? self
    view.historyVersion = storage.version
    view.creationMeta = GradMode.isEnabled ? creationMeta : .noGradMode
    return view
  }

  /// Regenerates the history of a view whose base, or another view of it, was changed in place
  /// since.
  final func refreshHistory() {
    guard let base, storage.version != historyVersion, history != nil || base.needsGrad else {
      return
    }
    if creationMeta != .default { failInPlaceOnView(isIndirect: true) }
    let geometry = ViewGeometry(of: self, in: base)
    let edge = Edge(base) { geometry.gradientOfBase($0) }
    setGradFn(to: Node("AsStridedBackward0", [edge].compactMap { $0 }, savesTensors: false))
    historyVersion = storage.version
  }

  /// Whether the history of this view can't be regenerated: asking for it stops the program.
  final var hasInvalidHistory: Bool {
    guard let base, storage.version != historyVersion, history != nil || base.needsGrad else {
      return false
    }
    return creationMeta != .default
  }

  /// Makes `node` the history of this tensor, and moves its retain-grad hook there.
  final func setGradFn(to node: Node) {
    if let old = history, old.removeRetainGradHook(self) { node.addRetainGradHook(self, output: 0) }
    history = node
    outputNumber = 0
  }

  /// Stops the program because this view may not be changed in place.
  ///
  /// - Parameter isIndirect: whether its base, or another view of that, was changed.
  final func failInPlaceOnView(isIndirect: Bool) -> Never {
    let change = isIndirect ? "its base or another view of its base has been" : "is being"
    let message: String
    if let history, creationMeta == .multiOutputNode {
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
    switch creationMeta {
    case .multiOutputNode:
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
