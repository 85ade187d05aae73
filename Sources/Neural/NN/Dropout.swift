/// Dropout: in training, each element becomes 0 with probability `p`, and the others are scaled by
/// `1 / (1 − p)`. In evaluation the input passes unchanged.
public final class Dropout: Module {
  private let p: Double

  /// - Parameter p: the probability of a zero. Stops the program where it isn't between 0 and 1.
  public init(_ p: Double = 0.5) {
    // A nan passes here, as in PyTorch, and stops the first use.
    if p < 0 || p > 1 {
      fail("dropout probability has to be between 0 and 1, but got \(pythonText(p))")
    }
    self.p = p
  }

  /// The input, in training with elements dropped by the default generator.
  public override func forward(_ input: Tensor) -> Tensor {
    input.dropout(p, training: isTraining)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String { "p=\(pythonText(p)), inplace=False" }
}
