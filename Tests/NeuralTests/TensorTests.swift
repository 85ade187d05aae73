import Testing

@testable import Neural

@Test func `a slice shares storage`() {
  let x = Tensor([[1, 2, 3], [4, 5, 6]])
  let row = x[1]
  row[0] = 9
  #expect(x[1, 0].item() == 9)
  x[0..., 2] = Tensor([7, 8])
  #expect(row.array(of: Int.self) == [9, 5, 8])
}

@Test func `assigning writes through every kind of index`() {
  let x = Tensor.zeros(3, 4, dtype: .int64)
  x[0] = 1
  x[..., -1] = 2
  x[1..., 0] = Tensor([3, 4])
  x[x == 0] = -1
  x[[0, 1], [1, 1]] = Tensor([5, 6])
  x[Slice(step: 2), 2] += 10
  #expect(x.array(of: Int.self) == [1, 5, 11, 2, 3, 6, -1, 2, 4, -1, 9, 2])
}

@Test func `ranges, strides, newAxis and ellipsis give views`() {
  let x = Tensor.arange(24).view(2, 3, 4)
  #expect(x[0, .ellipsis, 1].array(of: Int.self) == [1, 5, 9])
  #expect(x[..., 1..<3].shape == [2, 3, 2])
  #expect(x[.newAxis, 1].shape == [1, 3, 4])
  #expect(x[0, ...].shape == [3, 4])
  #expect(x[1, 2, Slice(from: -1)].array(of: Int.self) == [23])
  #expect(x[0, 0, stride(from: 0, to: 4, by: 2)].array(of: Int.self) == [0, 2])
  #expect(x[..<(-1)].shape == [1, 3, 4])
  #expect(x[...1, 0, 0].array(of: Int.self) == [0, 12])
}

@Test func `arrays of Swift numbers come back unchanged`() {
  #expect(Tensor([[1, 2], [3, 4]]).array(of: Int.self) == [1, 2, 3, 4])
  #expect(Tensor([[1, 2], [3, 4]]).dtype == .int64)
  #expect(Tensor([0.1]).dtype == .float32)
  #expect(Tensor([0.1], dtype: .float64).item() == 0.1)
  #expect(Tensor([true, false]).array(of: Bool.self) == [true, false])
  #expect(Tensor([Int.max]).item(as: Int.self) == Int.max)
  #expect(Tensor([Float(0.1)]).array(of: Float.self) == [0.1])
  #expect(Tensor([[Double]]()).shape == [0])
  #expect(Tensor(7).shape == [])
}

@Test func `numbers in expressions take the tensor's type`() {
  #expect((Tensor([1, 2]) * 2).dtype == .int64)
  #expect((Tensor([1, 2]) * 2.5).dtype == .float32)
  #expect((Tensor([1.0], dtype: .float64) * (1 - 0.1)).item() == 0.9)
  #expect((Tensor([1.0], dtype: .float16) + 1).dtype == .float16)
  #expect((Tensor([200], dtype: .uint8) + 100).item() == 44)
}

@Test func `a scalar in a string is its bare value`() {
  #expect("\(Tensor(0.1))" == "0.10000000149011612")
  #expect("\(Tensor(3))" == "3")
  #expect("\(Tensor(true))" == "True")
  #expect("\(Tensor([1]))" == "tensor([1])")
  #expect(Tensor(0.1).description == "tensor(0.1000)")
  #expect(
    "\(Parameter(Tensor(0.5)))" == "Parameter containing:\ntensor(0.5000, requires_grad=True)")
}

@Test func `a view keeps the strides of what it shows`() {
  let x = Tensor.arange(6).view(2, 3).t()
  #expect(x.strides == [1, 3])
  #expect(!x.isContiguous)
  #expect(x.contiguous().strides == [2, 1])
  #expect(Tensor.ones(3, 1).expand(3, 4).strides == [1, 0])
}

@Test func `sequences are made as PyTorch makes them`() {
  #expect(Tensor.arange(0, 1, 0.25).array(of: Double.self) == [0, 0.25, 0.5, 0.75])
  #expect(Tensor.arange(5, 0, -2).array(of: Int.self) == [5, 3, 1])
  #expect(Tensor.linspace(0, 1, steps: 5).array(of: Double.self) == [0, 0.25, 0.5, 0.75, 1])
  #expect(Tensor.eye(2, 3).array(of: Int.self) == [1, 0, 0, 0, 1, 0])
  #expect(Tensor.full([2], 7).dtype == .int64)
}

extension GlobalStateTests {
  @Test func `the default type is used where none is named`() {
    DType.default = .float64
    defer { DType.default = .float32 }
    #expect(Tensor.zeros(1).dtype == .float64)
    #expect(Tensor([1.5]).description == "tensor([1.5000])")
    #expect(Tensor([1.5], dtype: .float32).description == "tensor([1.5000], dtype=torch.float32)")
  }

  @Test func `seeding forgets the kept normal value`() {
    manualSeed(0)
    let first = Tensor.randn(1).item()
    let kept = Tensor.randn(1).item()
    manualSeed(0)
    #expect(Tensor.randn(1).item() == first)
    manualSeed(0)
    #expect(Tensor.randn(1).item() == first)
    #expect(Tensor.randn(1, dtype: .float64).to(.float32).item() == kept)
  }
}
