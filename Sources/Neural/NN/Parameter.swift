/// A tensor that is learned. As a property of a module it is found by ``Module/parameters()``.
public final class Parameter: Tensor, @unchecked Sendable {
  /// A parameter that shares a tensor's storage but not its history. Stops the program where it
  /// requires a gradient and isn't of a floating-point type.
  public init(_ data: Tensor, requiresGrad: Bool = true) {
    super.init(sharing: data)
    if requiresGrad && !data.dtype.isFloatingPoint {
      fail("Only Tensors of floating point and complex dtype can require gradients")
    }
    self.requiresGrad = requiresGrad
  }

  override var textPrefix: String { "Parameter containing:\n" }
}

/// A tensor that belongs to a module's state but isn't learned, such as a running mean. As a
/// property of a module it is found by ``Module/buffers()``.
public final class Buffer: Tensor, @unchecked Sendable {
  /// Whether the buffer is part of ``Module/stateDict()``.
  let isPersistent: Bool

  /// A buffer that shares a tensor's storage but not its history.
  ///
  /// - Parameter persistent: whether it is part of ``Module/stateDict()``.
  public init(_ data: Tensor, persistent: Bool = true) {
    isPersistent = persistent
    super.init(sharing: data)
  }
}
