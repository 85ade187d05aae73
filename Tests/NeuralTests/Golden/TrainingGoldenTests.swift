import Testing

@testable import Neural

private struct GoldenRun: Decodable {
  let network: String?
  let optimizer: String?
  let clip: Double?
  let losses: [Double]?
  let weight: GoldenTensor?
  let schedule: String?
  let rates: [Double]?
  let momenta: [Double]?
}

private final class GuideNetwork: Module {
  let flatten = Flatten()
  let stack = Sequential(
    Linear(28 * 28, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10))

  override func forward(_ x: Tensor) -> Tensor { stack(flatten(x)) }
}

private func train(
  _ model: Module, _ optimizer: Optimizer, clip: Double? = nil, _ draw: () -> (Tensor, Tensor)
) -> [Double] {
  (0..<100).map { _ in
    let (x, y) = draw()
    let loss = crossEntropy(model(x), y)
    optimizer.zeroGrad()
    loss.backward()
    if let clip { clipGradNorm(model.parameters(), maxNorm: clip) }
    optimizer.step()
    return loss.item()
  }
}

private func makeOptimizer(_ name: String, _ parameters: [Tensor]) -> Optimizer? {
  switch name {
  case "SGD": SGD(parameters, lr: 0.1)
  case "SGD momentum": SGD(parameters, lr: 0.05, momentum: 0.9, dampening: 0.1)
  case "SGD nesterov":
    SGD(parameters, lr: 0.05, momentum: 0.9, weightDecay: 0.01, nesterov: true)
  case "Adam": Adam(parameters, lr: 0.01)
  case "Adam decay": Adam(parameters, lr: 0.01, weightDecay: 0.1)
  case "Adam amsgrad": Adam(parameters, lr: 0.01, amsgrad: true)
  case "AdamW": AdamW(parameters, lr: 0.01)
  case "RMSprop": RMSprop(parameters, lr: 0.01)
  case "RMSprop centered":
    RMSprop(parameters, lr: 0.01, weightDecay: 0.01, momentum: 0.5, centered: true)
  default: nil
  }
}

private func expectClose(_ losses: [Double], _ expected: [Double], _ name: String) {
  for (step, (x, y)) in Swift.zip(losses, expected).enumerated() {
    #expect((x - y).magnitude <= 1e-5 * y.magnitude, "\(name), step \(step)")
  }
}

extension GlobalStateTests {
  @Test(arguments: ["SGD", "Adam"])
  func `training the guide's network follows PyTorch's losses`(optimizer: String) throws {
    let cases = try GoldenFolder.cases("training", GoldenRun.self)
    for golden in cases where golden.network == "guide" && golden.optimizer == optimizer {
      manualSeed(0)
      let model = GuideNetwork()
      let chosen: Optimizer =
        optimizer == "SGD" ? SGD(model.parameters(), lr: 1e-2) : Adam(model.parameters())
      let losses = train(model, chosen) {
        (Tensor.rand(16, 28, 28), Tensor.randint(0, 10, [16]))
      }
      expectClose(losses, golden.losses ?? [], optimizer)
    }
  }

  @Test func `every optimizer follows PyTorch's losses`() throws {
    let cases = try GoldenFolder.cases("training", GoldenRun.self)
    for golden in cases where golden.network == "small" {
      manualSeed(1)
      let first = Linear(6, 8)
      let model = Sequential(first, Tanh(), Linear(8, 3))
      let name = golden.optimizer ?? ""
      guard let optimizer = makeOptimizer(name, model.parameters()) else {
        Issue.record("unknown optimizer \(name)")
        continue
      }
      let losses = train(model, optimizer, clip: golden.clip) {
        (Tensor.randn(10, 6), Tensor.randint(0, 3, [10]))
      }
      expectClose(losses, golden.losses ?? [], name)
      if let weight = golden.weight {
        let difference = first.weight.difference(from: weight, tolerance: 1e-5)
        #expect(difference == nil, "\(name): \(difference ?? "")")
      }
    }
  }
}

@Test func `schedules follow PyTorch's rates`() throws {
  for golden in try GoldenFolder.cases("training", GoldenRun.self) {
    guard let name = golden.schedule, let rates = golden.rates else { continue }
    let optimizer = SGD([Tensor.zeros(1, requiresGrad: true)], lr: 0.1, momentum: 0.9)
    let schedule: LearningRateSchedule =
      switch name {
      case "StepLR": StepLR(optimizer, stepSize: 3, gamma: 0.5)
      case "CosineAnnealingLR": CosineAnnealingLR(optimizer, tMax: 8, etaMin: 0.01)
      default: OneCycleLR(optimizer, maxLR: 1, totalSteps: 20)
      }
    for (step, (rate, momentum)) in Swift.zip(rates, golden.momenta ?? []).enumerated() {
      #expect((optimizer.learningRate - rate).magnitude < 1e-12, "\(name), step \(step)")
      #expect((optimizer.groups[0].momentum - momentum).magnitude < 1e-12, "\(name), step \(step)")
      schedule.step()
    }
  }
}
