import Testing

@testable import Neural

@Test func `gradients accumulate until they are forgotten`() {
  let x = Tensor([2.0], requiresGrad: true)
  (x * x).backward()
  (x * 3).backward()
  #expect(x.grad?.item() == 7)
  x.grad?.zero()
  #expect(x.grad?.item() == 0)
}

@Test(.usesGlobalState)
func `gradients are added to what was assigned, whatever its layout`() throws {
  let x = Tensor.rand(3, 40).requiresGrad()
  let own = Tensor.rand(40, 3).t()
  let before = own.clone()
  x.grad = own
  x.sum().backward()
  (x * x).sum().backward()
  let grad = try #require(x.grad)
  #expect((grad - before - 1 - x.detach() * 2).abs().max().item() < 1e-6)
  #expect(own.strides == [1, 3])
  // A gradient that is given and the one that is there may be the same.
  x.backward(grad)
  #expect((grad / 2 - before - 1 - x.detach() * 2).abs().max().item() < 1e-6)
}

@Test func `a graph can be kept for another pass`() {
  let x = Tensor([2.0], requiresGrad: true)
  let y = x.pow(2)
  y.backward(retainGraph: true)
  y.backward()
  #expect(x.grad?.item() == 8)
}

@Test func `nothing is recorded without gradients`() {
  let x = Tensor([1.0], requiresGrad: true)
  noGrad {
    #expect(!(x * 2).requiresGrad)
    enableGrad { #expect((x * 2).requiresGrad) }
  }
  #expect(!x.detach().requiresGrad)
  #expect((x * 2).gradFn?.name == "MulBackward0")
}

@Test func `computed tensors keep gradients only if asked`() {
  let x = Tensor([3.0], requiresGrad: true)
  let y = x * 2
  let z = x * 5
  y.retainGrad()
  (y * y + z).backward()
  #expect(y.grad?.item() == 12)
  #expect(z.grad == nil)
  #expect(x.grad?.item() == 29)
}

@Test func `assigning through a slice passes gradients on`() {
  let w = Tensor.ones(2, requiresGrad: true)
  let x = Tensor.zeros(4)
  x[1..<3] = w * 2
  #expect(x.description == "tensor([0., 2., 2., 0.], grad_fn=<CopySlices>)")
  (x * Tensor.arange(4)).sum().backward()
  #expect(w.grad?.array(of: Int.self) == [2, 4])
}

@Test func `a view made before a change sees the change's history`() {
  let w = Tensor(2.0, requiresGrad: true)
  let x = Tensor.ones(3)
  let view = x[1...]
  view *= w
  #expect(x.gradFn?.name == "CopySlices")
  #expect(view.gradFn?.name == "AsStridedBackward0")
  (x.sum() + view.sum()).backward()
  #expect(w.grad?.item() == 4)
}

@Test func `changes in place are recorded`() {
  let w = Tensor([1.0, 2], requiresGrad: true)
  let x = w * 3
  x += 1
  x *= 2
  x[0] = 5
  x.sum().backward()
  #expect(w.grad?.array(of: Int.self) == [0, 6])
}

@Test func `a graph of 100,000 nodes is walked and freed`() {
  let x = Tensor([1.0], requiresGrad: true)
  var y = x
  for _ in 0..<100_000 { y = y + 1 }
  y.backward()
  #expect(x.grad?.item() == 1)
  var z = x
  for _ in 0..<100_000 { z = z * 1 }
}

@Test func `a freed graph frees its tensors`() {
  weak var leaf: Tensor?
  weak var middle: Tensor?
  weak var node: Node?
  do {
    let x = Tensor([0.5], requiresGrad: true)
    let y = x.exp()
    let z = (y * y.sigmoid()).softmax(dim: 0)
    z.backward()
    (leaf, middle, node) = (x, y, y.gradFn)
  }
  #expect(leaf == nil && middle == nil && node == nil)
}

@Test(.usesGlobalState) func `an embedding's padding gets no gradient`() {
  let table = Embedding(4, 2, paddingIndex: 1)
  table(Tensor([0, 1, 1])).sum().backward()
  #expect(table.weight.grad?.array(of: Int.self) == [1, 1, 0, 0, 0, 0, 0, 0])
}

/// The slope of `function` at `x`, from differences in both directions.
private func numericalGradient(_ x: Tensor, _ function: (Tensor) -> Tensor) -> [Double] {
  noGrad {
    (0..<x.count).map { place in
      let step = Tensor.zeros(x.shape, dtype: .float64)
      step.view(-1)[place] = 1e-6
      return (function(x + step) - function(x - step)).sum().item() / 2e-6
    }
  }
}

private let index = Tensor([[1, 0, 1]])
private let chances = Tensor([[0.2, 0.9, 0.4], [0.6, 0.1, 0.7]], dtype: .float64)

private let functions: [String: @Sendable (Tensor) -> Tensor] = [
  "scatter": { $0.scatter(dim: 0, index, $0[0..<1] * 2) },
  "scatterAdd": { $0.scatterAdd(dim: 0, index, $0[1...].pow(2)) },
  "scatter of a number": { $0.scatter(dim: 0, index, value: 2.0) * $0 },
  "sum of dims": { $0.sum(dim: [0, 1]).exp() },
  "mean of dims": { $0.mean(dim: [1, 0]).exp() },
  "var of dims": { $0.var(dim: [0, 1]) },
  "amin": { $0.amin(dim: [0]) * 3 },
  "outer": { $0[0].outer($0[1]) },
  "tril": { $0.tril(diagonal: -1) * $0 },
  "diagonal": { $0.diagonal() * 2 },
  "unflatten": { $0.unflatten(dim: 1, [3, 1]).pow(2) },
  "squeeze": { $0.unsqueeze(1).squeeze(1).exp() },
  "bmm": { $0.view(2, 1, 3).bmm($0.view(2, 3, 1)) },
  "maskedSelect": { $0.maskedSelect($0 > 0).pow(2) },
  "product with a zero": { ($0 * Tensor([[1.0, 0, 2]], dtype: .float64)).prod(dim: 1) },
  "split": { $0.split([1, 2], dim: 1)[1].exp() },
  "float32 and back": { $0.to(.float64).to(.float64) * 2 },
  "assignment to a mask": {
    let x = $0 * 1
    x[chances > 0.5] = x[0, 0..<1] * 3
    return x.pow(2)
  },
  "batch norm in evaluation": {
    batchNorm(
      $0, runningMean: .ones(3, dtype: .float64), runningVar: .full([3], 2.0, dtype: .float64),
      weight: $0[0], bias: $0[1])
  },
  "weighted cross-entropy of chances": {
    binaryCrossEntropy($0.sigmoid(), chances, weight: chances)
  },
  "cross-entropy with positive weights": {
    binaryCrossEntropyWithLogits($0, chances, weight: chances, posWeight: chances * 3)
  },
  "l1 norm of rows": { $0.abs().sum(dim: 1).sqrt() },
  "rounding": { $0.floor() + $0 * $0.sign() },
]

@Test(arguments: functions.keys.sorted())
func `gradients agree with finite differences`(name: String) throws {
  let function = try #require(functions[name])
  let x = Tensor([[0.3, -0.7, 1.1], [0.9, 0.2, -0.4]], dtype: .float64, requiresGrad: true)
  function(x).sum().backward()
  let expected = numericalGradient(x.detach(), function)
  let grad = try #require(x.grad).array(of: Double.self)
  try #require(grad.count == expected.count)
  for (own, slope) in Swift.zip(grad, expected) {
    #expect((own - slope).magnitude < 1e-6)
  }
}

@Test func `the flag of a view without history can be set`() {
  let w = Tensor.ones(2, requiresGrad: true)
  var base = Tensor.ones(3, 2)
  let view = noGrad { base[0] }
  base *= w
  view.requiresGrad = false
  #expect(view.requiresGrad)
  view.requiresGrad = true
  #expect(view.description.hasSuffix("grad_fn=<Invalid>)"))
}
