/// A table of vectors, which indices look up. It starts with standard normal numbers.
public final class Embedding: Module {
  /// The table, of shape entries × features.
  public let weight: Parameter

  private let paddingIndex: Int?

  /// - Parameter paddingIndex: an entry that starts as zeros and isn't learned.
  public init(_ entries: Int, _ features: Int, paddingIndex: Int? = nil) {
    if let paddingIndex, paddingIndex >= entries || paddingIndex < -entries {
      fail("Padding_idx must be within num_embeddings")
    }
    self.paddingIndex = paddingIndex.map { $0 < 0 ? $0 + entries : $0 }
    weight = Parameter(.randn(entries, features))
    super.init()
    if let index = self.paddingIndex { noGrad { _ = weight[index].zero() } }
  }

  /// The vectors at the indices, as a further dimension.
  public override func forward(_ input: Tensor) -> Tensor {
    embedding(input, weight, paddingIndex: paddingIndex)
  }

  /// The sizes, as PyTorch prints them.
  public override var extraDescription: String {
    let padding = paddingIndex.map { ", padding_idx=\($0)" } ?? ""
    return "\(weight.shape[0]), \(weight.shape[1])\(padding)"
  }
}
