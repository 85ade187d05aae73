import Testing

@testable import Neural

/// Copies and elementwise operations on tensors whose elements lie in any order, with rows of a few
/// elements and of many, against what their strides say.
@Suite struct LayoutKernelTests {
  static let types: [DType] = [.uint8, .bfloat16, .float32, .float64, .int64, .bool]
  static let shapes = [
    [700, 3], [3, 700], [1100, 1], [90, 50], [40, 130], [20, 21, 22], [9, 7, 5, 3], [2, 1, 600],
    [5],
  ]

  /// A tensor of small whole numbers.
  private func numbers(_ shape: [Int], _ dtype: DType) -> Tensor {
    let generator = Generator().manualSeed(shape.reduce(1, &+))
    return Tensor.randint(0, dtype == .bool ? 2 : 100, shape, generator: generator).to(dtype)
  }

  /// The elements in row-major order, each read by the strides.
  private func elements(_ tensor: Tensor) -> [Double] {
    let memory = Tensor(
      storage: tensor.storage, offset: 0, shape: [tensor.storage.byteCount / tensor.dtype.itemSize],
      strides: [1], dtype: tensor.dtype
    ).array(of: Double.self)
    var offsets = [tensor.storageOffset]
    for (size, stride) in zip(tensor.shape, tensor.strides) {
      offsets = offsets.flatMap { start in (0..<size).map { start + $0 * stride } }
    }
    return offsets.map { memory[$0] }
  }

  /// Views of a tensor: transposed, sliced with and without gaps, reversed dimensions.
  private func views(_ x: Tensor) -> [(name: String, view: Tensor)] {
    let last = x.dim - 1
    var views = [("whole", x), ("transposed", x.transpose(0, last))]
    for dim in 0...last where x.shape[dim] > 2 {
      let middle = x.narrow(dim: dim, start: 1, length: x.shape[dim] - 1)
      views += [("part of \(dim)", middle), ("turned part of \(dim)", middle.transpose(0, last))]
    }
    views.append(("gaps", x[..., stride(from: 0, to: x.shape[last], by: 2)]))
    return views
  }

  @Test(arguments: types) func `copies have the elements that strides say`(dtype: DType) {
    for shape in Self.shapes {
      for (name, view) in views(numbers(shape, dtype)) {
        #expect(elements(view.clone()) == elements(view), "\(name) of \(shape)")
        let joined = Tensor.cat([view, view], dim: view.dim - 1)
        let second = joined.narrow(
          dim: view.dim - 1, start: view.shape[view.dim - 1], length: view.shape[view.dim - 1])
        #expect(elements(second) == elements(view), "\(name) of \(shape), joined")
      }
    }
  }

  @Test(arguments: types) func `a flip reverses along its dimensions`(dtype: DType) {
    for shape in Self.shapes {
      for (name, view) in views(numbers(shape, dtype)) {
        for dim in 0..<view.dim {
          let size = view.shape[dim]
          let reversed = Tensor((0..<size).map { size - 1 - $0 })
          let expected = elements(view.contiguous().indexSelect(dim: dim, reversed))
          #expect(elements(view.flip([dim])) == expected, "\(name) of \(shape) along \(dim)")
        }
        #expect(elements(view.flip(Array(0..<view.dim))) == elements(view).reversed())
      }
    }
  }

  @Test(arguments: types) func `a roll moves elements by any number of bytes`(dtype: DType) {
    let x = numbers([9000], dtype)
    let all = elements(x)
    for shift in [0, 1, 3, 17, 40, 4096, 8999] {
      let cut = all.count - shift
      #expect(elements(x.roll(shift)) == Array(all[cut...] + all[..<cut]), "by \(shift)")
    }
  }

  @Test(arguments: types) func `elementwise operations read and write by strides`(dtype: DType) {
    if dtype == .bool { return }
    for shape in Self.shapes {
      let column = numbers(Array(shape.dropLast()) + [1], dtype)
      for (name, view) in views(numbers(shape, dtype)) {
        let sum = elements(view).map { dtype == .uint8 ? ($0 + 1) : $0 + 1 }
        #expect(elements(view + 1) == sum, "\(name) of \(shape)")
        let wide = dtype == .float64 ? DType.float32 : .float64
        #expect(elements(view.to(wide)) == elements(view), "\(name) of \(shape), cast")
        let target = numbers(shape, .int64).to(.float64)
        let place = views(target).first { $0.name == name }?.view ?? target
        place.copy(from: view)
        #expect(elements(place) == elements(view), "\(name) of \(shape), cast into a view")
      }
      let x = numbers(shape, dtype)
      let (whole, parts, last) = (elements(x), elements(column), shape.last ?? 1)
      let expected = whole.indices.map { whole[$0] + parts[$0 / last] }
      #expect(elements(x + column) == expected, "\(shape) and a column")
    }
  }

  @Test(arguments: types) func `triangles keep what is on their side`(dtype: DType) {
    for shape in [[3, 4], [70, 3], [3, 70], [2, 65, 66], [0, 3]] {
      for diagonal in [Int.min, -4, -1, 0, 1, 66, Int.max] {
        let x = numbers(shape, dtype)
        let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
        let isBelow = { (index: Int) in
          let (row, column) = (index / columns % rows, index % columns)
          return diagonal < 0
            ? column - row <= max(diagonal, -99) : column - min(diagonal, 99) <= row
        }
        let isAbove = { (index: Int) in
          let (row, column) = (index / columns % rows, index % columns)
          return diagonal < 0
            ? column - row >= max(diagonal, -99) : column - min(diagonal, 99) >= row
        }
        let all = elements(x)
        let lower = all.indices.map { isBelow($0) ? all[$0] : 0 }
        let upper = all.indices.map { isAbove($0) ? all[$0] : 0 }
        #expect(elements(x.tril(diagonal: diagonal)) == lower, "\(shape), \(diagonal)")
        #expect(elements(x.triu(diagonal: diagonal)) == upper, "\(shape), \(diagonal)")
        #expect(elements(x.transpose(-1, -2).triu()) == elements(x.tril().transpose(-1, -2)))
      }
    }
  }

  @Test(arguments: types) func `bytes and numbers say whether any or all are true`(dtype: DType) {
    for shape in Self.shapes {
      let x = numbers(shape, .int64)
      let some = (x > 97).to(dtype)
      for dim in 0..<shape.count {
        let counts = elements((x > 97).to(.int64).sum(dim: dim))
        #expect(elements(some.any(dim: dim)) == counts.map { $0 > 0 ? 1 : 0 })
        #expect(
          elements(some.all(dim: dim)) == counts.map { $0 == Double(shape[dim]) ? 1 : 0 })
      }
    }
  }

  @Test(arguments: [DType.float32, .float64, .float16, .bfloat16])
  func `softmax of narrow rows is that of columns`(dtype: DType) {
    for (rows, width) in [(1, 3), (24, 1), (70, 3), (130, 10), (64, 32), (100, 33)] {
      let generator = Generator().manualSeed(width)
      let x = Tensor.randn(rows, width, generator: generator).to(dtype).requiresGrad(true)
      let gradient = Tensor.randn(rows, width, generator: generator).to(dtype)
      let limit = dtype == .bfloat16 ? 0.02 : dtype == .float16 ? 0.002 : 1e-5
      for isLogarithm in [false, true] {
        let of = { (x: Tensor, dim: Int) in
          isLogarithm ? x.logSoftmax(dim: dim) : x.softmax(dim: dim)
        }
        let narrow = of(x, 1)
        narrow.backward(gradient)
        let y = x.detach().to(.float64).t().contiguous().requiresGrad(true)
        let columns = of(y, 0)
        columns.backward(gradient.to(.float64).t())
        guard let slope = x.grad, let expected = y.grad else { continue }
        #expect(
          narrow.detach().to(.float64).allClose(columns.detach().t(), rtol: limit, atol: limit))
        #expect(slope.to(.float64).allClose(expected.t(), rtol: limit, atol: 4 * limit))
        x.grad = nil
      }
    }
  }

  @Test func `an operation in place writes into the tensor's own elements`() {
    let x = Tensor([[1.0, 2, 3], [4, 5, 6]])
    let rows = x.t()
    rows += Tensor([[10.0], [20], [30]])
    #expect(elements(x) == [11, 22, 33, 14, 25, 36])
    rows *= rows
    #expect(elements(x) == [121, 484, 1089, 196, 625, 1296])
    let whole = Tensor([1, 2, 3])
    whole += Tensor([true, false, true])
    #expect(elements(whole) == [2, 2, 4])
    // Every second element and its neighbour share a storage, but no element.
    let line = Tensor((0..<8).map(Double.init))
    let (even, odd) = (
      line[stride(from: 0, to: 8, by: 2)], line[stride(from: 1, to: 8, by: 2)]
    )
    even -= odd
    #expect(elements(line) == [-1, 1, -1, 3, -1, 5, -1, 7])
    let half = Tensor([1.0, 2]).to(.bfloat16)
    half /= Tensor([3.0, 3])
    #expect(elements(half) == elements((Tensor([1.0, 2]) / 3).to(.bfloat16)))
  }
}
