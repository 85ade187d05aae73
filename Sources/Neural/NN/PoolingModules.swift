/// The largest element that each place of a window sees.
public final class MaxPool2d: Module {
  private let window: Window
  private let ceilMode: Bool

  /// A window that moves by its own size if no stride is given.
  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
    ceilMode: Bool = false
  ) {
    window = Window(
      size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
    self.ceilMode = ceilMode
  }

  /// The largest elements.
  public override func forward(_ input: Tensor) -> Tensor {
    maxPool2d(
      input, kernelSize: window.size, stride: window.stride, padding: window.padding,
      dilation: window.dilation, ceilMode: ceilMode)
  }

  /// The sizes, as PyTorch prints them.
  public override var extraDescription: String {
    "kernel_size=\(window.size.asGiven), stride=\(window.stride.asGiven), "
      + "padding=\(window.padding.asGiven), dilation=\(window.dilation.asGiven), "
      + "ceil_mode=\(pythonText(ceilMode))"
  }
}

/// The mean of what each place of a window sees.
public final class AvgPool2d: Module {
  private let window: Window
  private let ceilMode: Bool
  private let countIncludePad: Bool

  /// A window that moves by its own size if no stride is given.
  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true
  ) {
    window = Window(size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: 1)
    self.ceilMode = ceilMode
    self.countIncludePad = countIncludePad
  }

  /// The means.
  public override func forward(_ input: Tensor) -> Tensor {
    avgPool2d(
      input, kernelSize: window.size, stride: window.stride, padding: window.padding,
      ceilMode: ceilMode, countIncludePad: countIncludePad)
  }

  /// The sizes, as PyTorch prints them.
  public override var extraDescription: String {
    "kernel_size=\(window.size.asGiven), stride=\(window.stride.asGiven), "
      + "padding=\(window.padding.asGiven)"
  }
}
