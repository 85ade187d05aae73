import Display

extension Tensor {
  /// The tensor as an image figure. Small images are enlarged by an integer factor.
  ///
  /// The shape is height × width or 1 × height × width for grayscale, or 3 × height × width for
  /// RGB; other shapes stop the program. Elements of type uint8 range from 0 to 255, those of other
  /// types from 0 to 1, and are clamped to that range.
  public final var image: some Displayable { TensorImage(tensor: self, description: nil) }

  /// The tensor as an image figure, as `image`, with an alternative text that says what is seen.
  public final func image(description: String) -> some Displayable {
    TensorImage(tensor: self, description: description)
  }
}

private struct TensorImage: Displayable {
  let tensor: Tensor
  let description: String?

  var representation: Representation {
    let planes = tensor.dim == 2 ? tensor.unsqueeze(0) : tensor
    guard planes.dim == 3, planes.size(0) == 1 || planes.size(0) == 3, planes.count > 0 else {
      fail(
        "an image has shape height × width, or 1 or 3 × height × width, and this tensor \(tensor.shape)"
      )
    }
    let (channels, height, width) = (planes.size(0), planes.size(1), planes.size(2))
    let factor = max(1, 168 / max(height, width))
    var pixels = [UInt8](repeating: 0, count: height * width * factor * factor * channels)
    let values = bytes(of: planes)
    for row in 0..<height * factor {
      for column in 0..<width * factor {
        let place = row / factor * width + column / factor
        for channel in 0..<channels {
          pixels[(row * width * factor + column) * channels + channel] =
            values[channel * height * width + place]
        }
      }
    }
    let file = PNGFile.encode(
      pixels, width: width * factor, height: height * factor, channels: channels)
    return .png(file, description: description ?? "Image of \(height) × \(width) pixels")
  }

  private func bytes(of planes: Tensor) -> [UInt8] {
    if planes.dtype == .uint8 { return planes.array(of: UInt8.self) }
    return planes.detach().to(.float64).array(of: Double.self).map { value in
      value.isNaN ? 0 : UInt8((255 * max(0, min(1, value))).rounded())
    }
  }
}
