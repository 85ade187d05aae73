/// Merges dimensions into one; at first all but the first, which counts the samples of a batch.
public final class Flatten: Module {
  private let start: Int
  private let end: Int

  /// Merges the dimensions from `startDim` to `endDim`, both included.
  public init(startDim: Int = 1, endDim: Int = -1) {
    start = startDim
    end = endDim
  }

  /// The input in its new shape.
  public override func forward(_ input: Tensor) -> Tensor {
    input.flatten(startDim: start, endDim: end)
  }

  /// The dimensions, as PyTorch prints them.
  public override var extraDescription: String { "start_dim=\(start), end_dim=\(end)" }
}
