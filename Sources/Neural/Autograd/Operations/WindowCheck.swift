/// Checks and bounds for pooling.
extension Window {
  /// Stops the program where a number exceeds 32 bits, in which PyTorch's pooling keeps them.
  func checkFitsInt32() {
    for pair in [size, stride, padding, dilation] {
      if Int32(exactly: pair.height) == nil || Int32(exactly: pair.width) == nil {
        fail("value cannot be converted to type int without overflow")
      }
    }
  }

  /// Stops the program where size, stride or dilation isn't positive.
  func checkIsPositive() {
    if min(size.height, size.width) <= 0 {
      fail(
        "kernel size should be greater than zero, but got kH: \(size.height) kW: \(size.width)")
    }
    if min(stride.height, stride.width) <= 0 {
      fail("stride should be greater than zero, but got dH: \(stride.height) dW: \(stride.width)")
    }
    if min(dilation.height, dilation.width) <= 0 {
      fail(
        "dilation should be greater than zero, but got dilationH: \(dilation.height) dilationW: "
          + "\(dilation.width)")
    }
  }
}

extension Tensor {
  /// Images as a batch: a single image, of three dimensions, becomes a batch of one. Stops the
  /// program for other numbers of dimensions.
  final func asImages(_ name: String) -> Tensor {
    if ndim != 3 && ndim != 4 {
      fail(
        "Expected 3D (unbatched) or 4D (batched) input to \(name), but got input of size: \(shape)")
    }
    return ndim == 3 ? unsqueeze(0) : self
  }
}
