import Display

/// The inlay hint of a tensor, such as `Tensor [3, 20]`.
extension Tensor: Hinted {
  /// The shape, and the dtype where it isn't float32.
  public var hint: String {
    dtype == .float32
      ? "Tensor \(shape)" : "Tensor \(shape) " + "\(dtype)".dropFirst("torch.".count)
  }
}

extension Tensor: Plottable {
  /// The shape and the elements, cast to doubles.
  public var plottedValues: PlottedValues {
    PlottedValues(shape: shape, numbers: detach().to(.float64).array(of: Double.self))
  }
}
