/// A tensor that is saved for the backward pass, PyTorch's `SavedVariable`. It notices changes in
/// place.
///
/// An operation's own output is saved without its history, because a node that held its output
/// would never be freed.
struct SavedTensor {
  private let tensor: Tensor
  private let version: Int
  /// The name of the operation's node, for outputs; inputs have a history that says it.
  private let producer: String?
  private let changedView: WeakNode?

  /// Saves an input of the operation.
  init(_ input: Tensor) {
    tensor = input
    version = input.storage.version
    producer = nil
    changedView = nil
  }

  /// Saves the output of an operation.
  ///
  /// - Parameters:
  ///   - producer: the name of the operation's node.
  ///   - version: the version that the output will have after the operation, if that is in place.
  ///   - changedView: the node of a view that the operation changes in place.
  init(
    output: Tensor, of producer: String, version: Int? = nil, changedView: WeakNode? = nil
  ) {
    self.changedView = changedView
    tensor = Tensor(sharing: output)
    self.version = version ?? output.storage.version
    self.producer = producer
  }

  /// The saved tensor. Stops the program if it was changed in place since.
  var value: Tensor {
    if tensor.storage.version != version { failChanged() }
    return tensor
  }

  /// Both operands of an operation. The second is looked at first, as in PyTorch, which unpacks what it saved in
  /// the order of the names `other` and `self`: where both were changed, its error is of the second.
  static func values(_ first: SavedTensor, _ second: SavedTensor) -> (Tensor, Tensor) {
    let other = second.value
    return (first.value, other)
  }

  private func failChanged() -> Never {
    let operation =
      changedView?.node?.operationName ?? producer.map(Node.operationName(of:))
      ?? tensor.gradFn?.operationName
    let origin = operation.map { ", which is output \(tensor.outputNumber) of \($0)," } ?? ""
    fail(
      "one of the variables needed for gradient computation has been modified by an inplace "
        + "operation: [\(tensor.dtype.tensorName) \(tensor.shape)]\(origin) is at version "
        + "\(tensor.storage.version); expected version \(version) instead. Hint: enable anomaly "
        + "detection to find the operation that failed to compute its gradient, with "
        + "torch.autograd.set_detect_anomaly(True, check_nan=False).")
  }
}

/// A weak reference to a node.
final class WeakNode {
  weak var node: Node?
}
