/// Iterates over operands of one shape in row-major order, as ATen's `TensorIterator`.
///
/// Neighbouring dimensions are coalesced where all operands allow it, so that contiguous tensors
/// form a single row. A kernel's inner loop runs along a row. Broadcast operands have a stride of
/// 0.
struct TensorIterator {
  /// The number of elements in a row, the innermost coalesced dimension.
  private(set) var rowCount = 1
  /// The number of rows.
  private(set) var rows = 1
  private var shape = DimVector()
  private var strides: InlineArray<4, DimVector>

  /// Iterates over up to four operands of a shape with these strides.
  init(
    _ shape: DimVector, _ a: DimVector, _ b: DimVector? = nil, _ c: DimVector? = nil,
    _ d: DimVector? = nil
  ) {
    let zeros = DimVector(repeating: 0, count: shape.count)
    let all: InlineArray<4, DimVector> = [a, b ?? zeros, c ?? zeros, d ?? zeros]
    strides = InlineArray(repeating: DimVector())
    for dim in 0..<shape.count where shape[dim] != 1 {
      if mergeable(with: shape[dim], all, dim) {
        let last = self.shape.count - 1
        self.shape[last] &*= shape[dim]
        for operand in 0..<4 { strides[operand][last] = all[operand][dim] }
      } else {
        self.shape.append(shape[dim])
        for operand in 0..<4 { strides[operand].append(all[operand][dim]) }
      }
    }
    if let last = lastDim {
      rowCount = self.shape[last]
      for dim in 0..<last { rows &*= self.shape[dim] }
    }
  }

  private var lastDim: Int? { shape.count == 0 ? nil : shape.count - 1 }

  private func mergeable(with size: Int, _ all: InlineArray<4, DimVector>, _ dim: Int) -> Bool {
    guard let last = lastDim else { return false }
    for operand in 0..<4 where strides[operand][last] != all[operand][dim] &* size { return false }
    return true
  }

  /// The distance in elements between an operand's neighbours in a row.
  @inline(__always)
  func rowStride(_ operand: Int) -> Int {
    shape.count == 0 ? 0 : strides[operand][shape.count - 1]
  }

  /// Calls `body` for each row with the offset of its first element in each operand.
  @inline(__always)
  func forEachRow(_ body: (_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Void) {
    if rowCount == 0 || rows == 0 { return }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: DimVector.capacity) { position in
      let outerCount = max(shape.count - 1, 0)
      for dim in 0..<outerCount { position[dim] = 0 }
      var start: InlineArray<4, Int> = [0, 0, 0, 0]
      for _ in 0..<rows {
        body(start[0], start[1], start[2], start[3])
        var dim = outerCount - 1
        while dim >= 0 {
          position[dim] += 1
          for operand in 0..<4 { start[operand] += strides[operand][dim] }
          if position[dim] < shape[dim] { break }
          for operand in 0..<4 { start[operand] -= strides[operand][dim] * shape[dim] }
          position[dim] = 0
          dim -= 1
        }
      }
    }
  }
}
