/// A walk over operands of one shape, in row-major order.
///
/// Neighbouring dimensions are merged where that is possible for all operands, so that a walk over
/// dense tensors is a single row. A kernel's inner loop runs along a row; an operand that is
/// broadcast has a step of 0.
struct TensorIterator {
  /// Elements in a row, the innermost merged dimension.
  private(set) var rowCount = 1
  /// Rows altogether.
  private(set) var rows = 1
  private var shape = DimVector()
  private var strides: InlineArray<4, DimVector>

  /// A walk over operands with these steps, all of the shape `shape`.
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

  /// How far apart an operand's neighbours in a row are.
  @inline(__always)
  func rowStride(_ operand: Int) -> Int {
    shape.count == 0 ? 0 : strides[operand][shape.count - 1]
  }

  /// Calls `body` for each row with the place where it starts in each operand.
  @inline(__always)
  func forEachRow(_ body: (_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Void) {
    if rowCount == 0 || rows == 0 { return }
    var position = DimVector(repeating: 0, count: max(shape.count - 1, 0))
    var start: InlineArray<4, Int> = [0, 0, 0, 0]
    for _ in 0..<rows {
      body(start[0], start[1], start[2], start[3])
      var dim = position.count - 1
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
