/// The rectified linear unit, element by element: negative elements become 0.
public final class ReLU: Module {
  /// `max(x, 0)`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.relu() }
}

/// The logistic function, element by element: values between 0 and 1.
public final class Sigmoid: Module {
  /// `1 / (1 + e^-x)`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.sigmoid() }
}

/// The hyperbolic tangent, element by element: values between -1 and 1.
public final class Tanh: Module {
  /// `tanh(x)`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.tanh() }
}

/// The Heaviside step function, element by element. It isn't differentiable: the output requires no
/// gradient.
public final class BinaryStep: Module {
  /// 1 where `x > 0` and else 0, of the input's shape and dtype.
  public override func forward(_ input: Tensor) -> Tensor { (input > 0).to(input.dtype) }
}

/// Softmax: exponentials scaled so that they sum to 1 along a dimension.
public final class Softmax: Module {
  private let dim: Int

  /// - Parameter dim: the dimension along which the output sums to 1; negative numbers count from
  ///   the last.
  public init(dim: Int) { self.dim = dim }

  /// `exp(x) / sum(exp(x))` along the dimension, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.softmax(dim: dim) }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String { "dim=\(dim)" }
}

/// The logarithm of ``Softmax``, computed so that nothing overflows.
public final class LogSoftmax: Module {
  private let dim: Int

  /// - Parameter dim: the dimension of the softmax; negative numbers count from the last.
  public init(dim: Int) { self.dim = dim }

  /// `x - log(sum(exp(x)))` along the dimension, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.logSoftmax(dim: dim) }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String { "dim=\(dim)" }
}

/// The leaky rectified linear unit, element by element.
public final class LeakyReLU: Module {
  private let negativeSlope: Double

  /// - Parameter negativeSlope: the factor of negative elements.
  public init(negativeSlope: Double = 0.01) { self.negativeSlope = negativeSlope }

  /// `x` where it is positive and else `negativeSlope · x`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor {
    input.leakyReLU(negativeSlope: negativeSlope)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String { "negative_slope=\(pythonText(negativeSlope))" }
}

/// The exponential linear unit, element by element.
public final class ELU: Module {
  private let alpha: Double

  /// - Parameter alpha: minus the limit for large negative elements.
  public init(alpha: Double = 1) { self.alpha = alpha }

  /// `x` where it is positive and else `alpha · (e^x − 1)`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.elu(alpha: alpha) }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String { "alpha=\(pythonText(alpha))" }
}

/// The Gaussian error linear unit, element by element, after Hendrycks and Gimpel (2016).
public final class GELU: Module {
  private let approximatesWithTanh: Bool

  /// - Parameter approximatesWithTanh: computes `Φ` by the approximation that PyTorch calls `tanh`.
  public init(approximatesWithTanh: Bool = false) {
    self.approximatesWithTanh = approximatesWithTanh
  }

  /// `x · Φ(x)` with the standard normal distribution function `Φ`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor {
    input.gelu(approximatesWithTanh: approximatesWithTanh)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    "approximate='\(approximatesWithTanh ? "tanh" : "none")'"
  }
}

/// The sigmoid linear unit (swish), element by element.
public final class SiLU: Module {
  /// `x / (1 + e^-x)`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor { input.silu() }
}

/// Softplus, a smooth approximation of the rectified linear unit, element by element.
public final class Softplus: Module {
  private let beta: Double
  private let threshold: Double

  /// - Parameters:
  ///   - beta: how sharp the bend at 0 is.
  ///   - threshold: where `beta · x` exceeds it, the output is `x` itself.
  public init(beta: Double = 1, threshold: Double = 20) {
    self.beta = beta
    self.threshold = threshold
  }

  /// `log(1 + e^(beta·x)) / beta`, of the input's shape.
  public override func forward(_ input: Tensor) -> Tensor {
    input.softplus(beta: beta, threshold: threshold)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    "beta=\(pythonText(beta)), threshold=\(pythonText(threshold))"
  }
}

/// A module that returns its input, as a placeholder.
public final class Identity: Module {
  /// The input itself.
  public override func forward(_ input: Tensor) -> Tensor { input }
}
