/// Normalises by mean and variance over the last dimensions.
public final class LayerNorm: Module {
  /// What the normalised values are multiplied with, of the normalised shape.
  public let weight: Parameter?
  /// What is added then, of the normalised shape.
  public let bias: Parameter?

  private let shape: [Int]
  private let eps: Double

  /// - Parameters:
  ///   - shape: the sizes of the last dimensions.
  ///   - elementwiseAffine: whether to learn weight and bias.
  public init(
    _ shape: [Int], eps: Double = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true
  ) {
    self.shape = shape
    self.eps = eps
    weight = elementwiseAffine ? Parameter(.ones(shape)) : nil
    self.bias = elementwiseAffine && bias ? Parameter(.zeros(shape)) : nil
  }

  /// Normalises over the last dimension, of this size.
  public convenience init(_ size: Int, eps: Double = 1e-5, elementwiseAffine: Bool = true) {
    self.init([size], eps: eps, elementwiseAffine: elementwiseAffine)
  }

  /// The normalised input.
  public override func forward(_ input: Tensor) -> Tensor {
    layerNorm(input, shape, weight: weight, bias: bias, eps: eps)
  }

  /// The numbers, as PyTorch prints them.
  public override var extraDescription: String {
    let list = shape.map(String.init).joined(separator: ", ")
    return "(\(list)\(shape.count == 1 ? "," : "")), eps=\(pythonText(eps)), "
      + "elementwise_affine=\(pythonText(weight != nil)), bias=\(pythonText(bias != nil))"
  }
}
