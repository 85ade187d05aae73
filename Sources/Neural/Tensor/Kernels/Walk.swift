/// A walk over operands of one shape, in row-major order.
///
/// Neighbouring dimensions are merged where that is possible for all operands, so that a walk over
/// dense tensors is a single row. A kernel's inner loop runs along a row; an operand that is
/// broadcast has a step of 0.
struct Walk {
  /// Elements in a row, the innermost merged dimension.
  private(set) var rowCount = 1
  /// Rows altogether.
  private(set) var rows = 1
  private var sizes = Dims()
  private var steps: InlineArray<4, Dims>

  /// A walk over operands with these steps, all of the shape `sizes`.
  init(_ sizes: Dims, _ a: Dims, _ b: Dims? = nil, _ c: Dims? = nil, _ d: Dims? = nil) {
    let zeros = Dims(repeating: 0, count: sizes.count)
    let all: InlineArray<4, Dims> = [a, b ?? zeros, c ?? zeros, d ?? zeros]
    steps = InlineArray(repeating: Dims())
    for dim in 0..<sizes.count where sizes[dim] != 1 {
      if mergeable(with: sizes[dim], all, dim) {
        let last = self.sizes.count - 1
        self.sizes[last] &*= sizes[dim]
        for operand in 0..<4 { steps[operand][last] = all[operand][dim] }
      } else {
        self.sizes.append(sizes[dim])
        for operand in 0..<4 { steps[operand].append(all[operand][dim]) }
      }
    }
    if let last = lastDim {
      rowCount = self.sizes[last]
      for dim in 0..<last { rows &*= self.sizes[dim] }
    }
  }

  private var lastDim: Int? { sizes.count == 0 ? nil : sizes.count - 1 }

  private func mergeable(with size: Int, _ all: InlineArray<4, Dims>, _ dim: Int) -> Bool {
    guard let last = lastDim else { return false }
    for operand in 0..<4 where steps[operand][last] != all[operand][dim] &* size { return false }
    return true
  }

  /// How far apart an operand's neighbours in a row are.
  @inline(__always)
  func rowStep(_ operand: Int) -> Int {
    sizes.count == 0 ? 0 : steps[operand][sizes.count - 1]
  }

  /// Calls `body` for each row with the place where it starts in each operand.
  @inline(__always)
  func forEachRow(_ body: (_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Void) {
    if rowCount == 0 || rows == 0 { return }
    var position = Dims(repeating: 0, count: max(sizes.count - 1, 0))
    var start: InlineArray<4, Int> = [0, 0, 0, 0]
    for _ in 0..<rows {
      body(start[0], start[1], start[2], start[3])
      var dim = position.count - 1
      while dim >= 0 {
        position[dim] += 1
        for operand in 0..<4 { start[operand] += steps[operand][dim] }
        if position[dim] < sizes[dim] { break }
        for operand in 0..<4 { start[operand] -= steps[operand][dim] * sizes[dim] }
        position[dim] = 0
        dim -= 1
      }
    }
  }
}
