import Display

/// A tensor's shape, as an editor shows it beside its name: `Tensor [3, 20]`, and its type where
/// that isn't `float32`.
extension Tensor: Hinted {
  /// The shape, and the type where it isn't `float32`.
  public var hint: String {
    dtype == .float32
      ? "Tensor \(shape)" : "Tensor \(shape) " + "\(dtype)".dropFirst("torch.".count)
  }
}

/// A tensor's numbers, for a figure; of any type, and without a history.
extension Tensor: Plottable {
  /// The shape and the numbers.
  public var plottedValues: PlottedValues {
    PlottedValues(shape: shape, numbers: detach().to(.float64).array(of: Double.self))
  }
}
