/// In training, sets each element to 0 with some probability and scales the others so that the
/// expected sum stays the same.
public final class Dropout: Module {
  private let p: Double

  /// - Parameter p: the probability of a zero, between 0 and 1.
  public init(_ p: Double = 0.5) {
    // A nan passes here, as in PyTorch, and stops the first use.
    if p < 0 || p > 1 {
      fail("dropout probability has to be between 0 and 1, but got \(pythonText(p))")
    }
    self.p = p
  }

  /// The input, in training with random zeros.
  public override func forward(_ input: Tensor) -> Tensor {
    input.dropout(p, training: isTraining)
  }

  /// The probability, as PyTorch prints it.
  public override var extraDescription: String { "p=\(pythonText(p)), inplace=False" }
}
