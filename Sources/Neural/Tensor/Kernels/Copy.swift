/// Copies elements of one size in bytes, broadcast.
private func copyElements<Unit>(
  _ unit: Unit.Type, from source: Tensor, to target: Tensor
) {
  let from = source.pointer(to: Unit.self)
  let into = target.pointer(to: Unit.self)
  let iterator = TensorIterator(
    target.layout.shape, target.layout.strides, source.broadcastStrides(to: target.layout.shape))
  let count = iterator.rowCount
  let intoStride = iterator.rowStride(0)
  let fromStride = iterator.rowStride(1)
  iterator.forEachRow { a, b, _, _ in
    let into = into + a
    let from = from + b
    if intoStride == 1 && fromStride == 1 {
      into.update(from: from, count: count)
    } else if intoStride == 1 && fromStride == 0 {
      into.update(repeating: from.pointee, count: count)
    } else {
      for index in 0..<count { into[index &* intoStride] = from[index &* fromStride] }
    }
  }
}

/// Copies the elements of `source`, broadcast and cast, to `target`. The two must not overlap.
func rawCopy(_ source: Tensor, to target: Tensor) {
  let source = source.dtype == target.dtype ? source : rawCast(source, to: target.dtype)
  switch target.dtype.itemSize {
  case 1: copyElements(UInt8.self, from: source, to: target)
  case 2: copyElements(UInt16.self, from: source, to: target)
  case 4: copyElements(UInt32.self, from: source, to: target)
  default: copyElements(UInt64.self, from: source, to: target)
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
