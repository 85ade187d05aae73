/// Initialisers of weights, as in PyTorch's `nn.init`. All change the tensor in place and return
/// it, without recording a gradient.
public enum Init {
  /// Which fan scales the weights, PyTorch's `mode`.
  public enum Fan: Sendable {
    /// The fan in: keeps the variance of activations in the forward pass.
    case fanIn
    /// The fan out: keeps the variance of gradients in the backward pass.
    case fanOut
  }

  /// The nonlinearity after a layer, which decides on the gain of its weights.
  public enum Nonlinearity: Sendable {
    /// None, or a convolution: a gain of 1.
    case linear
    /// The logistic function: a gain of 1.
    case sigmoid
    /// The hyperbolic tangent: a gain of 5/3.
    case tanh
    /// The rectified linear unit: a gain of √2.
    case relu
    /// The leaky rectified linear unit with its negative slope: a gain of `√(2 / (1 + slope²))`.
    case leakyReLU(Double)

    /// The recommended factor of the standard deviation, PyTorch's `calculate_gain`.
    public var gain: Double {
      switch self {
      case .linear, .sigmoid: 1
      case .tanh: 5.0 / 3
      case .relu: 2.0.squareRoot()
      case .leakyReLU(let negativeSlope): (2 / (1 + negativeSlope * negativeSlope)).squareRoot()
      }
    }
  }

  /// Fan in and fan out of weights of shape outputs × inputs × kernel. Stops the program with fewer
  /// than two dimensions.
  static func fans(_ tensor: Tensor) -> (fanIn: Int, fanOut: Int) {
    let shape = tensor.shape
    if shape.count < 2 {
      fail("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    }
    let window = shape.dropFirst(2).reduce(1, &*)
    return (shape[1] &* window, shape[0] &* window)
  }

  /// Fills with uniform numbers in [low, high).
  @discardableResult
  public static func uniform(_ tensor: Tensor, _ low: Double = 0, _ high: Double = 1) -> Tensor {
    noGrad { tensor.uniform(low, high) }
  }

  /// Fills with normal numbers of a mean and a standard deviation.
  @discardableResult
  public static func normal(_ tensor: Tensor, mean: Double = 0, std: Double = 1) -> Tensor {
    noGrad { tensor.normal(mean, std) }
  }

  /// Fills with a number.
  @discardableResult
  public static func constant(_ tensor: Tensor, _ value: Double) -> Tensor {
    noGrad { tensor.fill(value) }
  }

  /// Fills with zeros.
  @discardableResult
  public static func zeros(_ tensor: Tensor) -> Tensor { constant(tensor, 0) }

  /// Fills with ones.
  @discardableResult
  public static func ones(_ tensor: Tensor) -> Tensor { constant(tensor, 1) }

  /// Fills with uniform numbers after Glorot and Bengio (2010), within `±gain · √(6 / (fan in + fan
  /// out))`.
  @discardableResult
  public static func xavierUniform(_ tensor: Tensor, gain: Double = 1) -> Tensor {
    let bound = 3.0.squareRoot() * glorotDeviation(tensor, gain)
    return uniform(tensor, -bound, bound)
  }

  /// Fills with normal numbers after Glorot and Bengio (2010), of standard deviation `gain · √(2 /
  /// (fan in + fan out))`.
  @discardableResult
  public static func xavierNormal(_ tensor: Tensor, gain: Double = 1) -> Tensor {
    normal(tensor, std: glorotDeviation(tensor, gain))
  }

  private static func glorotDeviation(_ tensor: Tensor, _ gain: Double) -> Double {
    let (fanIn, fanOut) = fans(tensor)
    if fanIn == 0 && fanOut == 0 { fail("float division by zero") }
    return gain * (2.0 / (Double(fanIn) + Double(fanOut))).squareRoot()
  }

  /// Fills with uniform numbers after He et al. (2015), within `±gain · √(3 / fan)`.
  @discardableResult
  public static func kaimingUniform(
    _ tensor: Tensor, fan: Fan = .fanIn, nonlinearity: Nonlinearity = .leakyReLU(0)
  ) -> Tensor {
    guard let deviation = deviation(tensor, fan, nonlinearity) else { return tensor }
    let bound = 3.0.squareRoot() * deviation
    return uniform(tensor, -bound, bound)
  }

  /// Fills with normal numbers after He et al. (2015), of standard deviation `gain / √fan`.
  @discardableResult
  public static func kaimingNormal(
    _ tensor: Tensor, fan: Fan = .fanIn, nonlinearity: Nonlinearity = .leakyReLU(0)
  ) -> Tensor {
    deviation(tensor, fan, nonlinearity).map { normal(tensor, std: $0) } ?? tensor
  }

  /// The standard deviation by He et al., or nil for a tensor without elements.
  private static func deviation(
    _ tensor: Tensor, _ fan: Fan, _ nonlinearity: Nonlinearity
  ) -> Double? {
    let (fanIn, fanOut) = fans(tensor)
    if tensor.count == 0 { return nil }
    return nonlinearity.gain / Double(fan == .fanIn ? fanIn : fanOut).squareRoot()
  }
}
