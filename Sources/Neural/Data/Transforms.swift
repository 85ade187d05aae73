import CVectorMath

/// Something that is done to each sample, or to each label.
public protocol Transform {
  /// The changed tensor.
  func callAsFunction(_ input: Tensor) -> Tensor
}

/// Makes an image of bytes a tensor of numbers between 0 and 1: height × width, or height × width ×
/// channels, of type uint8 becomes channels × height × width of the default type.
public struct ToTensor: Transform {
  /// The transform.
  public init() {}

  /// The image with its channels first; bytes are divided by 255.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    if image.dim != 2 && image.dim != 3 {
      fail("pic should be 2/3 dimensional. Got \(image.dim) dimensions.")
    }
    if let scaled = scaledBytes(image) { return scaled }
    return noGrad {
      let channels = image.dim == 2 ? image.unsqueeze(0) : image.permute(2, 0, 1)
      if channels.dtype != .uint8 { return channels.contiguous() }
      return channels.to(.default) / 255
    }
  }

  /// The usual case, a dense image of one channel, in one pass.
  private func scaledBytes(_ image: Tensor) -> Tensor? {
    guard image.dim == 2, image.dtype == .uint8, image.isContiguous, DType.default == .float32
    else {
      return nil
    }
    let result = Tensor(uninitialized: [1, image.layout.shape[0], image.layout.shape[1]], .float32)
    vector_bytes_divided(
      image.pointer(to: UInt8.self), result.pointer(to: Float.self), result.count, 255)
    return result
  }
}

/// Takes a mean off each channel and divides it by a standard deviation.
public struct Normalize: Transform {
  private let mean: Tensor
  private let deviation: Tensor

  /// A mean and a standard deviation for each channel, or one for all. Stops the program where there
  /// is none of either, or a deviation of 0.
  public init(mean: [Double], std: [Double]) {
    if mean.isEmpty || std.isEmpty {
      fail("Normalize needs at least one mean and one standard deviation; got \(mean) and \(std)")
    }
    if std.contains(0) { fail("std evaluated to zero, leading to division by zero.") }
    self.mean = Tensor(mean).view(-1, 1, 1)
    deviation = Tensor(std).view(-1, 1, 1)
  }

  /// `(x - mean) / std` for images of shape channels × height × width.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    if !image.dtype.isFloatingPoint {
      fail("Input tensor should be a float tensor. Got \(image.dtype).")
    }
    if image.dim < 3 {
      fail(
        "Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = "
          + "torch.Size(\(image.shape))")
    }
    return (image - mean.to(image.dtype)) / deviation.to(image.dtype)
  }
}

/// A transform given by a function.
public struct Lambda: Transform {
  private let function: (Tensor) -> Tensor

  /// Applies the function.
  public init(_ function: @escaping (Tensor) -> Tensor) { self.function = function }

  /// The function's result.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}

/// Several transforms, one after the other.
public struct Compose: Transform {
  private let transforms: [any Transform]

  /// Applies the transforms in order.
  public init(_ transforms: [any Transform]) { self.transforms = transforms }

  /// The last transform's result.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    transforms.reduce(input) { $1($0) }
  }
}
