import Synchronization

/// A recorded operation: a node of the autograd graph.
///
/// A node refers to the operations that computed its inputs, never to its own output, so that a
/// graph is freed with the last tensor that was computed by it.
public final class Node {
  /// PyTorch's name of the operation's node, such as `AddmmBackward0`.
  public let name: String

  /// One edge for each input that requires a gradient.
  @exclusivity(unchecked) private(set) var edges: [Edge]

  /// A number that increases with every node: an operation's is greater than those of its inputs.
  let sequence: Int

  /// Whether the edges' closures capture saved tensors, which the backward pass frees.
  let savesTensors: Bool

  /// For operations with several outputs: maps their gradients, nil for those without, to the
  /// gradient that the edges get.
  private let joining: (([Tensor?]) -> Tensor)?

  /// The outputs that retain their gradient.
  @exclusivity(unchecked) private var retainGradHooks: [RetainGradHook] = []

  /// The gradient of the first output, accumulated by the current backward pass.
  @exclusivity(unchecked) private var pendingGrad: Tensor?
  /// The gradients of the other outputs.
  @exclusivity(unchecked) private var furtherGrads: [Tensor?] = []
  /// The number of the last backward pass that visited this node.
  @exclusivity(unchecked) var visit = 0

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

  /// The nodes of the operations that computed this one's inputs, without leaves.
  public var nextNodes: [Node] { edges.compactMap(\.node) }

  /// The operation's name in PyTorch's messages: `Relu` for `ReluBackward0`, `Sum1` for
  /// `SumBackward1`.
  var operationName: String { Node.operationName(of: name) }

  /// The operation's name from that of its node.
  static func operationName(of name: String) -> String {
    let digits = String(name.reversed().prefix { $0.isNumber }.reversed())
    let operation = name.dropLast(digits.count)
    if operation.hasSuffix("Backward") && !digits.isEmpty {
      return operation.dropLast(8) + (digits == "0" ? "" : digits)
    }
    // PyTorch's own classes, which only its printing shortens.
    return name == "CopySlices" || name == "CopyBackwards" ? "torch::autograd::\(name)" : name
  }

  /// Frees the saved tensors.
  func releaseTensors() {
    guard savesTensors else { return }
    for index in edges.indices { edges[index].gradient = nil }
  }

  /// Frees the nodes behind this one in a loop, because recursion would overflow the stack on long
  /// graphs.
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

/// An output of an operation that retains its gradient.
private struct RetainGradHook {
  let output: Int
  weak var tensor: Tensor?
}

extension Node {
  /// Lets an output of this operation retain its gradient.
  func addRetainGradHook(_ tensor: Tensor, output: Int) {
    if !retainGradHooks.contains(where: { $0.tensor === tensor }) {
      retainGradHooks.append(RetainGradHook(output: output, tensor: tensor))
    }
  }

  /// Whether an output retains its gradient.
  func hasRetainGradHook(for tensor: Tensor) -> Bool {
    retainGradHooks.contains { $0.tensor === tensor }
  }

  /// Lets an output no longer retain its gradient; false if it didn't.
  func removeRetainGradHook(_ tensor: Tensor) -> Bool {
    let count = retainGradHooks.count
    retainGradHooks.removeAll { $0.tensor === tensor }
    return retainGradHooks.count < count
  }

  /// Accumulates the gradient of an output.
  func addGrad(_ grad: Tensor, output: Int) {
    if output == 0 {
      pendingGrad = pendingGrad.map { $0 + grad } ?? grad
    } else {
      while furtherGrads.count < output { furtherGrads.append(nil) }
      furtherGrads[output - 1] = furtherGrads[output - 1].map { $0 + grad } ?? grad
    }
  }

  /// The accumulated gradient for the edges, which is reset; nil if there is none.
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
  /// Python's text: `<AddBackward0 object at 0x7f…>`.
  public var description: String {
    let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
    return "<\(name) object at 0x\(String(address, radix: 16))>"
  }
}

/// An edge of the autograd graph: from an operation to one of its inputs.
struct Edge {
  /// The node of the operation that computed the input; nil for a leaf.
  let node: Node?
  /// The number of the input among that operation's outputs.
  let output: Int
  /// The input, if it is a leaf.
  let leaf: Tensor?
  /// The shape of the input, to which a gradient is summed if the input was broadcast.
  let shape: DimVector
  let dtype: DType
  /// Maps the gradient of the operation's output to that of the input; nil once freed.
  var gradient: ((Tensor) -> Tensor)?

  /// An edge to an input; nil if that requires no gradient.
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

  /// The gradient of the input, in its shape and dtype, from that of the output; nil once freed.
  func inputGradient(_ grad: Tensor) -> Tensor? {
    guard var part = gradient?(grad) else { return nil }
    if part.layout.shape != shape { part = rawSum(part, to: shape) }
    if part.dtype != dtype { part = rawCast(part, to: dtype) }
    return part
  }
}
