/// Slides windows over images and sums what they see, weighted: a two-dimensional cross-correlation.
///
/// The input is of shape samples × channels × height × width, or without samples; the output has one
/// channel for each window. Weight and bias start as those of ``Linear`` do.
public final class Conv2d: Module {
  /// The weights, of shape outputs × (inputs / groups) × window height × window width.
  public let weight: Parameter
  /// What is added to each channel, of shape outputs.
  public let bias: Parameter?

  private let channels: (inputs: Int, outputs: Int)
  private let window: Window
  private let groups: Int

  /// A convolution with weights drawn from the default generator.
  ///
  /// Stops the program where a size is negative, or the groups don't divide both numbers of channels.
  public init(
    _ inChannels: Int, _ outChannels: Int, kernelSize: Pair, stride: Pair = 1, padding: Pair = 0,
    dilation: Pair = 1, groups: Int = 1, bias: Bool = true
  ) {
    if groups <= 0 { fail("groups must be a positive integer") }
    if inChannels % groups != 0 { fail("in_channels must be divisible by groups") }
    if outChannels % groups != 0 { fail("out_channels must be divisible by groups") }
    channels = (inChannels, outChannels)
    window = Window(size: kernelSize, stride: stride, padding: padding, dilation: dilation)
    self.groups = groups
    weight = Parameter(
      .empty(outChannels, inChannels / groups, kernelSize.height, kernelSize.width))
    self.bias = bias ? Parameter(.empty(outChannels)) : nil
    super.init()
    let fanIn = inChannels / groups &* kernelSize.height &* kernelSize.width
    noGrad { initializeLikeLinear(weight, self.bias, fanIn: fanIn) }
  }

  /// The weighted sums at each place of the window.
  public override func forward(_ input: Tensor) -> Tensor {
    conv2d(
      input, weight, bias, stride: window.stride, padding: window.padding,
      dilation: window.dilation, groups: groups)
  }

  /// The sizes, as PyTorch prints them.
  public override var extraDescription: String {
    var text =
      "\(channels.inputs), \(channels.outputs), kernel_size=\(window.size.tuple), "
      + "stride=\(window.stride.tuple)"
    if window.padding.tuple != "(0, 0)" { text += ", padding=\(window.padding.tuple)" }
    if window.dilation.tuple != "(1, 1)" { text += ", dilation=\(window.dilation.tuple)" }
    if groups != 1 { text += ", groups=\(groups)" }
    if bias == nil { text += ", bias=False" }
    return text
  }
}
