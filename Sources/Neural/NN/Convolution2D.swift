/// A two-dimensional convolution (a cross-correlation): each output channel is a weighted sum of
/// the input within a sliding window.
///
/// The input is of shape N × inChannels × height × width, or without N; the output of shape N ×
/// outChannels × rows × columns. Weight and bias start as those of ``Linear``, with `in =
/// inChannels / groups · kernelHeight · kernelWidth`.
public final class Conv2d: Module {
  /// The weights, of shape outChannels × (inChannels / groups) × kernel height × kernel width.
  public let weight: Parameter
  /// The bias of each output channel, of shape `[outChannels]`; nil without one.
  public let bias: Parameter?

  private let channels: (inputs: Int, outputs: Int)
  private let window: Window
  /// The padding by name, if it isn't given as numbers.
  private let paddingMode: PaddingMode?
  private let groups: Int

  /// A convolution with weights drawn from the default generator. Stops the program where a size is
  /// negative, or the groups don't divide both numbers of channels.
  ///
  /// - Parameters:
  ///   - inChannels: the channels of the input.
  ///   - outChannels: the channels of the output.
  ///   - kernelSize: the size of the window.
  ///   - stride: by how much the window moves.
  ///   - padding: how many zeros surround the input.
  ///   - dilation: the distance between the window's elements.
  ///   - groups: into how many independent groups the channels are divided.
  ///   - bias: whether to learn a bias.
  public convenience init(
    _ inChannels: Int, _ outChannels: Int, kernelSize: Pair, stride: Pair = 1, padding: Pair = 0,
    dilation: Pair = 1, groups: Int = 1, bias: Bool = true
  ) {
    self.init(
      inChannels, outChannels,
      Window(size: kernelSize, stride: stride, padding: padding, dilation: dilation), nil, groups,
      hasBias: bias)
  }

  /// A convolution with padding by name.
  ///
  /// Stops the program also where it is ``PaddingMode/same`` and the stride isn't 1.
  public convenience init(
    _ inChannels: Int, _ outChannels: Int, kernelSize: Pair, stride: Pair = 1,
    padding: PaddingMode, dilation: Pair = 1, groups: Int = 1, bias: Bool = true
  ) {
    if padding == .same && (stride.height != 1 || stride.width != 1) {
      fail("padding='same' is not supported for strided convolutions")
    }
    self.init(
      inChannels, outChannels,
      Window(size: kernelSize, stride: stride, padding: 0, dilation: dilation), padding, groups,
      hasBias: bias)
  }

  private init(
    _ inChannels: Int, _ outChannels: Int, _ window: Window, _ paddingMode: PaddingMode?,
    _ groups: Int, hasBias: Bool
  ) {
    if groups <= 0 { fail("groups must be a positive integer") }
    if inChannels % groups != 0 { fail("in_channels must be divisible by groups") }
    if outChannels % groups != 0 { fail("out_channels must be divisible by groups") }
    channels = (inChannels, outChannels)
    self.window = window
    self.paddingMode = paddingMode
    self.groups = groups
    let kernelSize = window.size
    weight = Parameter(
      .empty(outChannels, inChannels / groups, kernelSize.height, kernelSize.width))
    bias = hasBias ? Parameter(.empty(outChannels)) : nil
    super.init()
    let fanIn = inChannels / groups &* kernelSize.height &* kernelSize.width
    noGrad { initializeLikeLinear(weight, bias, fanIn: fanIn) }
  }

  /// The output of ``conv2d(_:_:_:stride:padding:dilation:groups:)`` with the module's weights.
  public override func forward(_ input: Tensor) -> Tensor {
    if let paddingMode {
      return conv2d(
        input, weight, bias, stride: window.stride, padding: paddingMode,
        dilation: window.dilation, groups: groups)
    }
    return conv2d(
      input, weight, bias, stride: window.stride, padding: window.padding,
      dilation: window.dilation, groups: groups)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    var text =
      "\(channels.inputs), \(channels.outputs), kernel_size=\(window.size.tuple), "
      + "stride=\(window.stride.tuple)"
    if let paddingMode {
      text += ", padding=\(paddingMode.rawValue)"
    } else if window.padding.tuple != "(0, 0)" {
      text += ", padding=\(window.padding.tuple)"
    }
    if window.dilation.tuple != "(1, 1)" { text += ", dilation=\(window.dilation.tuple)" }
    if groups != 1 { text += ", groups=\(groups)" }
    if bias == nil { text += ", bias=False" }
    return text
  }
}
