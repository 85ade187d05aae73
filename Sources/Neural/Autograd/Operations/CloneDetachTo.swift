extension Tensor {
  /// A copy with storage of its own, in the same memory order; gradients flow to this tensor.
  public final func clone() -> Tensor { cloned(rawCloneInOrder(self)) }

  /// This tensor if it is contiguous, else a contiguous copy.
  public final func contiguous() -> Tensor { isContiguous ? self : cloned(rawClone(self)) }

  private final func cloned(_ copy: Tensor) -> Tensor {
    copy.recorded("CloneBackward0", savesTensors: false, self) { $0 }
  }

  /// A tensor that shares the storage, but has no history and requires no gradient.
  public final func detach() -> Tensor { Tensor(sharing: self) }

  /// This tensor cast to a dtype; the tensor itself if it has that dtype.
  public final func to(_ dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    let result = rawCast(self, to: dtype)
    if !dtype.isFloatingPoint { return result }
    return result.recorded("ToCopyBackward0", savesTensors: false, self) { $0 }
  }

  /// This tensor on a device; the CPU is the only one.
  public final func to(_ device: Device) -> Tensor { self }

  /// This tensor cast to float32.
  public final func float() -> Tensor { to(.float32) }
  /// This tensor cast to float64.
  public final func double() -> Tensor { to(.float64) }
  /// This tensor cast to float16.
  public final func half() -> Tensor { to(.float16) }
  /// This tensor cast to int64; fractions are truncated.
  public final func long() -> Tensor { to(.int64) }
  /// This tensor cast to int32; fractions are truncated.
  public final func int() -> Tensor { to(.int32) }
  /// This tensor cast to bool: whether elements aren't 0.
  public final func bool() -> Tensor { to(.bool) }
}
