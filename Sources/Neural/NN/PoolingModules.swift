/// Max pooling of images: the largest element within each window.
public final class MaxPool2d: Module {
  private let window: Window
  private let ceilMode: Bool

  /// - Parameters:
  ///   - kernelSize: the size of the window.
  ///   - stride: by how much the window moves; nil for its own size.
  ///   - padding: by how much the images are padded on each side, at most half a window.
  ///   - dilation: the distance between the window's elements.
  ///   - ceilMode: whether windows may go beyond the padded image.
  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
    ceilMode: Bool = false
  ) {
    window = Window(
      size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
    self.ceilMode = ceilMode
  }

  /// The largest elements, of shape N × channels × rows × columns, or without N as the input.
  public override func forward(_ input: Tensor) -> Tensor {
    maxPool2d(
      input, kernelSize: window.size, stride: window.stride, padding: window.padding,
      dilation: window.dilation, ceilMode: ceilMode)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    "kernel_size=\(window.size.asGiven), stride=\(window.stride.asGiven), "
      + "padding=\(window.padding.asGiven), dilation=\(window.dilation.asGiven), "
      + "ceil_mode=\(pythonText(ceilMode))"
  }
}

/// Average pooling of images: the mean of the elements within each window.
public final class AvgPool2d: Module {
  private let window: Window
  private let ceilMode: Bool
  private let countIncludePad: Bool

  /// - Parameters:
  ///   - kernelSize: the size of the window.
  ///   - stride: by how much the window moves; nil for its own size.
  ///   - padding: by how much the images are padded on each side, at most half a window.
  ///   - ceilMode: whether windows may go beyond the padded image.
  ///   - countIncludePad: whether padding counts as zeros in the mean, or not at all.
  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true
  ) {
    window = Window(size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: 1)
    self.ceilMode = ceilMode
    self.countIncludePad = countIncludePad
  }

  /// The means, of shape N × channels × rows × columns, or without N as the input.
  public override func forward(_ input: Tensor) -> Tensor {
    avgPool2d(
      input, kernelSize: window.size, stride: window.stride, padding: window.padding,
      ceilMode: ceilMode, countIncludePad: countIncludePad)
  }

  /// The arguments as PyTorch's `extra_repr` writes them.
  public override var extraDescription: String {
    "kernel_size=\(window.size.asGiven), stride=\(window.stride.asGiven), "
      + "padding=\(window.padding.asGiven)"
  }
}
