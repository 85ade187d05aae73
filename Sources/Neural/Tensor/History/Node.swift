import Synchronization

/// One recorded operation of the graph that the backward pass walks.
///
/// A node points at the operations that computed its inputs, never at its own output, so that a
/// graph is freed as soon as the last tensor computed from it goes.
public final class Node {
  /// The name that PyTorch prints for the operation, for example `AddmmBackward0`.
  public let name: String

  /// One edge for each input that requires a gradient.
  private(set) var edges: [Edge]

  /// Rises with every node: an operation always comes after those it depends on.
  let sequence: Int

  /// Whether the edges' closures hold tensors, which are freed by the backward pass.
  let savesTensors: Bool

  /// Of an operation with several outputs: from their gradients, nil for those that got none, to the
  /// gradient that the edges take.
  private let joining: (([Tensor?]) -> Tensor)?

  /// The tensors that want to see their gradient though they aren't leaves.
  private var retainGradHooks: [RetainGradHook] = []

  /// What the backward pass in progress has summed up so far for this operation's first output.
  private var pendingGrad: Tensor?
  /// The same for its further outputs.
  private var furtherGrads: [Tensor?] = []
  /// The last backward pass that came across this node.
  var visit = 0

  private static let created = Atomic<Int>(0)

  init(
    _ name: String, _ edges: [Edge], savesTensors: Bool, joining: (([Tensor?]) -> Tensor)? = nil
  ) {
    self.name = name
    self.edges = edges
    self.savesTensors = savesTensors
    self.joining = joining
    sequence = Node.created.add(1, ordering: .relaxed).newValue
  }

  /// The operations that computed this one's inputs; leaves are left out.
  public var nextNodes: [Node] { edges.compactMap(\.node) }

  /// The operation's own name, as PyTorch's messages give it: `Relu` for `ReluBackward0`, `Sum1` for
  /// `SumBackward1`.
  var operationName: String { Node.operationName(of: name) }

  /// The operation's own name from that of its backward node.
  static func operationName(of name: String) -> String {
    let digits = String(name.reversed().prefix { $0.isNumber }.reversed())
    let operation = name.dropLast(digits.count)
    if operation.hasSuffix("Backward") && !digits.isEmpty {
      return operation.dropLast(8) + (digits == "0" ? "" : digits)
    }
    // PyTorch's own classes, which only its printing shortens.
    return name == "CopySlices" || name == "CopyBackwards" ? "torch::autograd::\(name)" : name
  }

  /// Frees the tensors that the edges hold.
  func releaseTensors() {
    guard savesTensors else { return }
    for index in edges.indices { edges[index].gradient = nil }
  }

  /// Frees the graph behind this node in a loop: the default recursion would overflow the stack on
  /// long graphs.
  deinit {
    var orphans = edges.compactMap(\.node)
    edges = []
    while var orphan = orphans.popLast() {
      if isKnownUniquelyReferenced(&orphan) {
        for edge in orphan.edges {
          if let node = edge.node { orphans.append(node) }
        }
        orphan.edges = []
      }
    }
  }
}

/// A tensor that waits for the gradient of an operation's output.
private struct RetainGradHook {
  let output: Int
  weak var tensor: Tensor?
}

extension Node {
  /// Lets a tensor, which is an output of this operation, see its gradient.
  func addRetainGradHook(_ tensor: Tensor, output: Int) {
    if !retainGradHooks.contains(where: { $0.tensor === tensor }) {
      retainGradHooks.append(RetainGradHook(output: output, tensor: tensor))
    }
  }

  /// Whether a tensor waits for its gradient.
  func hasRetainGradHook(for tensor: Tensor) -> Bool {
    retainGradHooks.contains { $0.tensor === tensor }
  }

  /// Whether a tensor waited for its gradient; from now on it doesn't.
  func removeRetainGradHook(_ tensor: Tensor) -> Bool {
    let count = retainGradHooks.count
    retainGradHooks.removeAll { $0.tensor === tensor }
    return retainGradHooks.count < count
  }

  /// Adds to the gradient of one of the outputs.
  func addGrad(_ grad: Tensor, output: Int) {
    if output == 0 {
      pendingGrad = pendingGrad.map { $0 + grad } ?? grad
    } else {
      while furtherGrads.count < output { furtherGrads.append(nil) }
      furtherGrads[output - 1] = furtherGrads[output - 1].map { $0 + grad } ?? grad
    }
  }

  /// What the edges take: the sum of all gradients that have come, or nil if none has.
  func takeGrad() -> Tensor? {
    if pendingGrad == nil && furtherGrads.isEmpty { return nil }
    defer {
      pendingGrad = nil
      furtherGrads = []
    }
    if retainGradHooks.isEmpty && joining == nil { return pendingGrad }
    let grads = [pendingGrad] + furtherGrads
    for hook in retainGradHooks where hook.output < grads.count {
      if var shared = grads[hook.output] { hook.tensor?.accumulateGrad(&shared) }
    }
    return joining.map { $0(grads) } ?? pendingGrad
  }
}

extension Node: CustomStringConvertible {
  /// As Python prints it: `<AddBackward0 object at 0x7f…>`.
  public var description: String {
    let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
    return "<\(name) object at 0x\(String(address, radix: 16))>"
  }
}

/// The way from an operation back to one of its inputs.
struct Edge {
  /// The operation that computed the input, or nil where it is a leaf.
  let node: Node?
  /// Which of that operation's outputs the input is.
  let output: Int
  /// The leaf, where the input is one.
  let leaf: Tensor?
  /// The input's shape, to which the gradient is summed where the input was broadcast.
  let shape: DimVector
  /// The input's type.
  let dtype: DType
  /// From the gradient of the operation's output to that of the input; nil once freed.
  var gradient: ((Tensor) -> Tensor)?

  /// An edge to `input`, or nil if that requires no gradient.
  init?(_ input: Tensor, _ gradient: @escaping (Tensor) -> Tensor) {
    if let node = input.gradFn {
      self.node = node
      leaf = nil
    } else if input.leafRequiresGrad {
      node = nil
      leaf = input
    } else {
      return nil
    }
    output = input.outputNumber
    shape = input.layout.shape
    dtype = input.dtype
    self.gradient = gradient
  }

  /// An edge to the same input with another gradient.
  func through(_ gradient: @escaping (Tensor) -> Tensor) -> Edge {
    var edge = self
    edge.gradient = gradient
    return edge
  }

  /// The gradient of the input, of its shape and type; nil once freed.
  func inputGradient(_ grad: Tensor) -> Tensor? {
    guard var part = gradient?(grad) else { return nil }
    if part.layout.shape != shape { part = rawSum(part, to: shape) }
    if part.dtype != dtype { part = rawCast(part, to: dtype) }
    return part
  }
}
