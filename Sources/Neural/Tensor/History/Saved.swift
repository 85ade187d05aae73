/// A tensor that a backward step needs as it was.
///
/// An operation's own output is kept without its history: a node that held its output would never
/// be freed.
struct Saved {
  private let tensor: Tensor
  private let version: Int
  private let producer: String?

  /// Keeps an input of the operation.
  init(_ input: Tensor) {
    tensor = input
    version = input.storage.version
    producer = input.history?.name
  }

  /// Keeps the output of the operation named `producer`.
  init(output: Tensor, of producer: String) {
    tensor = Tensor(sharing: output)
    version = output.storage.version
    self.producer = producer
  }

  /// The tensor; stops the program if it was changed in place since it was saved.
  var value: Tensor {
    if tensor.storage.version != version { failChanged() }
    return tensor
  }

  private func failChanged() -> Never {
    // PyTorch names the operation here, not its backward node.
    let operation = producer.map { name in
      name.hasSuffix("Backward0") ? String(name.dropLast(9)) : name
    }
    let origin = operation.map { ", which is output 0 of \($0)," } ?? ""
    fail(
      "one of the variables needed for gradient computation has been modified by an inplace "
        + "operation: [torch.\(tensor.dtype.scalarName)Tensor \(tensor.shape)]\(origin) is at version "
        + "\(tensor.storage.version); expected version \(version) instead. Hint: enable anomaly "
        + "detection to find the operation that failed to compute its gradient, with "
        + "torch.autograd.set_detect_anomaly(True, check_nan=False).")
  }
}
