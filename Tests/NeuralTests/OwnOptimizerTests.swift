// Not `@testable`: a reader of the book sees what is public, and nothing else.
import Neural
import Testing

/// Steps by the gradient's sign, with a velocity of its own.
private final class SignDescent: Optimizer {
  private var velocities = ParameterStates<Tensor>()

  init(_ parameters: [Tensor], lr: Double, momentum: Double) {
    super.init(parameters, learningRate: lr, momentum: momentum)
  }

  override func update(_ parameter: Tensor, _ group: Group) {
    guard let gradient = parameter.grad else { return }
    velocities.with(parameter, initial: Tensor.zerosLike(parameter)) { velocity in
      velocity = velocity * group.momentum + gradient.sign()
      parameter -= velocity * group.learningRate
    }
  }
}

/// Halves the rate with each step, from a tenth of the optimizer's own on.
private final class Halving: LearningRateSchedule {
  override init(_ optimizer: Optimizer) {
    super.init(optimizer)
    start()
  }

  override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
    var group = group
    group.learningRate = steps == 0 ? group.initialLearningRate / 10 : group.learningRate / 2
    return group
  }
}

@Test func `an optimizer and a schedule can be written outside of the library`() {
  let x = Tensor([1.0, -2.0], requiresGrad: true)
  let optimizer = SignDescent([x], lr: 1, momentum: 0.5)
  let schedule = Halving(optimizer)
  var rates = schedule.lastLearningRates
  for _ in 0..<2 {
    optimizer.zeroGrad()
    x.square().sum().backward()
    optimizer.step()
    schedule.step()
    rates += schedule.lastLearningRates
  }
  #expect(rates == [0.1, 0.05, 0.025])
  #expect("\(x.detach())" == "tensor([ 0.8250, -1.8250])")
}

@Test func `a one-cycle schedule turns an optimizer's own momentum`() {
  let optimizer = SignDescent([Tensor.ones(1, requiresGrad: true)], lr: 1, momentum: 0.5)
  let schedule = OneCycleLR(optimizer, maxLR: 1, totalSteps: 3)
  #expect((optimizer.groups[0].momentum - 0.85).magnitude < 0.01)
  schedule.step()
  #expect(optimizer.groups[0].initialLearningRate == 1)
}

@Test func `a step of SGD rounds once, as PyTorch's does`() {
  let generator = Generator().manualSeed(32)
  let (start, slope) = (
    Tensor.randn(4096, generator: generator), Tensor.randn(4096, generator: generator)
  )
  let parameter = start.clone().requiresGrad(true)
  parameter.grad = slope
  SGD([parameter], lr: 0.1).step()
  let pairs = zip(start.array(of: Float.self), slope.array(of: Float.self))
  #expect(parameter.array(of: Float.self) == pairs.map { $0.addingProduct(-0.1, $1) })
  #expect(pairs.contains { $0.addingProduct(-0.1, $1) != $0 - 0.1 * $1 })
}
