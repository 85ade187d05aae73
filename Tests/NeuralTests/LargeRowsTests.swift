import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import Neural

/// Kernels along a dimension on shapes that are cut into parts, blocks and segments, against loops over
/// their elements.
@Suite struct LargeRowsTests {
  /// Shapes with the dimension along which they are worked on: long rows, many short rows, columns of
  /// small and large blocks, narrow rows and columns, and one dimension that is cut into segments.
  static let shapes: [(shape: [Int], dim: Int)] = [
    ([40_003], 0), ([2, 12_001], 1), ([2100, 17], 1), ([151, 331], 0), ([12_000, 3], 0),
    ([2, 300, 70], 1), ([3, 5, 900], 1), ([1, 1], 0), ([700, 5], 1), ([2, 600, 4], 1),
  ]
  static let types: [DType] = [.float32, .float64, .float16, .bfloat16, .int64, .int32, .uint8]

  /// Numbers among which many are equal, and for floating-point types some nans where they are wanted.
  private func numbers(_ shape: [Int], _ dtype: DType, nans: Bool = false) -> Tensor {
    let generator = Generator().manualSeed(shape.reduce(1, &+))
    let values = Tensor.randint(0, 200, shape, generator: generator)
    if !dtype.isFloatingPoint { return (dtype == .uint8 ? values : values - 100).to(dtype) }
    let reals = (values - 100).to(.float64) / 8
    let holes = Tensor.randint(0, 5000, shape, generator: generator) == 0
    return (nans ? reals.maskedFill(holes, Double.nan) : reals).to(dtype)
  }

  /// The lines along a dimension, each with its elements as doubles.
  private func lines(_ tensor: Tensor, _ dim: Int) -> [[Double]] {
    let rows = tensor.detach().to(.float64).transpose(dim, tensor.dim - 1).contiguous()
    let (all, width) = (rows.array(of: Double.self), tensor.shape[dim])
    return stride(from: 0, to: all.count, by: max(width, 1)).map { Array(all[$0..<($0 + width)]) }
  }

  private func precedes(_ a: Double, _ b: Double) -> Bool { a < b || b.isNaN && !a.isNaN }

  private func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  @Test(arguments: types) func `extremes are the first of the best`(dtype: DType) {
    for (shape, dim) in Self.shapes {
      let x = numbers(shape, dtype, nans: true)
      let (values, indices) = x.max(dim: dim, keepDim: true)
      let (lowest, places) = x.min(dim: dim, keepDim: true)
      for (line, (best, place)) in zip(lines(x, dim), zip(lines(values, dim), lines(indices, dim)))
      {
        let goal = line.firstIndex { $0.isNaN } ?? line.firstIndex(of: line.max() ?? 0) ?? 0
        if place != [Double(goal)] || !same(best, [line[goal]]) {
          Issue.record("max of \(shape) \(dtype): \(place), expected \(goal)")
          break
        }
      }
      for (line, (best, place)) in zip(lines(x, dim), zip(lines(lowest, dim), lines(places, dim))) {
        let goal = line.firstIndex { $0.isNaN } ?? line.firstIndex(of: line.min() ?? 0) ?? 0
        if place != [Double(goal)] || !same(best, [line[goal]]) {
          Issue.record("min of \(shape) \(dtype): \(place), expected \(goal)")
          break
        }
      }
    }
  }

  @Test(arguments: types) func `sums over outer and inner dimensions`(dtype: DType) {
    for (outer, kept, inner) in [
      (3, 130, 128), (40, 7, 33), (2, 600, 5), (5, 3, 1100), (70, 64, 40),
    ] {
      let generator = Generator().manualSeed(outer)
      let x = Tensor.randint(0, 2, [outer, kept, inner], generator: generator).to(dtype)
      let all = x.array(of: Double.self)
      var goal = [Double](repeating: 0, count: kept)
      for (number, value) in all.enumerated() { goal[number / inner % kept] += value }
      let sums = x.sum(dim: [0, 2]).array(of: Double.self)
      #expect(
        sums == Tensor(goal).to(dtype.isFloatingPoint ? dtype : .int64).array(of: Double.self))
      let columns = x.permute(2, 1, 0).contiguous().permute(2, 1, 0)
      #expect(columns.sum(dim: [0, 2]).array(of: Double.self) == sums)
    }
  }

  @Test(arguments: types) func `sums and products are exact where they can be`(dtype: DType) {
    for (shape, dim) in Self.shapes {
      let signs = Tensor.randint(0, 2, shape, generator: Generator().manualSeed(2)) * 2 - 1
      let x = (dtype == .uint8 ? signs * signs : signs).to(dtype)
      let (sums, products) = (x.sum(dim: dim, keepDim: true), x.prod(dim: dim, keepDim: true))
      for (line, (sum, product)) in zip(lines(x, dim), zip(lines(sums, dim), lines(products, dim)))
      {
        let goal = Tensor(line.reduce(0, +)).to(sums.dtype).to(.float64).item()
        if sum != [goal] || product != [line.reduce(1, *)] {
          Issue.record("sum and product of \(shape) \(dtype): \(sum) and \(product)")
          break
        }
      }
    }
  }

  @Test(arguments: types) func `extremes without their places are the same`(dtype: DType) {
    for (shape, dim) in Self.shapes {
      let x = numbers(shape, dtype, nans: true)
      let (most, least) = (x.amax(dim: [dim], keepDim: true), x.amin(dim: [dim], keepDim: true))
      let (highest, lowest) = (x.max(dim: dim, keepDim: true), x.min(dim: dim, keepDim: true))
      for (values, goal) in [(most, highest.values), (least, lowest.values)] {
        for (line, other) in zip(lines(values, dim), lines(goal, dim)) where !same(line, other) {
          Issue.record("amax and amin of \(shape) \(dtype): \(line), expected \(other)")
          break
        }
      }
    }
  }

  @Test(arguments: types) func `sorting is stable`(dtype: DType) {
    for (shape, dim) in Self.shapes {
      for descending in [false, true] {
        let x = numbers(shape, dtype, nans: true)
        let (values, indices) = x.sort(dim: dim, descending: descending)
        for (line, (sorted, order)) in zip(
          lines(x, dim), zip(lines(values, dim), lines(indices, dim)))
        {
          let goal = line.indices.sorted { a, b in
            let (x, y) = descending ? (line[b], line[a]) : (line[a], line[b])
            return precedes(x, y) || !precedes(y, x) && a < b
          }
          if order != goal.map(Double.init) || !same(sorted, goal.map { line[$0] }) {
            Issue.record("sort of \(shape) \(dtype), descending: \(descending)")
            break
          }
        }
      }
    }
  }

  @Test(arguments: [DType.float32, .float64, .uint8])
  func `a long row is sorted by several threads`(dtype: DType) {
    let x = numbers([300_000], dtype, nans: true)
    let (values, indices) = x.sort()
    let (all, sorted) = (lines(x, 0)[0], lines(values, 0)[0])
    let order = indices.array(of: Int.self)
    let isStable = (1..<order.count).allSatisfy { place in
      let (a, b) = (sorted[place - 1], sorted[place])
      return precedes(a, b) || !precedes(b, a) && order[place - 1] < order[place]
    }
    #expect(isStable && same(sorted, order.map { all[$0] }))
  }

  @Test(arguments: types) func `the best few are those of sorting`(dtype: DType) {
    for (shape, dim) in Self.shapes {
      for largest in [false, true] {
        let x = numbers(shape, dtype, nans: true)
        let count = min(shape[dim], shape[dim] > 1000 ? 12 : 5)
        let (values, indices) = x.topk(count, dim: dim, largest: largest)
        for (line, (best, places)) in zip(
          lines(x, dim), zip(lines(values, dim), lines(indices, dim)))
        {
          let goal = line.sorted { largest ? precedes($1, $0) : precedes($0, $1) }.prefix(count)
          if !same(best, Array(goal)) || !same(best, places.map { line[Int($0)] })
            || Set(places).count != count
          {
            Issue.record("topk of \(shape) \(dtype), largest: \(largest)")
            break
          }
        }
      }
    }
  }

  @Test(arguments: types) func `cumulative sums add up`(dtype: DType) {
    for (shape, dim) in Self.shapes {
      let x = numbers(shape, dtype)
      let sums = x.cumsum(dim: dim)
      for (line, found) in zip(lines(x, dim), lines(sums, dim)) {
        var sum = 0.0
        // The sums are eighths, which a double holds exactly.
        let goal = line.map { element -> Double in
          sum += element
          return Tensor(sum, dtype: .float64).to(sums.dtype).item()
        }
        if !same(found, goal) {
          Issue.record("cumsum of \(shape) \(dtype)")
          break
        }
      }
    }
  }

  @Test(arguments: [DType.float32, .float64, .float16, .bfloat16])
  func `softmax, its logarithm and their gradients are those of each line`(dtype: DType) throws {
    let tolerance: Double = [.float64: 1e-13, .float32: 3e-6, .float16: 2e-3][dtype] ?? 2e-2
    for (shape, dim) in Self.shapes {
      for isLogarithm in [false, true] {
        let x = numbers(shape, dtype).requiresGrad()
        let y = isLogarithm ? x.logSoftmax(dim: dim) : x.softmax(dim: dim)
        let gradient = numbers(shape.reversed(), dtype).reshape(shape)
        y.backward(gradient)
        let grad = try #require(x.grad)
        let all = zip(
          zip(lines(x, dim), lines(y, dim)), zip(lines(gradient, dim), lines(grad, dim)))
        for ((input, output), (slopes, found)) in all {
          let largest = input.max() ?? 0
          let powers = input.map { exp($0 - largest) }
          let sum = powers.reduce(0, +)
          let goal = zip(input, powers).map { isLogarithm ? $0 - largest - log(sum) : $1 / sum }
          let total = zip(slopes, goal).reduce(0) { $0 + (isLogarithm ? $1.0 : $1.0 * $1.1) }
          let goals = zip(slopes, zip(goal, powers)).map { slope, value in
            isLogarithm ? slope - value.1 / sum * total : value.0 * (slope - total)
          }
          let scale = (slopes.map(\.magnitude).max() ?? 0) * 2 + total.magnitude
          if !near(output, goal, tolerance * 40) || !near(found, goals, tolerance * scale) {
            Issue.record("softmax of \(shape) \(dtype), logarithm: \(isLogarithm)")
            break
          }
        }
      }
    }
  }

  private func near(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    zip(a, b).allSatisfy { ($0 - $1).magnitude <= tolerance }
  }

  @Test(arguments: [DType.float32, .float64, .float16, .bfloat16])
  func `layer norm is that of each row`(dtype: DType) throws {
    let tolerance: Double = [.float64: 1e-11, .float32: 1e-4, .float16: 2e-2][dtype] ?? 0.15
    for shape in [[2, 9001], [3000, 17], [101, 331], [70, 3]] {
      let (x, gradient) = (
        numbers(shape, dtype), numbers(shape.reversed(), dtype).reshape(shape) / 16
      )
      let width = shape[1]
      let weight = numbers([width], dtype) / 10
      let bias = numbers([width], dtype) / 20
      let (wide, narrow) = (
        Leaves(x, weight, bias, in: .float64), Leaves(x, weight, bias, in: dtype)
      )
      let centered = wide.x - wide.x.mean(dim: [1], keepDim: true)
      let deviation = (centered.square().mean(dim: [1], keepDim: true) + 1e-5).sqrt()
      let goal = centered / deviation * wide.weight + wide.bias
      goal.backward(gradient.to(.float64))
      let found = layerNorm(narrow.x, [width], weight: narrow.weight, bias: narrow.bias)
      found.backward(gradient)
      #expect(near(lines(found, 1).flatMap(\.self), lines(goal, 1).flatMap(\.self), tolerance))
      for (a, b) in zip(narrow.all, wide.all) {
        let (a, b) = (try #require(a.grad).to(.float64), try #require(b.grad))
        let scale = max(1, b.abs().max().item())
        #expect(
          near(a.array(of: Double.self), b.array(of: Double.self), tolerance * scale),
          "\(shape) \(dtype)")
      }
    }
  }

  @Test func `layer norm of numbers whose sums or squares floats don't hold is finite`() {
    for largest in [3e38, 1e30] {
      let row = Tensor.ones(2, 100) * largest * (Tensor.arange(0, 100) % 2)
      let found = layerNorm(row + largest / 10, [100])
      // As in PyTorch, the variance is infinite there.
      #expect(found.array(of: Float.self).allSatisfy { $0 == 0 }, "\(largest)")
    }
    // A mean far from 0, beside which the deviation is small.
    let far = (Tensor.arange(0, 1000) % 2).to(.float32) + 30_000
    #expect((layerNorm(far, [1000]).abs() - 1).abs().max().item() < 1e-4)
  }

  @Test(arguments: [DType.float32, .float64, .float16, .bfloat16])
  func `batch norm is that of each channel`(dtype: DType) throws {
    let tolerance: Double = [.float64: 1e-11, .float32: 1e-4, .float16: 2e-2][dtype] ?? 0.15
    for shape in [[600, 70], [9, 5, 1100], [40, 33, 7], [70, 2, 4, 8]] {
      let (x, gradient) = (
        numbers(shape, dtype), numbers(shape.reversed(), dtype).reshape(shape) / 16
      )
      let dims = shape.indices.filter { $0 != 1 }
      let spread = shape.indices.map { $0 == 1 ? shape[1] : 1 }
      let weight = numbers([shape[1]], dtype) / 10
      let bias = numbers([shape[1]], dtype) / 20
      let (wide, narrow) = (
        Leaves(x, weight, bias, in: .float64), Leaves(x, weight, bias, in: dtype)
      )
      let centered = wide.x - wide.x.mean(dim: dims, keepDim: true)
      let deviation = (centered.square().mean(dim: dims, keepDim: true) + 1e-5).sqrt()
      let goal = centered / deviation * wide.weight.reshape(spread) + wide.bias.reshape(spread)
      goal.backward(gradient.to(.float64))
      let found = batchNorm(
        narrow.x, runningMean: nil, runningVar: nil, weight: narrow.weight, bias: narrow.bias,
        training: true)
      found.backward(gradient)
      #expect(near(lines(found, 1).flatMap(\.self), lines(goal, 1).flatMap(\.self), tolerance))
      for (a, b) in zip(narrow.all, wide.all) {
        let (a, b) = (try #require(a.grad).to(.float64), try #require(b.grad))
        let scale = max(1, b.abs().max().item())
        #expect(
          near(a.array(of: Double.self), b.array(of: Double.self), tolerance * scale),
          "\(shape) \(dtype)")
      }
    }
  }

  /// The inputs of a normalisation, cast.
  private struct Leaves {
    let x: Tensor
    let weight: Tensor
    let bias: Tensor

    init(_ x: Tensor, _ weight: Tensor, _ bias: Tensor, in dtype: DType) {
      let leaf = { (tensor: Tensor) in tensor.to(dtype).clone().detach().requiresGrad() }
      (self.x, self.weight, self.bias) = (leaf(x), leaf(weight), leaf(bias))
    }

    var all: [Tensor] { [x, weight, bias] }
  }
}
