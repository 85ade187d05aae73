import Testing

@testable import Neural

private struct PrintedPart: Decodable, CustomTestStringConvertible {
  let name: String
  let texts: [String]

  var testDescription: String { name }
}

private final class Network: Module {
  let flatten = Flatten()
  let linearReLUStack = Sequential(
    Linear(28 * 28, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10))

  override func forward(_ x: Tensor) -> Tensor { linearReLUStack(flatten(x)) }
}

private func tensors() -> [String] {
  let data = Tensor([[1, 2], [3, 4]])
  var lines = ["\(Tensor.onesLike(data))", "\(Tensor.randLike(data, dtype: .float32))"]
  lines.append("\(Tensor.rand(2, 3))")
  let tensor = Tensor.ones(4, 4)
  lines.append("\(tensor[0]) \(tensor[0..., 0]) \(tensor[..., -1])")
  tensor[0..., 1] = 0
  lines += ["\(tensor)", "\(Tensor.cat([tensor, tensor, tensor], dim: 1))"]
  lines += ["\(tensor.matmul(tensor.T))", "\(tensor * tensor)", "\(tensor.sum())"]
  tensor += 5
  return lines + ["\(tensor)", "\(Tensor.randint(60000, [1]))"]
}

private func transforms() -> [String] {
  let oneHot = Lambda { Tensor.zeros(10).scatterInPlace(dim: 0, $0.view(1), value: 1) }
  return ["\(oneHot(Tensor(3)))"]
}

private func model() -> [String] {
  let network = Network()
  let logits = network(.rand(1, 28, 28))
  var lines = ["\(network)", "\(logits)", "\(Softmax(dim: 1)(logits).argmax(dim: 1))"]
  for (name, parameter) in network.namedParameters() {
    lines.append("Layer: \(name) | Size: \(parameter.shape) | Values: \(parameter[..<2]) ")
  }
  lines += Linear(2, 1).bias.map { ["\($0)"] } ?? []
  return lines + ["\(ModuleList([Linear(2, 2), Linear(2, 2), ReLU()]))"]
}

private func autograd() -> [String] {
  let (x, y) = (Tensor.ones(5), Tensor.zeros(3))
  let w = Tensor.randn(5, 3, requiresGrad: true)
  let b = Tensor.randn(3, requiresGrad: true)
  let z = x.matmul(w) + b
  let loss = binaryCrossEntropyWithLogits(z, y)
  var lines = ["\(w)", "\(z) \(loss.description)", "\(loss)"]
  loss.backward()
  lines.append("\(w.grad?.description ?? "") \(b.grad?.description ?? "")")
  lines += [noGrad { "\(x.matmul(w) + b)" }, "\(z.detach())"]
  let input = Tensor.eye(4, 5, requiresGrad: true)
  let output = (input + 1).pow(2).t()
  lines.append("\(output)")
  for _ in 0..<2 {
    output.backward(.onesLike(output), retainGraph: true)
    lines.append(input.grad?.description ?? "")
  }
  input.grad?.zero()
  output.backward(.onesLike(output), retainGraph: true)
  return lines + [input.grad?.description ?? ""]
}

private func optimization() -> [String] {
  let first = Linear(4, 8)
  let network = Sequential(first, ReLU(), Dropout(0.25), Linear(8, 3))
  let data = TensorDataset(.randn(30, 4), .randint(0, 3, [30]))
  let loader = DataLoader(data, batchSize: 8, shuffle: true)
  let optimizer = SGD(network.parameters(), lr: 0.1)
  var lines: [String] = []
  for _ in 0..<3 {
    network.train()
    for batch in loader {
      let loss = CrossEntropyLoss()(network(batch[0]), batch[1])
      loss.backward()
      optimizer.step()
      optimizer.zeroGrad()
    }
    network.eval()
    let predicted = noGrad { network(data.tensors[0]).argmax(dim: 1) }
    lines.append("\((predicted == data.tensors[1]).float().sum())")
  }
  return lines + ["\(first.weight)"]
}

private let parts: [String: @Sendable () -> [String]] = [
  "tensors": tensors, "transforms": transforms, "model": model, "autograd": autograd,
  "optimization": optimization,
]

extension GlobalStateTests {
  @Test(arguments: try GoldenFolder.cases("series", PrintedPart.self))
  fileprivate func `the calls of the basics series print what they print in PyTorch`(
    golden: PrintedPart
  ) throws {
    let part = try #require(parts[golden.name], "unknown part")
    manualSeed(0)
    #expect(part() == golden.texts)
  }
}
