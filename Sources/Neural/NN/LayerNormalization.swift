/// Layer normalisation after Ba et al. (2016): by mean and variance over the last dimensions.
public final class LayerNorm: Module {
  /// The scale γ, of the normalised shape; nil if not affine.
  public let weight: Parameter?
  /// The shift β, of the normalised shape; nil without one.
  public let bias: Parameter?

  private let shape: [Int]
  private let eps: Double

  /// - Parameters:
  ///   - shape: the sizes of the last dimensions of the input, PyTorch's `normalized_shape`.
  ///   - eps: is added to the variance before the square root.
  ///   - elementwiseAffine: whether to learn a weight, and a bias.
  ///   - bias: whether to learn a bias beside the weight.
  public init(
    _ shape: [Int], eps: Double = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true
  ) {
    self.shape = shape
    self.eps = eps
    weight = elementwiseAffine ? Parameter(.ones(shape)) : nil
    self.bias = elementwiseAffine && bias ? Parameter(.zeros(shape)) : nil
  }

  /// Normalises over the last dimension, of size `size`.
  public convenience init(_ size: Int, eps: Double = 1e-5, elementwiseAffine: Bool = true) {
    self.init([size], eps: eps, elementwiseAffine: elementwiseAffine)
  }

  /// The normalised input, of its shape. Stops the program where its last dimensions aren't the
  /// normalised shape.
  public override func forward(_ input: Tensor) -> Tensor {
    layerNorm(input, shape, weight: weight, bias: bias, eps: eps)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    let list = shape.map(String.init).joined(separator: ", ")
    return "(\(list)\(shape.count == 1 ? "," : "")), eps=\(pythonText(eps)), "
      + "elementwise_affine=\(pythonText(weight != nil)), bias=\(pythonText(bias != nil))"
  }
}
