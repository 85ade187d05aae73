extension Node {
  /// The node that becomes a base's history when a view of it is changed in place, PyTorch's
  /// `CopySlices`.
  ///
  /// - Parameters:
  ///   - base: the base, still with its history from before the change.
  ///   - view: the changed view.
  ///   - operation: the operation's node; if the view requires a gradient, its first edge leads to
  ///     that.
  convenience init(copySlicesOf base: Tensor, at view: Tensor, by operation: Node) {
    let geometry = ViewGeometry(of: view, in: base)
    var inputs = operation.edges[...]
    let toView = view.history == nil ? nil : inputs.popFirst()
    var edges: [Edge] = []
    if let edge = Edge(base, { Node.gradientOfBase($0, geometry, toView) }) { edges.append(edge) }
    for input in inputs {
      edges.append(
        input.through { input.inputGradient(rawClone(geometry.split($0).part)) ?? $0 })
    }
    self.init("CopySlices", edges, savesTensors: true)
  }

  /// The gradient of the base before the change: that after the change, in which the operation's
  /// gradient of the view replaces the view's part.
  private static func gradientOfBase(
    _ gradient: Tensor, _ geometry: ViewGeometry, _ toView: Edge?
  ) -> Tensor {
    let (whole, part) = geometry.split(gradient)
    if let passed = toView?.inputGradient(rawClone(part)) {
      part.assertNoInternalOverlap()
      rawCopy(passed, to: part)
    }
    return whole
  }
}
