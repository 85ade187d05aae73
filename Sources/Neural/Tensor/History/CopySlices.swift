extension Node {
  /// The history of a tensor after a view of it was changed in place by an operation.
  ///
  /// - Parameters:
  ///   - base: the tensor, still with the history from before the change.
  ///   - view: the changed view, an input of the operation if it requires a gradient.
  ///   - operation: the node of the operation, with the edge to the view first.
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

  /// The base's gradient from before the change: where the view lies, what the operation passes on.
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
