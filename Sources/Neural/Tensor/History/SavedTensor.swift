/// A tensor that a backward step needs as it was.
///
/// An operation's own output is kept without its history: a node that held its output would never
/// be freed.
struct SavedTensor {
  private let tensor: Tensor
  private let version: Int
  /// The name of the operation whose output this is; inputs know theirs.
  private let producer: String?
  private let changedView: WeakNode?

  /// Keeps an input of the operation.
  init(_ input: Tensor) {
    tensor = input
    version = input.storage.version
    producer = nil
    changedView = nil
  }

  /// Keeps the output of the operation named `producer`: its backward node's name.
  ///
  /// - Parameters:
  ///   - version: that of the output, where the operation is still to be counted.
  ///   - changedView: where a view was changed in place, the history that it has then.
  init(
    output: Tensor, of producer: String, version: Int? = nil, changedView: WeakNode? = nil
  ) {
    self.changedView = changedView
    tensor = Tensor(sharing: output)
    self.version = version ?? output.storage.version
    self.producer = producer
  }

  /// The tensor; stops the program if it was changed in place since it was saved.
  var value: Tensor {
    if tensor.storage.version != version { failChanged() }
    return tensor
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

/// A node that may be gone by the time it is asked for.
final class WeakNode {
  weak var node: Node?
}
