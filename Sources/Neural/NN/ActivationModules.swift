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

/// The logarithm of ``Softmax``, computed so that nothing overflows.
public final class LogSoftmax: Module {
  private let dim: Int

  /// A log-softmax along a dimension.
  public init(dim: Int) { self.dim = dim }

  /// `x - log(sum(exp(x)))`.
  public override func forward(_ input: Tensor) -> Tensor { input.logSoftmax(dim: dim) }

  /// The dimension, as PyTorch prints it.
  public override var extraDescription: String { "dim=\(dim)" }
}

/// Each element, or a small multiple of it where it is negative.
public final class LeakyReLU: Module {
  private let negativeSlope: Double

  /// A rectifier with a slope for negative elements.
  public init(negativeSlope: Double = 0.01) { self.negativeSlope = negativeSlope }

  /// `x`, or `negativeSlope · x` where that is negative.
  public override func forward(_ input: Tensor) -> Tensor {
    input.leakyReLU(negativeSlope: negativeSlope)
  }

  /// The slope, as PyTorch prints it.
  public override var extraDescription: String { "negative_slope=\(pythonText(negativeSlope))" }
}

/// Each element, or an exponential that tends to `-alpha` where it is negative.
public final class ELU: Module {
  private let alpha: Double

  /// An exponential linear unit.
  public init(alpha: Double = 1) { self.alpha = alpha }

  /// `x`, or `alpha · (e^x − 1)` where that is negative.
  public override func forward(_ input: Tensor) -> Tensor { input.elu(alpha: alpha) }

  /// The factor, as PyTorch prints it.
  public override var extraDescription: String { "alpha=\(pythonText(alpha))" }
}

/// Each element times the share of a normal distribution below it.
public final class GELU: Module {
  private let approximatesWithTanh: Bool

  /// A Gaussian error linear unit, exact or with PyTorch's `tanh` approximation.
  public init(approximatesWithTanh: Bool = false) {
    self.approximatesWithTanh = approximatesWithTanh
  }

  /// `x · Φ(x)`.
  public override func forward(_ input: Tensor) -> Tensor {
    input.gelu(approximatesWithTanh: approximatesWithTanh)
  }

  /// The approximation, as PyTorch prints it.
  public override var extraDescription: String {
    "approximate='\(approximatesWithTanh ? "tanh" : "none")'"
  }
}

/// Each element times its logistic function.
public final class SiLU: Module {
  /// `x / (1 + e^-x)`.
  public override func forward(_ input: Tensor) -> Tensor { input.silu() }
}

/// A smooth rectifier.
public final class Softplus: Module {
  private let beta: Double
  private let threshold: Double

  /// A smooth rectifier that is linear where `beta · x` exceeds the threshold.
  public init(beta: Double = 1, threshold: Double = 20) {
    self.beta = beta
    self.threshold = threshold
  }

  /// `log(1 + e^(beta·x)) / beta`.
  public override func forward(_ input: Tensor) -> Tensor {
    input.softplus(beta: beta, threshold: threshold)
  }

  /// The numbers, as PyTorch prints them.
  public override var extraDescription: String {
    "beta=\(pythonText(beta)), threshold=\(pythonText(threshold))"
  }
}

/// The input itself.
public final class Identity: Module {
  /// The input.
  public override func forward(_ input: Tensor) -> Tensor { input }
}
