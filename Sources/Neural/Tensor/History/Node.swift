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
  let keepsTensors: Bool

  /// The tensor that wants to see its gradient though it isn't a leaf.
  weak var observer: Tensor?

  /// What the backward pass in progress has summed up so far for this operation's output.
  var pendingGrad: Tensor?
  /// The last backward pass that came across this node.
  var visit = 0

  private static let created = Atomic<Int>(0)

  init(_ name: String, _ edges: [Edge], keepsTensors: Bool) {
    self.name = name
    self.edges = edges
    self.keepsTensors = keepsTensors
    sequence = Node.created.add(1, ordering: .relaxed).newValue
  }

  /// The operations that computed this one's inputs; leaves are left out.
  public var nextNodes: [Node] { edges.compactMap(\.node) }

  /// Frees the tensors that the edges hold.
  func releaseTensors() {
    guard keepsTensors else { return }
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
  /// The leaf, where the input is one.
  let leaf: Tensor?
  /// The input's shape, to which the gradient is summed where the input was broadcast.
  let sizes: Dims
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
    sizes = input.sizes
    dtype = input.dtype
    self.gradient = gradient
  }
}
