/// Copies elements of one size, whatever they mean.
private func copyElements<Unit>(
  _ unit: Unit.Type, from source: Tensor, to target: Tensor
) {
  let from = source.pointer(to: Unit.self)
  let into = target.pointer(to: Unit.self)
  let walk = Walk(target.sizes, target.steps, source.steps(broadcastTo: target.sizes))
  let count = walk.rowCount
  let intoStep = walk.rowStep(0)
  let fromStep = walk.rowStep(1)
  walk.forEachRow { a, b, _, _ in
    let into = into + a
    let from = from + b
    if intoStep == 1 && fromStep == 1 {
      into.update(from: from, count: count)
    } else if intoStep == 1 && fromStep == 0 {
      into.update(repeating: from.pointee, count: count)
    } else {
      for index in 0..<count { into[index &* intoStep] = from[index &* fromStep] }
    }
  }
}

/// Writes the elements of `source`, broadcast and converted, over those of `target`. The two must
/// not overlap. Nothing is recorded.
func transfer(_ source: Tensor, to target: Tensor) {
  let source = source.dtype == target.dtype ? source : converted(source, to: target.dtype)
  switch target.dtype.itemSize {
  case 1: copyElements(UInt8.self, from: source, to: target)
  case 2: copyElements(UInt16.self, from: source, to: target)
  case 4: copyElements(UInt32.self, from: source, to: target)
  default: copyElements(UInt64.self, from: source, to: target)
  }
}

/// A contiguous tensor with the same elements: `tensor` itself, without its history, if it is one.
func dense(_ tensor: Tensor) -> Tensor {
  if tensor.isDense { return tensor }
  let result = Tensor(uninitialized: tensor.sizes, tensor.dtype)
  transfer(tensor, to: result)
  return result
}

/// A new contiguous tensor with the same elements.
func duplicate(_ tensor: Tensor) -> Tensor {
  let result = Tensor(uninitialized: tensor.sizes, tensor.dtype)
  transfer(tensor, to: result)
  return result
}
