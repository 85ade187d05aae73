/// A tensor that a module learns: modules find it among their properties.
public final class Parameter: Tensor, @unchecked Sendable {
  /// A parameter that shares the memory of a tensor but not its history. Stops the program where it
  /// is to have a gradient and isn't of a floating-point type.
  public init(_ data: Tensor, requiresGrad: Bool = true) {
    super.init(sharing: data)
    if requiresGrad && !data.dtype.isFloatingPoint {
      fail("Only Tensors of floating point and complex dtype can require gradients")
    }
    self.requiresGrad = requiresGrad
  }

  override var textPrefix: String { "Parameter containing:\n" }
}

/// A tensor that belongs to a module's state but isn't learned: modules find it among their
/// properties.
public final class Buffer: Tensor, @unchecked Sendable {
  /// Whether the buffer is part of ``Module/stateDict()``.
  let isPersistent: Bool

  /// A buffer that shares the memory of a tensor but not its history.
  public init(_ data: Tensor, persistent: Bool = true) {
    isPersistent = persistent
    super.init(sharing: data)
  }
}
