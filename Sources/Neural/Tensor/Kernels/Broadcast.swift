/// The shape that two shapes are broadcast to: sizes are compared from the last dimension on, and a
/// size of 1 is repeated.
func broadcast(_ a: Dims, _ b: Dims) -> Dims {
  if a == b { return a }
  let count = max(a.count, b.count)
  var result = Dims(repeating: 1, count: count)
  for dim in (0..<count).reversed() {
    let inA = dim - (count - a.count)
    let inB = dim - (count - b.count)
    let sizeA = inA < 0 ? 1 : a[inA]
    let sizeB = inB < 0 ? 1 : b[inB]
    if sizeA != sizeB && sizeA != 1 && sizeB != 1 {
      fail(
        "The size of tensor a (\(sizeA)) must match the size of tensor b (\(sizeB)) "
          + "at non-singleton dimension \(dim)")
    }
    result[dim] = sizeA == 1 ? sizeB : sizeA
  }
  return result
}

extension Dims {
  /// Whether a tensor of these sizes can be broadcast to the shape `target`.
  func isBroadcastable(to target: Dims) -> Bool {
    let missing = target.count - count
    return missing >= 0
      && (0..<count).allSatisfy { self[$0] == 1 || self[$0] == target[$0 + missing] }
  }
}

extension Tensor {
  /// The steps with which this tensor is read as one of a larger shape: 0 where it is repeated.
  final func steps(broadcastTo target: Dims) -> Dims {
    var result = Dims(repeating: 0, count: target.count)
    let missing = target.count - sizes.count
    for dim in 0..<sizes.count where sizes[dim] != 1 || target[dim + missing] == 1 {
      result[dim + missing] = steps[dim]
    }
    return result
  }
}
