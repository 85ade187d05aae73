/// An affine map of the last dimension, `y = x · weightᵀ + bias`.
///
/// The input is of shape … × in, the output of shape … × out. At first the weight is uniform within
/// `±1/√in` and so is the bias, as PyTorch draws them.
public final class Linear: Module {
  /// The size of the input's last dimension.
  public let inFeatures: Int
  /// The size of the output's last dimension.
  public let outFeatures: Int
  /// The weights, of shape out × in.
  public let weight: Parameter
  /// What is added, of shape out; nil for a linear map.
  public let bias: Parameter?

  /// A map with weights drawn from the default generator.
  public init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType? = nil) {
    self.inFeatures = inFeatures
    self.outFeatures = outFeatures
    weight = Parameter(.empty(outFeatures, inFeatures, dtype: dtype))
    self.bias = bias ? Parameter(.empty(outFeatures, dtype: dtype)) : nil
    super.init()
    resetParameters()
  }

  /// A map with weights drawn from the default generator.
  public convenience init(inFeatures: Int, outFeatures: Int, bias: Bool = true) {
    self.init(inFeatures, outFeatures, bias: bias)
  }

  /// Draws weight and bias anew.
  public func resetParameters() {
    noGrad {
      initializeLikeLinear(weight, bias, fanIn: inFeatures)
    }
  }

  /// `x · weightᵀ + bias`.
  public override func forward(_ input: Tensor) -> Tensor { linear(input, weight, bias) }

  /// The sizes, as PyTorch prints them.
  public override var extraDescription: String {
    "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(bias == nil ? "False" : "True")"
  }
}

/// Draws weight and bias as PyTorch does for linear maps and convolutions: the weight by the rule of
/// He et al. (2015) for leaky rectifiers of slope √5.
func initializeLikeLinear(_ weight: Tensor, _ bias: Tensor?, fanIn: Int) {
  if fanIn == 0 { return }
  let root = Double(fanIn).squareRoot()
  let negativeSlope = 5.0.squareRoot()
  let gain = (2.0 / (1 + negativeSlope * negativeSlope)).squareRoot()
  let bound = 3.0.squareRoot() * (gain / root)
  weight.uniform(-bound, bound)
  bias?.uniform(-1 / root, 1 / root)
}
