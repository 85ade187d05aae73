/// Each element, or 0 where it is negative.
public final class ReLU: Module {
  /// `max(x, 0)`.
  public override func forward(_ input: Tensor) -> Tensor { input.relu() }
}

/// The logistic function, which maps to values between 0 and 1.
public final class Sigmoid: Module {
  /// `1 / (1 + e^-x)`.
  public override func forward(_ input: Tensor) -> Tensor { input.sigmoid() }
}

/// The hyperbolic tangent, which maps to values between -1 and 1.
public final class Tanh: Module {
  /// `tanh(x)`.
  public override func forward(_ input: Tensor) -> Tensor { input.tanh() }
}

/// 1 where an element is positive and 0 elsewhere. It has no gradient.
public final class BinaryStep: Module {
  /// `x > 0`, as numbers of the input's type.
  public override func forward(_ input: Tensor) -> Tensor { (input > 0).to(input.dtype) }
}

/// Exponentials scaled so that they sum to 1 along a dimension.
public final class Softmax: Module {
  private let dim: Int

  /// A softmax along a dimension.
  public init(dim: Int) { self.dim = dim }

  /// `exp(x) / sum(exp(x))`.
  public override func forward(_ input: Tensor) -> Tensor { input.softmax(dim: dim) }

  /// The dimension, as PyTorch prints it.
  public override var extraDescription: String { "dim=\(dim)" }
}
