import CVectorMath

/// Copies the elements of `source`, broadcast and cast, to `target`. The two must not overlap.
func rawCopy(_ source: Tensor, to target: Tensor) {
  if source.dtype != target.dtype { return rawCopyCasting(source, to: target) }
  let shape = target.layout.shape
  let dims = shape.count
  let strides = source.broadcastStrides(to: shape)
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * dims + 1) { sizes in
    for dim in 0..<dims {
      sizes[dim] = shape[dim]
      sizes[dims + dim] = strides[dim]
      sizes[2 * dims + dim] = target.layout.strides[dim]
    }
    let start = sizes.baseAddress.unsafelyUnwrapped
    copy_elements(
      target.dtype.itemSize, dims, start, source.firstByte, start + dims, target.firstByte,
      start + 2 * dims)
  }
}

/// The tensor itself if it is contiguous, else a contiguous copy.
func rawContiguous(_ tensor: Tensor) -> Tensor {
  if tensor.isContiguous { return tensor }
  let result = Tensor(uninitialized: tensor.layout.shape, tensor.dtype)
  rawCopy(tensor, to: result)
  return result
}

/// A contiguous copy.
func rawClone(_ tensor: Tensor) -> Tensor {
  let result = Tensor(uninitialized: tensor.layout.shape, tensor.dtype)
  rawCopy(tensor, to: result)
  return result
}

/// A copy in the tensor's own memory order.
func rawCloneInOrder(_ tensor: Tensor) -> Tensor {
  let result = Tensor(uninitializedLike: tensor, tensor.dtype)
  rawCopy(tensor, to: result)
  return result
}
