/// A linear layer, `y = x · weightᵀ + bias`.
///
/// The input is of shape … × inFeatures, the output of shape … × outFeatures. Weight and bias start
/// uniform within `±1/√inFeatures`, drawn as PyTorch draws them.
public final class Linear: Module {
  /// The size of the input's last dimension.
  public let inFeatures: Int
  /// The size of the output's last dimension.
  public let outFeatures: Int
  /// The weights, of shape outFeatures × inFeatures.
  public let weight: Parameter
  /// The bias, of shape `[outFeatures]`; nil without one.
  public let bias: Parameter?

  /// A layer with weights drawn from the default generator.
  public init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType? = nil) {
    self.inFeatures = inFeatures
    self.outFeatures = outFeatures
    weight = Parameter(.empty(outFeatures, inFeatures, dtype: dtype))
    self.bias = bias ? Parameter(.empty(outFeatures, dtype: dtype)) : nil
    super.init()
    resetParameters()
  }

  /// A layer with weights drawn from the default generator.
  public convenience init(inFeatures: Int, outFeatures: Int, bias: Bool = true) {
    self.init(inFeatures, outFeatures, bias: bias)
  }

  /// Draws weight and bias anew from the default generator.
  public func resetParameters() {
    noGrad {
      initializeLikeLinear(weight, bias, fanIn: inFeatures)
    }
  }

  /// `x · weightᵀ + bias`. Stops the program where the input's last dimension isn't of size
  /// ``inFeatures``, or its dtype isn't the weight's.
  public override func forward(_ input: Tensor) -> Tensor { linear(input, weight, bias) }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(bias == nil ? "False" : "True")"
  }
}

/// Draws weight and bias as PyTorch's `reset_parameters` does for linear layers and convolutions:
/// the weight as `kaiming_uniform_` with `a = √5`, which is uniform within `±1/√fanIn`, as the bias
/// is.
func initializeLikeLinear(_ weight: Tensor, _ bias: Tensor?, fanIn: Int) {
  if fanIn == 0 { return }
  let root = Double(fanIn).squareRoot()
  let negativeSlope = 5.0.squareRoot()
  let gain = (2.0 / (1 + negativeSlope * negativeSlope)).squareRoot()
  let bound = 3.0.squareRoot() * (gain / root)
  weight.uniform(-bound, bound)
  bias?.uniform(-1 / root, 1 / root)
}
