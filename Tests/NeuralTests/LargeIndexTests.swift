import Testing

@testable import Neural

/// Indexing of tensors that are large enough to be worked on by several threads, against loops.
@Suite struct LargeIndexTests {
  private let generator = Generator().manualSeed(11)

  private func indices(_ limit: Int, _ shape: [Int]) -> Tensor {
    Tensor.randint(0, limit, shape, generator: generator)
  }

  private func numbers(_ shape: [Int], _ dtype: DType) -> Tensor {
    Tensor.arange(shape.reduce(1, *)).reshape(shape).to(dtype)
  }

  static let types: [DType] = [.float32, .float64, .bfloat16, .int64, .uint8]

  @Test(arguments: types) func `masks select in order, and their indices are those of nonzero`(
    dtype: DType
  ) {
    let shape = [301, 7, 50]
    let x = numbers(shape, dtype)
    let mask = indices(3, shape) == 0
    let flags = mask.array(of: Bool.self)
    let goal = zip(x.to(.float64).array(of: Double.self), flags).filter(\.1).map(\.0)
    #expect(x[mask].to(.float64).array(of: Double.self) == goal)
    #expect(x.maskedSelect(mask).to(.float64).array(of: Double.self) == goal)
    let places = flags.indices.filter { flags[$0] }
    #expect(
      mask.nonzero().array(of: Int.self) == places.flatMap { [$0 / 350, $0 / 50 % 7, $0 % 50] })
    let y = Tensor.zeros(shape, dtype: dtype)
    y[mask] = x[mask]
    #expect(y.equal(x * mask.to(dtype)))
  }

  @Test(arguments: types) func `rows, columns and elements are selected`(dtype: DType) {
    let x = numbers([400, 300], dtype)
    let (rows, columns) = (indices(400, [700]), indices(300, [500]))
    let (r, c) = (rows.array(of: Int.self), columns.array(of: Int.self))
    let all = x.to(.float64).array(of: Double.self)
    let byRow = r.flatMap { row in (0..<300).map { all[row * 300 + $0] } }
    #expect(x[rows].to(.float64).array(of: Double.self) == byRow)
    #expect(x.indexSelect(dim: 0, rows).to(.float64).array(of: Double.self) == byRow)
    let byColumn = (0..<400).flatMap { row in c.map { all[row * 300 + $0] } }
    #expect(x[0..., columns].to(.float64).array(of: Double.self) == byColumn)
    #expect(x.indexSelect(dim: 1, columns).to(.float64).array(of: Double.self) == byColumn)
    let transposed = (0..<300).flatMap { column in r.map { all[$0 * 300 + column] } }
    #expect(x.t()[0..., rows].to(.float64).array(of: Double.self) == transposed)
    let single = zip(r, c).map { all[$0 * 300 + $1] }
    #expect(x[rows[..<500], columns].to(.float64).array(of: Double.self) == single)
  }

  @Test(arguments: types) func `of what is written twice the last stays, and sums have all`(
    dtype: DType
  ) {
    for width in [1, 5, 70, 1000] {
      let (x, values) = (numbers([50, width], dtype), numbers([400, width], dtype))
      let places = indices(50, [400])
      var (last, sums) = (x.to(.int64).array(of: Int.self), x.to(.int64).array(of: Int.self))
      let whole = values.to(.int64).array(of: Int.self)
      for (number, place) in places.array(of: Int.self).enumerated() {
        for column in 0..<width {
          last[place * width + column] = whole[number * width + column]
          sums[place * width + column] += whole[number * width + column]
        }
      }
      #expect(x.indexPut([places], values).to(.int64).array(of: Int.self) == last)
      if dtype == .bfloat16 { continue }
      let found = x.indexPut([places], values, accumulate: true).to(.int64).array(of: Int.self)
      #expect(found == (dtype == .uint8 ? sums.map { $0 & 255 } : sums))
    }
  }

  @Test(arguments: types) func `gather and scatter name elements along a dimension`(dtype: DType) {
    for (shape, count) in [([300, 200], 250), ([6, 9000], 11), ([9000, 6], 11)] {
      for dim in 0...1 {
        let x = numbers(shape, dtype)
        var indexShape = shape
        indexShape[dim] = count
        let index = indices(shape[dim], indexShape)
        let values = numbers(indexShape, dtype)
        var (gathered, written) = ([Int](), [Int](repeating: 0, count: x.count))
        var sums = written
        let (all, own) = (x.to(.int64).array(of: Int.self), values.to(.int64).array(of: Int.self))
        for (number, place) in index.array(of: Int.self).enumerated() {
          let (row, column) = (number / indexShape[1], number % indexShape[1])
          let named = dim == 0 ? place * shape[1] + column : row * shape[1] + place
          gathered.append(all[named])
          written[named] = own[number]
          sums[named] += own[number]
        }
        let zeros = Tensor.zeros(shape, dtype: dtype)
        #expect(x.gather(dim: dim, index).to(.int64).array(of: Int.self) == gathered)
        #expect(zeros.scatter(dim: dim, index, values).to(.int64).array(of: Int.self) == written)
        // Other types round the sums, or hold them all.
        if dtype == .int64 || dtype == .float64 {
          #expect(zeros.scatterAdd(dim: dim, index, values).to(.int64).array(of: Int.self) == sums)
        }
      }
    }
  }

  @Test(arguments: [DType.float16, .bfloat16, .float32, .int32])
  func `what is added at indices of a row`(dtype: DType) {
    for width in [3, 16, 70, 1000] {
      let (index, values) = (indices(width, [90, width]), indices(3, [90, width]))
      var sums = [Double](repeating: 1, count: 90 * width)
      let added = values.array(of: Double.self)
      for (number, place) in index.array(of: Int.self).enumerated() {
        sums[number / width * width + place] += added[number]
      }
      let ones = Tensor.ones(90, width, dtype: dtype)
      let found = ones.scatterAdd(dim: 1, index, values.to(dtype))
      #expect(found.array(of: Double.self) == sums)
    }
  }

  @Test func `an embedding's gradient has the sum of all that look an entry up`() {
    let table = Tensor.zeros(90, 130).requiresGrad()
    let places = indices(90, [40, 50])
    embedding(places, table).backward(Tensor.ones(40, 50, 130))
    var counts = [Float](repeating: 0, count: 90)
    for place in places.array(of: Int.self) { counts[place] += 1 }
    #expect(
      table.grad?.array(of: Float.self) == counts.flatMap { [Float](repeating: $0, count: 130) })
  }
}
