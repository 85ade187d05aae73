/// An embedding: a table of vectors that indices look up. It starts with standard normal numbers.
public final class Embedding: Module {
  /// The vectors, of shape entries × features.
  public let weight: Parameter

  private let paddingIndex: Int?

  /// - Parameters:
  ///   - entries: how many vectors the table has.
  ///   - features: the size of each vector.
  ///   - paddingIndex: an entry that starts as zeros and gets no gradient; negative numbers count
  ///     from the last. Stops the program if there is no such entry.
  public init(_ entries: Int, _ features: Int, paddingIndex: Int? = nil) {
    if let paddingIndex, paddingIndex >= entries || paddingIndex < -entries {
      fail("Padding_idx must be within num_embeddings")
    }
    self.paddingIndex = paddingIndex.map { $0 < 0 ? $0 + entries : $0 }
    weight = Parameter(.randn(entries, features))
    super.init()
    if let index = self.paddingIndex { noGrad { _ = weight[index].zero() } }
  }

  /// The vectors at the indices: the shape of the input, followed by features.
  public override func forward(_ input: Tensor) -> Tensor {
    embedding(input, weight, paddingIndex: paddingIndex)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    let padding = paddingIndex.map { ", padding_idx=\($0)" } ?? ""
    return "\(weight.shape[0]), \(weight.shape[1])\(padding)"
  }
}
