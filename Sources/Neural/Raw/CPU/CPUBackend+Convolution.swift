import CVectorMath

extension ConvolutionShape {
  fileprivate var kernel: convolution_shape {
    convolution_shape(
      images: images[0], groups: groups, channels: images[1] / groups, height: images[2],
      width: images[3], outputs: output[1] / groups, rows: output[2], columns: output[3],
      kernel_height: window.size.height, kernel_width: window.size.width,
      stride_y: window.stride.height, stride_x: window.stride.width,
      padding_y: window.padding.height, padding_x: window.padding.width,
      dilation_y: window.dilation.height, dilation_x: window.dilation.width)
  }
}

extension CPUBackend {
  func convolution(
    _ images: RawTensor, _ weight: RawTensor, _ bias: RawTensor?, _ shape: ConvolutionShape
  ) -> RawTensor {
    result(shape, shape.output, images.dtype) { shape, result in
      convolution_forward(
        images.dtype.elementType, &shape, images.firstByte, weight.firstByte, bias?.firstByte,
        result)
    }
  }

  func convolutionImageGradient(
    _ gradient: RawTensor, _ weight: RawTensor, _ shape: ConvolutionShape
  ) -> RawTensor {
    result(shape, shape.images, gradient.dtype) { shape, result in
      convolution_image_gradient(
        gradient.dtype.elementType, &shape, gradient.firstByte, weight.firstByte, result)
    }
  }

  func convolutionWeightGradient(
    _ gradient: RawTensor, _ images: RawTensor, _ shape: ConvolutionShape
  ) -> RawTensor {
    result(shape, shape.weight, gradient.dtype) { shape, result in
      convolution_filter_gradient(
        gradient.dtype.elementType, &shape, gradient.firstByte, images.firstByte, result)
    }
  }

  private func result(
    _ shape: ConvolutionShape, _ whole: DimVector, _ dtype: DType,
    _ compute: (_ shape: inout convolution_shape, _ into: UnsafeMutableRawPointer) -> Int32
  ) -> RawTensor {
    let result = RawTensor(uninitialized: whole, dtype)
    var kernel = shape.kernel
    if compute(&kernel, result.firstByte) == 0 { fail("not enough memory for a convolution") }
    return result
  }
}
