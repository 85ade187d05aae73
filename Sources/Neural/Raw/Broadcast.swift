/// The shape that two shapes broadcast to, PyTorch's `infer_size`. Stops the program where they
/// don't.
func broadcast(_ a: DimVector, _ b: DimVector) -> DimVector {
  if a == b { return a }
  let count = max(a.count, b.count)
  var result = DimVector(repeating: 1, count: count)
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

extension DimVector {
  /// Whether a tensor of this shape can be expanded to `target`.
  func isBroadcastable(to target: DimVector) -> Bool {
    let missing = target.count - count
    return missing >= 0
      && (0..<count).allSatisfy { self[$0] == 1 || self[$0] == target[$0 + missing] }
  }
}

extension Layout {
  /// The strides of this layout expanded to a shape: 0 in broadcast dimensions.
  func broadcastStrides(to target: DimVector) -> DimVector {
    var result = DimVector(repeating: 0, count: target.count)
    let missing = target.count - shape.count
    for dim in 0..<shape.count where shape[dim] != 1 || target[dim + missing] == 1 {
      result[dim + missing] = strides[dim]
    }
    return result
  }
}
