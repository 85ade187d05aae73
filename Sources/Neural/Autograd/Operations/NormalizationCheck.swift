/// PyTorch's checks of batch normalisation's arguments, in its order.
struct BatchNormCheck {
  let input: Tensor
  let runningMean: Tensor?
  let runningVar: Tensor?
  let parameters: NormParameters
  let isTraining: Bool
  let eps: Double

  func arguments() {
    if isTraining {
      if input.ndim == 0 { fail("tuple index out of range") }
      if input.shape.dropFirst(2).reduce(input.layout.shape[0], &*) == 1 {
        fail(
          "Expected more than 1 value per channel when training, got input size "
            + "torch.Size(\(input.shape))")
      }
      if eps <= 0 {
        fail("batch_norm eps must be positive during training, but got \(pythonText(eps))")
      }
    }
    if eps < 0 { fail("batch_norm eps must be non-negative, but got \(pythonText(eps))") }
  }

  /// Stops the program where a tensor hasn't an element for each channel.
  func channels() {
    let channels = input.ndim < 2 ? 0 : input.layout.shape[1]
    let named = [
      ("running_mean", runningMean), ("running_var", runningVar), ("weight", parameters.weight),
      ("bias", parameters.bias),
    ]
    for (name, tensor) in named {
      if let tensor {
        if tensor.count != channels {
          fail("\(name) should contain \(channels) elements not \(tensor.count)")
        }
      } else if !isTraining && name.hasPrefix("running") {
        fail("\(name) must be defined in evaluation mode")
      }
    }
    if (runningMean == nil) != (runningVar == nil) {
      fail("running_mean and running_var must either both be None or neither be None")
    }
    _ = input.size(1)
  }

  func types() {
    let types = [parameters.weight, parameters.bias, runningMean, runningVar]
      .compactMap { $0?.dtype }
    if input.dtype.isFloatingPoint { checkMixedTypes(input, types) }
    checkKernelTypes("batch_norm", input, types)
    if let wide = [runningMean, runningVar].compactMap({ $0 }).first(where: { $0.dim != 1 }) {
      fail("TensorAccessor expected 1 dims but tensor has \(wide.dim)")
    }
  }
}

/// PyTorch's checks of layer normalisation's arguments, in its order.
func checkLayerNorm(_ input: Tensor, _ shape: [Int], _ parameters: NormParameters) {
  if shape.isEmpty {
    fail(
      "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
        + "element, but got normalized_shape = []")
  }
  let types = [parameters.weight, parameters.bias].compactMap { $0?.dtype }
  checkMixedTypes(input, types)
  for (name, tensor) in [("weight", parameters.weight), ("bias", parameters.bias)] {
    if let tensor, tensor.shape != shape {
      fail(
        "Expected \(name) to be of same shape as normalized_shape, but got \(name) of shape "
          + "\(tensor.shape) and normalized_shape = \(shape)")
    }
  }
  if input.ndim < shape.count || Array(input.shape.suffix(shape.count)) != shape {
    let stars = shape.map { ", \($0)" }.joined()
    fail(
      "Given normalized_shape=\(shape), expected input with shape [*\(stars)], but got input of "
        + "size\(input.shape)")
  }
  checkKernelTypes("LayerNormKernelImpl", input, types)
}

/// Whether the first of the parameters has another dtype than the input.
private func isMixed(_ input: Tensor, _ parameters: [DType]) -> Bool {
  parameters.first.map { $0 != input.dtype } ?? false
}

/// Stops the program where dtypes differ, unless the input is of a 16-bit type and the parameters
/// of float32.
private func checkMixedTypes(_ input: Tensor, _ parameters: [DType]) {
  guard isMixed(input, parameters) else { return }
  if parameters.contains(where: { $0 != .float32 }) {
    fail("mixed dtype (CPU): expect parameter to have scalar type of Float")
  }
  if input.dtype.itemSize != 2 {
    fail("mixed dtype (CPU): all inputs must share same datatype.")
  }
}

/// Stops the program where dtypes differ, or the input's isn't floating point.
private func checkKernelTypes(_ name: String, _ input: Tensor, _ parameters: [DType]) {
  if !input.dtype.isFloatingPoint {
    fail("\"\(name)\" not implemented for '\(input.dtype.scalarName)'")
  }
  let other = parameters.first { $0 != input.dtype }
  if let other, !isMixed(input, parameters) {
    fail("expected scalar type \(input.dtype.scalarName) but found \(other.scalarName)")
  }
}
