extension Tensor {
  /// Whether gradients are computed for this tensor. Setting it stops the program on a tensor that
  /// isn't floating point, and setting false on one that isn't a leaf.
  public final var requiresGrad: Bool {
    get { needsGrad }
    set {
      // As in PyTorch, what has no history by now counts as a leaf, even if its base has got one.
      let isComputed = history != nil
      if !newValue && isComputed {
        fail(
          "you can only change requires_grad flags of leaf variables. If you want to use a computed "
            + "variable in a subgraph that doesn't require differentiation use "
            + "var_no_grad = var.detach().")
      }
      if newValue && !dtype.isFloatingPoint {
        fail("only Tensors of floating point dtype can require gradients")
      }
      if !isComputed { leafRequiresGrad = newValue }
    }
  }

  /// Sets ``requiresGrad`` and returns the tensor itself.
  @discardableResult
  public final func requiresGrad(_ value: Bool = true) -> Self {
    requiresGrad = value
    return self
  }

  /// Whether this tensor isn't the result of a recorded operation.
  public final var isLeaf: Bool { gradFn == nil }

  /// The node of the operation that computed this tensor, if it was recorded.
  public final var gradFn: Node? {
    if base != nil { refreshHistory() }
    return history
  }
}

extension Tensor {
  @inline(__always)
  final var needsGrad: Bool {
    if leafRequiresGrad || history != nil { return true }
    // A view of what requires a gradient requires one, though it was made while nothing was recorded.
    guard let base else { return false }
    return base.leafRequiresGrad || base.history != nil
  }
}

/// Whether an operation on this input has to be recorded.
@inline(__always)
func records(_ a: Tensor) -> Bool { a.needsGrad && GradMode.isEnabled }

/// Whether an operation on these inputs has to be recorded.
@inline(__always)
func records(_ a: Tensor, _ b: Tensor) -> Bool {
  (a.needsGrad || b.needsGrad) && GradMode.isEnabled
}

extension Tensor {
  /// Records an operation on `input` as the history of this new tensor, and returns the tensor. It
  /// isn't a view from now on.
  ///
  /// The closure maps the output's gradient to the input's, and is called only if the input
  /// requires one. It may return a gradient of the output's shape, which is summed to the input's.
  ///
  /// What isn't recorded, because it works on memory alone, has a name that begins with `raw`.
  ///
  /// - Parameter savesTensors: whether closures capture tensors. The backward pass frees them,
  ///   after which it can't be repeated.
  @inline(__always)
  final func recorded(
    _ name: String, savesTensors: Bool = true,
    _ input: Tensor, _ gradient: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    base = nil
    if records(input) { record(name, savesTensors, [Edge(input, gradient)]) }
    return self
  }

  /// Records an operation on two inputs as the history of this new tensor, and returns the tensor.
  @inline(__always)
  final func recorded(
    _ name: String, savesTensors: Bool = true,
    _ a: Tensor, _ gradientA: @escaping (Tensor) -> Tensor,
    _ b: Tensor, _ gradientB: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    base = nil
    if records(a, b) {
      record(name, savesTensors, [Edge(a, gradientA), Edge(b, gradientB)])
    }
    return self
  }

  /// Records an operation on any number of inputs as the history of this new tensor, and returns
  /// the tensor.
  final func recorded(
    _ name: String, savesTensors: Bool = true,
    _ inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)]
  ) -> Tensor {
    base = nil
    if inputs.contains(where: { records($0.tensor) }) {
      record(name, savesTensors, inputs.map { Edge($0.tensor, $0.gradient) })
    }
    return self
  }

  private final func record(_ name: String, _ savesTensors: Bool, _ edges: [Edge?]) {
    history = Node(name, edges.compactMap { $0 }, savesTensors: savesTensors)
  }
}
