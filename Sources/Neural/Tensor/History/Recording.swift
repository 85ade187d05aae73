extension Tensor {
  /// Whether gradients are computed for this tensor.
  public final var requiresGrad: Bool {
    get { needsGrad }
    set {
      let isComputed = gradFn != nil
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

  /// Whether this tensor was not computed by a recorded operation.
  public final var isLeaf: Bool { gradFn == nil }

  /// The operation that computed this tensor, where it was recorded.
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
  /// Makes this new tensor the result of an operation on `input`, and returns it. It is no view, though
  /// the operation may have made it as one of what it computed.
  ///
  /// Each input comes with the function from the output's gradient to its own, which is called only
  /// for inputs that require one. It may return the gradient in the shape of the output: the
  /// backward pass sums it to the input's.
  ///
  /// - Parameter savesTensors: whether the functions capture tensors. Those are freed by the
  ///   backward pass, which can then not be repeated.
  @inline(__always)
  final func recorded(
    _ name: String, savesTensors: Bool = true,
    _ input: Tensor, _ gradient: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    base = nil
    if records(input) { record(name, savesTensors, [Edge(input, gradient)]) }
    return self
  }

  /// Makes this new tensor the result of an operation on two inputs, and returns it.
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

  /// Makes this new tensor the result of an operation on any number of inputs, and returns it.
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
