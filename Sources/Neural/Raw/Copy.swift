/// Copies the elements of `source`, broadcast and cast, to `target`. The two must not overlap.
@inline(__always)
func rawCopy(_ source: RawTensor, to target: RawTensor) { source.backend.copy(source, to: target) }

/// The tensor itself if it is contiguous, else a contiguous copy.
func rawContiguous(_ tensor: RawTensor) -> RawTensor {
  tensor.isContiguous ? tensor : rawClone(tensor)
}

/// A contiguous copy.
func rawClone(_ tensor: RawTensor) -> RawTensor {
  let result = RawTensor(uninitialized: tensor.layout.shape, tensor.dtype)
  rawCopy(tensor, to: result)
  return result
}

/// The tensor cast to another dtype: a copy in its memory order, or the tensor itself if it has that
/// dtype.
func rawCast(_ tensor: RawTensor, to dtype: DType) -> RawTensor {
  if tensor.dtype == dtype { return tensor }
  let result = RawTensor(uninitializedLike: tensor, dtype)
  rawCopy(tensor, to: result)
  return result
}

/// The tensor in its op-math type and contiguous, as many primitives take it.
func rawOpMath(_ tensor: RawTensor) -> RawTensor {
  rawContiguous(rawCast(tensor, to: tensor.dtype.opMathType))
}

extension ElementwiseProgram {
  /// Each element as it is, which casts it where inputs and outputs are of different types.
  static let identity = ElementwiseProgram { x in x }
}

extension DType {
  /// The compute type in which a cast from this dtype converts once: the target where it is one that
  /// this can be read as, else this dtype's own.
  func computeType(castingTo target: DType) -> DType {
    target == target.computeType && (target.isFloatingPoint || !isFloatingPoint)
      ? target : computeType
  }

  /// The type in which elementwise programs compute this one.
  @inline(__always)
  var computeType: DType {
    switch self {
    case .float16, .bfloat16, .float32: .float32
    case .float64: .float64
    case .int64: .int64
    case .int32: .int32
    case .bool, .uint8: .uint8
    }
  }

  /// The type in which reductions of programs compute this one; their sums are wider.
  var reduceType: DType { self == .bool || self == .uint8 ? .int32 : computeType }
}
