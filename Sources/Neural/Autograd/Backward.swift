import Synchronization

/// One backward pass, from a root node to the leaves.
private struct BackwardPass {
  /// Backward passes exclude one another, because they may share nodes.
  private static let turn = Mutex(0)

  let retainGraph: Bool

  static func run(from root: Node, output: Int, _ gradient: Tensor, retainGraph: Bool) {
    turn.withLock { number in
      number += 1
      noGrad {
        BackwardPass(retainGraph: retainGraph).walk(root, output, gradient, visit: number)
      }
    }
  }

  private func walk(_ root: Node, _ output: Int, _ gradient: Tensor, visit: Int) {
    let nodes = reachable(from: root, visit: visit)
    root.addGrad(gradient, output: output)
    for node in nodes {
      guard let grad = node.takeGrad() else { continue }
      for edge in node.edges { pass(grad, along: edge) }
      if !retainGraph { node.releaseTensors() }
    }
  }

  /// All nodes that are reachable from `root`, in topological order.
  private func reachable(from root: Node, visit: Int) -> [Node] {
    var found = [root]
    root.visit = visit
    var next = 0
    while next < found.count {
      for edge in found[next].edges {
        if let node = edge.node, node.visit != visit {
          node.visit = visit
          found.append(node)
        }
      }
      next += 1
    }
    found.sort { $0.sequence > $1.sequence }
    return found
  }

  private func pass(_ grad: Tensor, along edge: Edge) {
    guard var part = edge.inputGradient(grad) else {
      fail(
        "Trying to backward through the graph a second time (or directly access saved tensors after "
          + "they have already been freed). Saved intermediate values of the graph are freed when "
          + "you call .backward() or autograd.grad(). Specify retain_graph=True if you need to "
          + "backward through the graph a second time or if you need to access saved tensors after "
          + "calling backward.")
    }
    if let leaf = edge.leaf {
      if leaf.gradFn != nil { fail("leaf variable has been moved into the graph interior") }
      leaf.accumulateGrad(&part)
    } else if let node = edge.node {
      node.addGrad(part, output: edge.output)
    }
  }
}

private let gradientSum = ElementwiseProgram { a, b in a + b }

extension Tensor {
  /// The gradient that backward passes have accumulated in this tensor, of its shape; nil before
  /// the first. Setting one of another shape stops the program.
  public final var grad: Tensor? {
    get { accumulatedGrad }
    set {
      if let newValue, newValue.layout.shape != layout.shape {
        fail(
          "assigned grad has data of a different size: got \(newValue.shape), expected \(shape)")
      }
      accumulatedGrad = newValue
    }
  }

  /// Computes the gradients of the leaves from which this tensor was computed, and accumulates them
  /// in their ``grad``.
  ///
  /// Stops the program where this tensor requires no gradient, or a saved tensor was freed or
  /// changed in place since.
  ///
  /// - Parameters:
  ///   - gradient: the gradient of this tensor, of its shape; nil stands for 1, for tensors of one
  ///     element.
  ///   - retainGraph: whether to keep the saved tensors, so that the pass can be repeated.
  public final func backward(_ gradient: Tensor? = nil, retainGraph: Bool = false) {
    if !requiresGrad {
      fail("element 0 of tensors does not require grad and does not have a grad_fn")
    }
    if !dtype.isFloatingPoint { fail("Autograd not support dtype: \(dtype.scalarName)") }
    if gradient == nil && count != 1 {
      fail("grad can be implicitly created only for scalar outputs")
    }
    if let gradient, gradient.layout.shape != layout.shape {
      fail(
        "Mismatch in shape: grad_output[0] has a shape of torch.Size(\(gradient.shape)) and "
          + "output[0] has a shape of torch.Size(\(shape)).")
    }
    var start = gradient ?? Tensor.full(shape, 1.0, dtype: dtype)
    if let root = gradFn {
      BackwardPass.run(from: root, output: outputNumber, start, retainGraph: retainGraph)
    } else {
      noGrad { accumulateGrad(&start) }
    }
  }

  /// Accumulates a gradient in ``grad``, in place where there is one, PyTorch's `AccumulateGrad`.
  final func accumulateGrad(_ part: inout Tensor) {
    if !needsGrad { return }
    if let sum = accumulatedGrad {
      if sum.storage === part.storage {
        rawCopy(sum + part, to: sum)
      } else {
        backend.map(
          gradientSum, sum, part, into: sum, in: sum.dtype.computeType, parameters: [])
      }
      sum.storage.version += 1
    } else {
      // A gradient that passed an addition is shared with other tensors.
      let isOwn = isKnownUniquelyReferenced(&part) && part.ownsStorage && hasGradLayout(part)
      accumulatedGrad = isOwn ? part : copyAsGrad(part)
    }
  }

  /// Whether a gradient lies in memory as this tensor, or is contiguous where that has gaps: PyTorch's
  /// layout contract.
  private final func hasGradLayout(_ gradient: Tensor) -> Bool {
    if isContiguous { return gradient.isContiguous }
    return layout.isDense
      ? gradient.layout.strides == layout.strides : gradient.isContiguous
  }

  /// A copy of a gradient in that layout.
  private final func copyAsGrad(_ gradient: Tensor) -> Tensor {
    if isContiguous || !layout.isDense { return rawClone(gradient) }
    let copy = Tensor(uninitializedLike: self, gradient.dtype)
    rawCopy(gradient, to: copy)
    return copy
  }

  /// Lets backward passes accumulate a gradient in ``grad`` though this tensor isn't a leaf. Stops
  /// the program where it requires no gradient.
  public final func retainGrad() {
    if !requiresGrad { fail("can't retain_grad on Tensor that has requires_grad=False") }
    // As in PyTorch, what has no history by now counts as a leaf, even if its base has got one.
    if history == nil { return }
    gradFn?.addRetainGradHook(self, output: outputNumber)
  }
}
