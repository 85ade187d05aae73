import Testing

@testable import Neural

private struct GuideRun: Decodable, CustomTestStringConvertible {
  let name: String
  let losses: [Double]

  var testDescription: String { name }
}

private struct OptimizerRun: Decodable, CustomTestStringConvertible {
  let name: String
  let optimizer: String
  let clip: Double?
  let losses: [Double]
  let weight: GoldenTensor

  var testDescription: String { name }
}

private struct ScheduleRun: Decodable, CustomTestStringConvertible {
  let name: String
  let rates: [Double]
  let momenta: [Double]

  var testDescription: String { name }
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

private let optimizers: [String: @Sendable ([Tensor]) -> Optimizer] = [
  "SGD": { SGD($0, lr: 0.1) },
  "SGD momentum": { SGD($0, lr: 0.05, momentum: 0.9, dampening: 0.1) },
  "SGD nesterov": { SGD($0, lr: 0.05, momentum: 0.9, weightDecay: 0.01, nesterov: true) },
  "Adam": { Adam($0, lr: 0.01) },
  "Adam decay": { Adam($0, lr: 0.01, weightDecay: 0.1) },
  "Adam amsgrad": { Adam($0, lr: 0.01, amsgrad: true) },
  "AdamW": { AdamW($0, lr: 0.01) },
  "RMSprop": { RMSprop($0, lr: 0.01) },
  "RMSprop centered": {
    RMSprop($0, lr: 0.01, weightDecay: 0.01, momentum: 0.5, centered: true)
  },
]

private let schedules: [String: @Sendable (Optimizer) -> LearningRateSchedule] = [
  "StepLR": { StepLR($0, stepSize: 3, gamma: 0.5) },
  "CosineAnnealingLR": { CosineAnnealingLR($0, tMax: 8, etaMin: 0.01) },
  "OneCycleLR": { OneCycleLR($0, maxLR: 1, totalSteps: 20) },
]

private func expectClose(_ losses: [Double], _ expected: [Double]) {
  #expect(losses.count == expected.count)
  for (step, (x, y)) in Swift.zip(losses, expected).enumerated() {
    #expect((x - y).magnitude <= 1e-5 * y.magnitude, "step \(step)")
  }
}

extension GlobalStateTests {
  @Test(arguments: try GoldenFolder.cases("training/guide", GuideRun.self))
  fileprivate func `training the guide's network follows PyTorch's losses`(golden: GuideRun) {
    manualSeed(0)
    let model = GuideNetwork()
    let optimizer: Optimizer =
      golden.name == "SGD" ? SGD(model.parameters(), lr: 1e-2) : Adam(model.parameters())
    let losses = train(model, optimizer) {
      (Tensor.rand(16, 28, 28), Tensor.randint(0, 10, [16]))
    }
    expectClose(losses, golden.losses)
  }

  @Test(arguments: try GoldenFolder.cases("training/optimizers", OptimizerRun.self))
  fileprivate func `every optimizer follows PyTorch's losses`(golden: OptimizerRun) throws {
    let make = try #require(optimizers[golden.optimizer], "unknown optimizer")
    manualSeed(1)
    let first = Linear(6, 8)
    let model = Sequential(first, Tanh(), Linear(8, 3))
    let losses = train(model, make(model.parameters()), clip: golden.clip) {
      (Tensor.randn(10, 6), Tensor.randint(0, 3, [10]))
    }
    expectClose(losses, golden.losses)
    #expect(first.weight.difference(from: golden.weight, tolerance: 1e-5) == nil)
  }
}

@Test(arguments: try GoldenFolder.cases("training/schedules", ScheduleRun.self))
private func `schedules follow PyTorch's rates`(golden: ScheduleRun) throws {
  let make = try #require(schedules[golden.name], "unknown schedule")
  let optimizer = SGD([Tensor.zeros(1, requiresGrad: true)], lr: 0.1, momentum: 0.9)
  let schedule = make(optimizer)
  try #require(golden.rates.count == golden.momenta.count)
  for (step, (rate, momentum)) in Swift.zip(golden.rates, golden.momenta).enumerated() {
    #expect((optimizer.learningRate - rate).magnitude < 1e-12, "step \(step)")
    #expect((optimizer.groups[0].momentum - momentum).magnitude < 1e-12, "step \(step)")
    schedule.step()
  }
}
