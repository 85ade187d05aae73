import Testing

@testable import Neural

private final class Block: Module {
  let first = Linear(2, 3)
  var second: Module = ReLU()
  let scale = Parameter(.ones(1))
  let count = Buffer(Tensor(0))
  let plain = Tensor.ones(1)
  let list = [Linear(1, 1)]
  lazy var late = Linear(3, 1)
  var missing: Linear?

  override func forward(_ x: Tensor) -> Tensor { late(second(first(x)) * scale) }
}

@Test(.usesGlobalState) func `fields are found as PyTorch finds attributes`() {
  let block = Block()
  #expect(block.parameters().count == 3)
  _ = block(.ones(1, 2))
  #expect(
    block.namedParameters().map(\.name)
      == ["scale", "first.weight", "first.bias", "late.weight", "late.bias"])
  #expect(block.namedBuffers().map(\.name) == ["count"])
  block.missing = Linear(1, 1, bias: false)
  #expect(block.namedParameters().last?.name == "missing.weight")
  #expect(block.namedModules().map(\.name) == ["", "first", "second", "late", "missing"])
}

@Test(.usesGlobalState) func `a shared module counts once`() {
  let layer = Linear(2, 2)
  let model = Sequential(layer, ReLU(), layer)
  #expect(model.namedParameters().map(\.name) == ["0.weight", "0.bias"])
  #expect(model.stateDict().keys == ["0.weight", "0.bias", "2.weight", "2.bias"])
}

@Test(.usesGlobalState) func `hooks see inputs and outputs, and may replace them`() {
  let layer = Identity()
  var seen: [Double] = []
  let before = layer.registerForwardPreHook { _, x in x + 1 }
  let after = layer.registerForwardHook { _, x, y in
    seen += [x.item(), y.item()]
    return y * 10
  }
  #expect(layer(Tensor(1.0)).item() == 20)
  #expect(seen == [2, 2])
  before.remove()
  after.remove()
  #expect(layer(Tensor(1.0)).item() == 1)
}

@Test(.usesGlobalState) func `training and evaluation reach all parts`() {
  let model = Sequential(Dropout(0.5), Sequential(Dropout(0.5)))
  model.eval()
  #expect(model.modules().allSatisfy { !$0.isTraining })
  #expect(model(.ones(100)).equal(.ones(100)))
  model.train()
  #expect(!model.modules().contains { !$0.isTraining })
}

@Test(.usesGlobalState) func `state that doesn't fit is refused as a whole`() throws {
  let model = Linear(2, 3)
  let before = model.weight.clone()
  var state = model.stateDict().renamed { $0 == "bias" ? "offset" : $0 }
  state["weight"] = .zeros(3, 2)
  #expect(throws: StateDictError.self) { try model.load(state) }
  #expect(model.weight.equal(before))
  do {
    try model.load(["weight": .zeros(2, 2), "offset": .zeros(3)])
  } catch let error as StateDictError {
    #expect(
      error.description == """
        Error(s) in loading state_dict for Linear:
        \tMissing key(s) in state_dict: "bias". 
        \tUnexpected key(s) in state_dict: "offset". 
        \tsize mismatch for weight: copying a param with shape torch.Size([2, 2]) from checkpoint, \
        the shape in current model is torch.Size([3, 2]).
        """)
  }
  try model.load(["weight": .zeros(3, 2)], strict: false)
  #expect(model.weight.equal(.zeros(3, 2)))
}

@Test(.usesGlobalState) func `a module moves to another type with its parameters`() {
  let model = Sequential(Linear(2, 3), BatchNorm1d(3)).to(.float64)
  #expect(model.parameters().allSatisfy { $0.dtype == .float64 })
  #expect(model.buffers().map(\.dtype) == [.float64, .float64, .int64])
  #expect(model(.ones(2, 2, dtype: .float64)).dtype == .float64)
}

@Test(.usesGlobalState) func `the weighted sum is what Linear computes`() {
  let layer = Linear(3, 2)
  let x = Tensor.rand(4, 3)
  let sum = x.matmul(layer.weight.t()) + (layer.bias ?? .zeros(2))
  // A sum of other order differs by a little, which is much beside a result near zero.
  #expect(layer(x).allClose(sum, atol: 1e-6))
  #expect(BinaryStep()(Tensor([-1.0, 0, 2])).array(of: Int.self) == [0, 0, 1])
}
