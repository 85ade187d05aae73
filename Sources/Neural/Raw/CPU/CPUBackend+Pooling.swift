import CVectorMath

extension Window {
  /// The window as kernels see it, sliding over images.
  fileprivate func pooling(_ images: DimVector, _ output: DimVector) -> pooling_shape {
    pooling_shape(
      planes: images[0] * images[1], height: images[2], width: images[3], rows: output[2],
      columns: output[3], kernel_height: size.height, kernel_width: size.width,
      stride_y: stride.height, stride_x: stride.width, padding_y: padding.height,
      padding_x: padding.width, dilation_y: dilation.height, dilation_x: dilation.width)
  }
}

extension CPUBackend {
  func maxPool(
    _ images: RawTensor, _ window: Window, _ shape: DimVector, lowest: Double, findsPlaces: Bool
  ) -> (values: RawTensor, places: RawTensor) {
    let output = RawTensor(uninitialized: shape, images.dtype)
    let places = RawTensor(uninitialized: findsPlaces ? shape : [0], .int32)
    var pooling = window.pooling(images.layout.shape, shape)
    pooling_max(
      images.dtype.elementType, &pooling, images.firstByte, lowest, output.firstByte,
      findsPlaces ? places.pointer(to: Int32.self) : nil)
    return (output, places)
  }

  func maxPoolGradient(
    _ gradient: RawTensor, _ places: RawTensor, _ window: Window, _ images: DimVector
  ) -> RawTensor {
    let result = RawTensor(uninitialized: images, gradient.dtype)
    var pooling = window.pooling(images, gradient.layout.shape)
    pooling_max_gradient(
      gradient.dtype.elementType, &pooling, gradient.firstByte, places.pointer(to: Int32.self),
      result.firstByte)
    return result
  }

  func meanPool(
    _ images: RawTensor, _ window: Window, _ shape: DimVector, countsPadding: Bool, divisor: Int?
  ) -> RawTensor {
    let output = RawTensor(uninitialized: shape, images.dtype)
    var pooling = window.pooling(images.layout.shape, shape)
    pooling_mean(
      images.dtype.elementType, &pooling, images.firstByte, countsPadding ? 1 : 0, divisor ?? 0,
      output.firstByte)
    return output
  }

  func meanPoolGradient(
    _ gradient: RawTensor, _ window: Window, _ images: DimVector, countsPadding: Bool, divisor: Int?
  ) -> RawTensor {
    let result = RawTensor(uninitialized: images, gradient.dtype)
    var pooling = window.pooling(images, gradient.layout.shape)
    pooling_mean_gradient(
      gradient.dtype.elementType, &pooling, gradient.firstByte, countsPadding ? 1 : 0, divisor ?? 0,
      result.firstByte)
    return result
  }
}
