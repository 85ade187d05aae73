/// Flattens a range of dimensions to one; by default all but the first, which is the batch.
public final class Flatten: Module {
  private let start: Int
  private let end: Int

  /// Flattens the dimensions from `startDim` to `endDim`, both included; negative numbers count
  /// from the last.
  public init(startDim: Int = 1, endDim: Int = -1) {
    start = startDim
    end = endDim
  }

  /// The input as ``Tensor/flatten(startDim:endDim:)`` reshapes it.
  public override func forward(_ input: Tensor) -> Tensor {
    input.flatten(startDim: start, endDim: end)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String { "start_dim=\(start), end_dim=\(end)" }
}
