extension ElementwiseProgram {
  /// Each element as it is, which casts it where inputs and outputs are of different types.
  static let identity = ElementwiseProgram { x in x }
}

extension DType {
  /// The compute type in which a cast from this dtype converts once: the target where it is one that
  /// this can be read as, else this dtype's own.
  fileprivate func computeType(castingTo target: DType) -> DType {
    target == target.computeType && (target.isFloatingPoint || !isFloatingPoint)
      ? target : computeType
  }
}

/// The tensor cast to another dtype: a copy in its memory order, or the tensor itself if it has that
/// dtype.
func rawCast(_ tensor: Tensor, to dtype: DType) -> Tensor {
  if tensor.dtype == dtype { return tensor }
  if tensor.count == 0 { return Tensor(uninitializedLike: tensor, dtype) }
  return ElementwiseProgram.identity.map(
    tensor, in: tensor.dtype.computeType(castingTo: dtype), to: dtype)
}

/// The tensor cast to its op-math type.
func rawCastToOpMath(_ tensor: Tensor) -> Tensor { rawCast(tensor, to: tensor.dtype.opMathType) }

/// Copies the elements of a tensor of another dtype, broadcast and cast.
func rawCopyCasting(_ source: Tensor, to target: Tensor) {
  ElementwiseProgram.identity.run(
    [source], into: [target], in: source.dtype.computeType(castingTo: target.dtype))
}
