/// What makes numbers in [0, 1] of bytes.
private let scaledByte = ElementwiseProgram { x in x / 255 }

/// A function of tensors that a data set applies to each image or label.
public protocol Transform {
  /// The transformed tensor.
  func callAsFunction(_ input: Tensor) -> Tensor
}

/// Converts a uint8 image of shape height × width, or height × width × channels, to a tensor of the
/// default type and of shape channels × height × width, with elements between 0 and 1.
public struct ToTensor: Transform {
  /// A transform without settings.
  public init() {}

  /// The image with its channels first. Elements of type uint8 are divided by 255.
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

  /// The usual case, a contiguous image of one channel, in one pass.
  private func scaledBytes(_ image: Tensor) -> Tensor? {
    guard image.dim == 2, image.dtype == .uint8, image.isContiguous, DType.default == .float32
    else {
      return nil
    }
    return scaledByte.map(image, in: .float32, to: .float32).rawUnsqueeze(0)
  }
}

/// Normalises images: subtracts a mean from each channel and divides by a standard deviation.
public struct Normalize: Transform {
  private let mean: Tensor
  private let deviation: Tensor

  /// - Parameters:
  ///   - mean: a mean for each channel, or one for all; not empty.
  ///   - std: a standard deviation for each channel, or one for all; not empty, and none of them 0.
  ///     Otherwise the program stops.
  public init(mean: [Double], std: [Double]) {
    if mean.isEmpty || std.isEmpty {
      fail("Normalize needs at least one mean and one standard deviation; got \(mean) and \(std)")
    }
    if std.contains(0) { fail("std evaluated to zero, leading to division by zero.") }
    self.mean = Tensor(mean).view(-1, 1, 1)
    deviation = Tensor(std).view(-1, 1, 1)
  }

  /// `(x - mean) / std` for an image of shape channels × height × width.
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

  /// A transform that applies a function.
  public init(_ function: @escaping (Tensor) -> Tensor) { self.function = function }

  /// The function's result for the input.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}

/// A composition of transforms.
public struct Compose: Transform {
  private let transforms: [any Transform]

  /// A transform that applies these in order.
  public init(_ transforms: [any Transform]) { self.transforms = transforms }

  /// The result of the last transform; each gets the result of the one before.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    transforms.reduce(input) { $1($0) }
  }
}
