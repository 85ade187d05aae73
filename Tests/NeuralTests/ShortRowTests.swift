import Testing

@testable import Neural

/// Operations on rows of a few elements, with gaps between rows or elements and without, against the same
/// computed element by element.
@Suite struct ShortRowTests {
  static let types: [DType] = [.uint8, .float16, .bfloat16, .float32, .float64, .int32, .int64]
  static let widths = Array(1...20) + [31, 32, 33, 40, 63, 64, 65, 100, 127, 129, 200]

  /// Rows of small whole numbers, of which products and sums are exact in all types.
  private func rows(_ width: Int, _ dtype: DType) -> [(name: String, view: Tensor)] {
    let generator = Generator().manualSeed(width)
    let count = 71
    let wide = Tensor.randint(0, 3, [count, 2 * width + 3], generator: generator).to(dtype)
    return [
      ("rows with gaps", wide[..., 1..<(width + 1)]),
      ("every other column", wide[..., stride(from: 0, to: 2 * width, by: 2)]),
      ("every third row", wide[stride(from: 0, to: count, by: 3), ..<width]),
      ("whole rows", wide[..., ..<width].contiguous()),
      ("columns", wide[..., ..<width].t().contiguous().t()),
    ]
  }

  private func lists(_ x: Tensor) -> [[Double]] {
    let all = x.contiguous().array(of: Double.self)
    let width = x.shape[1]
    return (0..<x.shape[0]).map { Array(all[($0 * width)..<(($0 + 1) * width)]) }
  }

  @Test(arguments: types) func `elementwise operations on short rows`(dtype: DType) {
    for width in Self.widths {
      for (name, x) in rows(width, dtype) {
        let lists = lists(x)
        let column = x[..., ..<1]
        let firsts = lists.map { row in row.map { $0 + row[0] } }
        #expect(self.lists(x + column) == firsts, "\(name) of \(width) and a column")
        #expect(self.lists(column + x) == firsts, "a column and \(name) of \(width)")
        let last = x[x.shape[0] - 1]
        let sums = lists.map { row in zip(row, lists[lists.count - 1]).map { $0 + $1 } }
        #expect(self.lists(x + last) == sums, "\(name) of \(width) and a row")
        let squares = lists.map { row in row.map { $0 * $0 } }
        #expect(self.lists(x * x) == squares, "squares of \(name) of \(width)")
        let clamped = lists.map { row in row.map { min(max($0, 1), 2) } }
        #expect(self.lists(x.clamp(min: 1, max: 2)) == clamped, "\(name) of \(width), clamped")
        let isLess = lists.map { row in row.map { $0 < row[0] ? 1.0 : 0 } }
        #expect(self.lists((x < column).to(dtype)) == isLess, "\(name) of \(width), compared")
        let changed = x.clone().t().contiguous().t()
        changed.copy(from: x)
        changed += x
        let doubled = lists.map { row in row.map { $0 * 2 } }
        #expect(self.lists(changed) == doubled, "\(name) of \(width), in place")
        let other: DType = dtype == .float64 ? .float32 : .float64
        #expect(self.lists(x.to(other)) == lists, "\(name) of \(width), cast")
      }
    }
  }

  @Test(arguments: types) func `reductions of short rows and columns`(dtype: DType) {
    for width in Self.widths {
      for (name, x) in rows(width, dtype) {
        let rows = lists(x)
        let columns = (0..<width).map { column in rows.map { $0[column] } }
        let ones = (x.clamp(max: 1) + 1).clamp(max: 2)
        for (dim, lines) in [(1, rows), (0, columns)] {
          let what = "\(name) of \(width) along \(dim)"
          let sums = x.sum(dim: dim).array(of: Double.self)
          #expect(sums == lines.map { $0.reduce(0, +) }, "sums of \(what)")
          let largest = x.amax(dim: [dim]).array(of: Double.self)
          #expect(largest == lines.map { $0.max() }, "largest of \(what)")
          let smallest = x.amin(dim: [dim]).array(of: Double.self)
          #expect(smallest == lines.map { $0.min() }, "smallest of \(what)")
          let places: [Int?] = x.argmax(dim: dim).array(of: Int.self)
          let expected = lines.map { line in line.firstIndex(of: line.max() ?? 0) }
          #expect(places == expected, "places of the largest of \(what)")
          if dim == 1 && width <= 20 || dtype == .float64 {
            let powers: [Double] = lines.map { line in
              line.reduce(1) { $0 * ($1 >= 1 ? 2 : 1) }
            }
            let products = ones.to(.float64).prod(dim: dim).array(of: Double.self)
            #expect(products == powers, "products of \(what)")
          }
          let running = lines.map { line in
            line.reduce(into: [Double]()) { $0.append(($0.last ?? 0) + $1) }
          }
          let scanned = dim == 1 ? x.cumsum(dim: 1) : x.cumsum(dim: 0).t()
          if dtype != .bfloat16 {
            #expect(self.lists(scanned) == running, "running sums of \(what)")
          }
          guard dtype.isFloatingPoint else { continue }
          let norms = x.to(.float64).norm(p: 1, dim: dim).array(of: Double.self)
          #expect(norms == lines.map { $0.reduce(0, +) }, "norms of \(what)")
        }
      }
    }
  }

  @Test(arguments: [DType.float32, .float64, .int64])
  func `a nan or the last element of a short row is found`(dtype: DType) {
    for width in Self.widths {
      let x = Tensor.zeros([5, width + 1], dtype)[..., ..<width]
      for place in 0..<width {
        let changed = x.clone()
        changed[..., place] = Tensor(1)
        #expect(changed.amax(dim: [1]).array(of: Double.self) == [1, 1, 1, 1, 1])
        #expect(changed.sum(dim: 1).array(of: Double.self) == [1, 1, 1, 1, 1])
        guard dtype.isFloatingPoint else { continue }
        changed[..., place] = Tensor(Double.nan)
        #expect(changed.amin(dim: [1]).isNaN().all().item(as: Bool.self))
        #expect(changed.argmax(dim: 1).array(of: Int.self) == Array(repeating: place, count: 5))
      }
    }
  }

  @Test(arguments: [DType.float32, .float64, .int64])
  func `batches of small products`(dtype: DType) {
    let generator = Generator().manualSeed(3)
    for (m, n, k) in [
      (1, 20, 20), (20, 20, 20), (7, 16, 5), (13, 33, 40), (3, 1, 9), (2, 47, 64), (25, 15, 31),
      (1, 1, 70), (12, 32, 16), (5, 100, 3),
    ] {
      let a = Tensor.randint(-3, 4, [4, m, k + 1], generator: generator).to(dtype)[..., ..<k]
      let b = Tensor.randint(-3, 4, [4, k, n + 2], generator: generator).to(dtype)[..., ..<n]
      for (left, right) in [
        (a, b), (a, b.transpose(1, 2).contiguous().transpose(1, 2)),
        (a.transpose(1, 2).contiguous().transpose(1, 2), b), (a[..<1].expand(4, m, k), b),
      ] {
        let (x, y) = (left.array(of: Double.self), right.array(of: Double.self))
        let expected = (0..<(4 * m * n)).map { place in
          let (batch, row, column) = (place / (m * n), place / n % m, place % n)
          return (0..<k).reduce(0.0) {
            $0 + x[(batch * m + row) * k + $1] * y[(batch * k + $1) * n + column]
          }
        }
        #expect(left.matmul(right).array(of: Double.self) == expected, "\(m)×\(k) by \(k)×\(n)")
      }
    }
  }
}
