/// PyTorch's checks of a convolution's arguments, in its order.
struct ConvolutionCheck {
  let weight: Tensor
  let groups: Int

  /// Checks the dtype of the bias; that of the weight is checked later.
  func types(_ input: Tensor, _ bias: Tensor?) {
    if let bias, bias.dtype != input.dtype {
      fail(
        "Input type (\(input.dtype.cName)) and bias type (\(bias.dtype.cName)) should be the same")
    }
  }

  /// The window. Stops the program where an argument is out of range.
  func window(stride: Pair, padding: Pair, dilation: Pair) -> Window {
    if groups <= 0 { fail("non-positive groups is not supported") }
    let dims = weight.ndim - 2
    if dims <= 0 { fail("weight should have at least three dimensions") }
    if dims != 2 {
      fail(
        "expected stride to be a single integer value or a list of \(dims) values to match the "
          + "convolution dimensions, but got stride=[\(stride.height), \(stride.width)]")
    }
    if min(padding.height, padding.width) < 0 { fail("negative padding is not supported") }
    if min(stride.height, stride.width) <= 0 { fail("non-positive stride is not supported") }
    if min(dilation.height, dilation.width) < 0 { fail("dilation should be greater than zero") }
    return Window(
      size: Pair(weight.layout.shape[2], weight.layout.shape[3]), stride: stride, padding: padding,
      dilation: dilation)
  }

  func shape(_ images: Tensor, _ bias: Tensor?, _ window: Window) {
    let outputs = weight.layout.shape[0]
    if outputs < groups {
      fail(
        "Given groups=\(groups), expected weight to be at least \(groups) at dimension 0, but got "
          + "weight of size \(weight.shape) instead")
    }
    if outputs % groups != 0 {
      fail(
        "Given groups=\(groups), expected weight to be divisible by \(groups) at dimension 0, but "
          + "got weight of size [\(weight.shape)] instead")
    }
    let (channels, overflow) = weight.layout.shape[1].multipliedReportingOverflow(by: groups)
    if overflow || images.layout.shape[1] != channels {
      fail(
        "Given groups=\(groups), weight of size \(weight.shape), expected input\(images.shape) to "
          + "have \(channels) channels, but got \(images.layout.shape[1]) channels instead")
    }
    if let bias, bias.ndim != 1 || bias.layout.shape[0] != outputs {
      fail(
        "Given weight of size \(weight.shape), expected bias to be 1-dimensional with \(outputs) "
          + "elements, but got bias of size \(bias.shape) instead")
    }
    padding(images, window)
  }

  private func padding(_ images: Tensor, _ window: Window) {
    for (dim, padding) in [window.padding.height, window.padding.width].enumerated()
    where padding > Int.max / 2 {
      fail(
        "Given padding=\(padding) at dimension \(dim) , expected padding to be at most \(Int.max / 2)"
      )
    }
    let padded = (
      images.layout.shape[2] &+ 2 &* window.padding.height,
      images.layout.shape[3] &+ 2 &* window.padding.width
    )
    let kernel = (
      Window.extent(window.size.height, window.dilation.height),
      Window.extent(window.size.width, window.dilation.width)
    )
    if padded.0 < kernel.0 || padded.1 < kernel.1 {
      fail(
        "Calculated padded input size per channel: (\(padded.0) x \(padded.1)). Kernel size: "
          + "(\(kernel.0) x \(kernel.1)). Kernel size can't be greater than actual input size")
    }
  }

  /// The checks of PyTorch's kernels, for images with elements.
  func kernel(_ images: Tensor, _ window: Window) {
    if images.count == 0 {
      fail(
        "Only zero batch or zero channel inputs are supported, but got input shape: \(images.shape)"
      )
    }
    let isDilated = window.dilation.height != 1 || window.dilation.width != 1
    let (size, dilation) = (window.size, window.dilation)
    if min(size.height, size.width) <= 0 {
      fail(
        "kernel size should be greater than zero, but got "
          + (isDilated
            ? "[\(size.height), \(size.width)]"
            : "kernel_height: \(size.height) kernel_width: \(size.width)"))
    }
    if min(dilation.height, dilation.width) == 0 {
      fail(
        "dilation should be greater than zero, but got [\(dilation.height), \(dilation.width)]")
    }
    let unsupported: [DType] = isDilated ? [.bool, .uint8, .int32] : [.bool]
    if unsupported.contains(images.dtype) {
      let name = isDilated ? "slow_conv_dilated<>" : "slow_conv2d_cpu"
      fail("\"\(name)\" not implemented for '\(images.dtype.scalarName)'")
    }
    if images.dtype != weight.dtype {
      if usesOneDNN(images) {
        fail(
          "Input type (\(images.dtype.tensorName)) and weight type (\(weight.dtype.tensorName)) should "
            + "be the same or input should be a MKLDNN tensor and weight is a dense tensor")
      }
      fail(
        "expected scalar type \(images.dtype.scalarName) but found \(weight.dtype.scalarName)")
    }
  }

  /// Whether PyTorch computes the convolution by oneDNN, whose messages about dtypes differ.
  private func usesOneDNN(_ images: Tensor) -> Bool {
    if images.dtype.itemSize == 2 { return true }
    let isLarge = groups > 1 || images.layout.shape[0] > 1 || images.count > 20480
    return images.dtype == .float32
      && (isLarge || weight.layout.shape[2] > 3 && weight.layout.shape[3] > 3)
  }
}
