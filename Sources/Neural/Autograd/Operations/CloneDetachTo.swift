extension Tensor {
  /// A copy with memory of its own.
  public final func clone() -> Tensor {
    rawClone(self).recorded("CloneBackward0", savesTensors: false, self) { $0 }
  }

  /// This tensor if its elements lie in row-major order without gaps, else a copy that does.
  public final func contiguous() -> Tensor { isContiguous ? self : clone() }

  /// A tensor that shares the memory but not the history: gradients stop here.
  public final func detach() -> Tensor { Tensor(sharing: self) }

  /// The same numbers in another type; this tensor itself if it has that type.
  public final func to(_ dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    let result = rawCast(self, to: dtype)
    if !dtype.isFloatingPoint { return result }
    return result.recorded("ToCopyBackward0", savesTensors: false, self) { $0 }
  }

  /// This tensor on another device; the processor is the only one.
  public final func to(_ device: Device) -> Tensor { self }

  /// The same numbers as float32.
  public final func float() -> Tensor { to(.float32) }
  /// The same numbers as float64.
  public final func double() -> Tensor { to(.float64) }
  /// The same numbers as float16.
  public final func half() -> Tensor { to(.float16) }
  /// The same numbers as int64, without their fractions.
  public final func long() -> Tensor { to(.int64) }
  /// The same numbers as int32, without their fractions.
  public final func int() -> Tensor { to(.int32) }
  /// Which elements aren't zero.
  public final func bool() -> Tensor { to(.bool) }
}
