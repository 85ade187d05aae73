/// Ways to fill weights before training, as PyTorch's `nn.init`. All change the tensor in place and
/// return it; nothing is recorded.
public enum Init {
  /// Which of a weight's two fans a scale keeps the variance for.
  public enum Fan: Sendable {
    /// That of the inputs, for the forward pass.
    case fanIn
    /// That of the outputs, for the backward pass.
    case fanOut
  }

  /// What follows a layer, by which its weights are scaled.
  public enum Nonlinearity: Sendable {
    /// Nothing, or a convolution.
    case linear
    /// The logistic function.
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
    /// A rectifier.
    case relu
    /// A rectifier with a slope for negative elements.
    case leakyReLU(Double)

    /// The recommended factor for the standard deviation.
    public var gain: Double {
      switch self {
      case .linear, .sigmoid: 1
      case .tanh: 5.0 / 3
      case .relu: 2.0.squareRoot()
      case .leakyReLU(let negativeSlope): (2 / (1 + negativeSlope * negativeSlope)).squareRoot()
      }
    }
  }

  /// Inputs and outputs of each unit: for weights of shape outputs × inputs × window.
  static func fans(_ tensor: Tensor) -> (fanIn: Int, fanOut: Int) {
    let shape = tensor.shape
    if shape.count < 2 {
      fail("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    }
    let window = shape.dropFirst(2).reduce(1, &*)
    return (shape[1] &* window, shape[0] &* window)
  }

  /// Uniform numbers in [low, high).
  @discardableResult
  public static func uniform(_ tensor: Tensor, _ low: Double = 0, _ high: Double = 1) -> Tensor {
    noGrad { tensor.uniform(low, high) }
  }

  /// Normal numbers.
  @discardableResult
  public static func normal(_ tensor: Tensor, mean: Double = 0, std: Double = 1) -> Tensor {
    noGrad { tensor.normal(mean, std) }
  }

  /// One number everywhere.
  @discardableResult
  public static func constant(_ tensor: Tensor, _ value: Double) -> Tensor {
    noGrad { tensor.fill(value) }
  }

  /// Zeros.
  @discardableResult
  public static func zeros(_ tensor: Tensor) -> Tensor { constant(tensor, 0) }

  /// Ones.
  @discardableResult
  public static func ones(_ tensor: Tensor) -> Tensor { constant(tensor, 1) }

  /// Uniform numbers after Glorot and Bengio (2010), within `gain · √(6 / (fan in + fan out))`.
  @discardableResult
  public static func xavierUniform(_ tensor: Tensor, gain: Double = 1) -> Tensor {
    let bound = 3.0.squareRoot() * glorotDeviation(tensor, gain)
    return uniform(tensor, -bound, bound)
  }

  /// Normal numbers after Glorot and Bengio (2010), of deviation `gain · √(2 / (fan in + fan out))`.
  @discardableResult
  public static func xavierNormal(_ tensor: Tensor, gain: Double = 1) -> Tensor {
    normal(tensor, std: glorotDeviation(tensor, gain))
  }

  private static func glorotDeviation(_ tensor: Tensor, _ gain: Double) -> Double {
    let (fanIn, fanOut) = fans(tensor)
    if fanIn == 0 && fanOut == 0 { fail("float division by zero") }
    return gain * (2.0 / (Double(fanIn) + Double(fanOut))).squareRoot()
  }

  /// Uniform numbers after He et al. (2015), within `gain · √(3 / fan)`.
  @discardableResult
  public static func kaimingUniform(
    _ tensor: Tensor, fan: Fan = .fanIn, nonlinearity: Nonlinearity = .leakyReLU(0)
  ) -> Tensor {
    guard let deviation = deviation(tensor, fan, nonlinearity) else { return tensor }
    let bound = 3.0.squareRoot() * deviation
    return uniform(tensor, -bound, bound)
  }

  /// Normal numbers after He et al. (2015), of deviation `gain / √fan`.
  @discardableResult
  public static func kaimingNormal(
    _ tensor: Tensor, fan: Fan = .fanIn, nonlinearity: Nonlinearity = .leakyReLU(0)
  ) -> Tensor {
    deviation(tensor, fan, nonlinearity).map { normal(tensor, std: $0) } ?? tensor
  }

  /// He's deviation, or nil for a tensor of several dimensions without elements, which has none.
  private static func deviation(
    _ tensor: Tensor, _ fan: Fan, _ nonlinearity: Nonlinearity
  ) -> Double? {
    let (fanIn, fanOut) = fans(tensor)
    if tensor.count == 0 { return nil }
    return nonlinearity.gain / Double(fan == .fanIn ? fanIn : fanOut).squareRoot()
  }
}
