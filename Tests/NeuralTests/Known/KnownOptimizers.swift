import Neural

private func leaves() -> [Tensor] { [Tensor.ones(2, requiresGrad: true)] }

private func steps(_ dtype: DType, _ make: ([Tensor]) -> Optimizer) -> Tensor {
  let p = Tensor.linspace(-1.5, 2, steps: 64).to(dtype).requiresGrad()
  let optimizer = make([p])
  for k in 0..<3 {
    p.grad = Tensor.linspace(2 - Double(k), -1, steps: 64).to(dtype)
    optimizer.step()
  }
  return p.detach()[..<20]
}

private func widened(_ make: ([Tensor]) -> Optimizer) -> Tensor {
  let module = Linear(2, 1)
  Init.ones(module.weight)
  let optimizer = make([module.weight])
  for dtype in [DType.float32, .float64] {
    module.to(dtype)
    module.weight.grad = Tensor.ones(1, 2, dtype: dtype)
    optimizer.step()
  }
  return module.weight.detach()
}

private func whole(_ make: ([Tensor]) -> Optimizer) -> Tensor {
  let p = Tensor.ones(2, dtype: .int64)
  p.grad = Tensor.ones(2, dtype: .int64)
  make([p]).step()
  return p
}

private func grouped(_ parameters: [Tensor]?) -> [Double] {
  let own = leaves()
  let optimizer = SGD(own, lr: 0.1)
  optimizer.addGroup(parameters ?? own, learningRate: 0.5)
  return optimizer.groups.map(\.learningRate)
}

private func clipped(_ gradient: Tensor, _ norm: Double) -> String {
  let p = Tensor.ones(2, requiresGrad: true)
  p.grad = gradient
  return "\(clipGradNorm([p], maxNorm: norm)) \(p.grad ?? p)"
}

private func clippedValues(_ gradient: Tensor, _ limit: Double) -> Tensor {
  let p = Tensor.ones(2, requiresGrad: true)
  p.grad = gradient
  clipGradValue([p], limit: limit)
  return p.grad ?? p
}

extension KnownCases {
  static let optimizers: [String: KnownProgram] = [
    "SGD, negative rate": { described(SGD(leaves(), lr: -1)) },
    "SGD, negative decay": { described(SGD(leaves(), weightDecay: -0.5)) },
    "SGD, nothing": { described(SGD([])) },
    "SGD, computed": { described(SGD([leaves()[0] * 2])) },
    "steps of SGD in float16": {
      described(steps(.float16) { SGD($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of SGD in bfloat16": {
      described(steps(.bfloat16) { SGD($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of SGD in float32": {
      described(steps(.float32) { SGD($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of SGD in float64": {
      described(steps(.float64) { SGD($0, lr: 0.1, weightDecay: 0.1) })
    },
    "Adam, negative rate": { described(Adam(leaves(), lr: -1)) },
    "Adam, negative decay": { described(Adam(leaves(), weightDecay: -0.5)) },
    "Adam, rate of nan": { described(Adam(leaves(), lr: .nan)) },
    "Adam, decay of nan": { described(Adam(leaves(), weightDecay: .nan)) },
    "Adam, negative eps": { described(Adam(leaves(), eps: -1)) },
    "Adam, eps of nan": { described(Adam(leaves(), eps: .nan)) },
    "Adam, nothing": { described(Adam([])) },
    "Adam, computed": { described(Adam([leaves()[0] * 2])) },
    "steps of Adam in float16": {
      described(steps(.float16) { Adam($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of Adam in bfloat16": {
      described(steps(.bfloat16) { Adam($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of Adam in float32": {
      described(steps(.float32) { Adam($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of Adam in float64": {
      described(steps(.float64) { Adam($0, lr: 0.1, weightDecay: 0.1) })
    },
    "AdamW, negative rate": { described(AdamW(leaves(), lr: -1)) },
    "AdamW, negative decay": { described(AdamW(leaves(), weightDecay: -0.5)) },
    "AdamW, rate of nan": { described(AdamW(leaves(), lr: .nan)) },
    "AdamW, decay of nan": { described(AdamW(leaves(), weightDecay: .nan)) },
    "AdamW, negative eps": { described(AdamW(leaves(), eps: -1)) },
    "AdamW, eps of nan": { described(AdamW(leaves(), eps: .nan)) },
    "AdamW, nothing": { described(AdamW([])) },
    "AdamW, computed": { described(AdamW([leaves()[0] * 2])) },
    "steps of AdamW in float16": {
      described(steps(.float16) { AdamW($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of AdamW in bfloat16": {
      described(steps(.bfloat16) { AdamW($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of AdamW in float32": {
      described(steps(.float32) { AdamW($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of AdamW in float64": {
      described(steps(.float64) { AdamW($0, lr: 0.1, weightDecay: 0.1) })
    },
    "RMSprop, negative rate": { described(RMSprop(leaves(), lr: -1)) },
    "RMSprop, negative decay": { described(RMSprop(leaves(), weightDecay: -0.5)) },
    "RMSprop, rate of nan": { described(RMSprop(leaves(), lr: .nan)) },
    "RMSprop, decay of nan": { described(RMSprop(leaves(), weightDecay: .nan)) },
    "RMSprop, negative eps": { described(RMSprop(leaves(), eps: -1)) },
    "RMSprop, eps of nan": { described(RMSprop(leaves(), eps: .nan)) },
    "RMSprop, nothing": { described(RMSprop([])) },
    "RMSprop, computed": { described(RMSprop([leaves()[0] * 2])) },
    "steps of RMSprop in float16": {
      described(steps(.float16) { RMSprop($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of RMSprop in bfloat16": {
      described(steps(.bfloat16) { RMSprop($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of RMSprop in float32": {
      described(steps(.float32) { RMSprop($0, lr: 0.1, weightDecay: 0.1) })
    },
    "steps of RMSprop in float64": {
      described(steps(.float64) { RMSprop($0, lr: 0.1, weightDecay: 0.1) })
    },
    "Adam, negative first beta": { described(Adam(leaves(), betas: (-0.1, 0.9))) },
    "Adam, first of 1 beta": { described(Adam(leaves(), betas: (1, 0.9))) },
    "Adam, second of 1 beta": { described(Adam(leaves(), betas: (0.9, 1))) },
    "Adam, first of nan beta": { described(Adam(leaves(), betas: (.nan, 0.9))) },
    "Adam, second of nan beta": { described(Adam(leaves(), betas: (0.9, .nan))) },
    "Adam, all wrong": { described(Adam(leaves(), betas: (2, 2), eps: -1, weightDecay: -1)) },
    "AdamW, second beta": { described(AdamW(leaves(), betas: (0.9, 1.5), weightDecay: -1)) },
    "RMSprop, negative momentum": { described(RMSprop(leaves(), momentum: -1)) },
    "RMSprop, momentum of nan": { described(RMSprop(leaves(), momentum: .nan)) },
    "RMSprop, negative alpha": { described(RMSprop(leaves(), alpha: -0.1)) },
    "RMSprop, alpha of nan": { described(RMSprop(leaves(), alpha: .nan)) },
    "RMSprop, all wrong": { described(RMSprop(leaves(), alpha: -1, eps: -1, momentum: -1)) },
    "SGD, negative momentum": { described(SGD(leaves(), momentum: -1)) },
    "SGD, Nesterov without momentum": { described(SGD(leaves(), nesterov: true)) },
    "SGD, Nesterov with dampening": {
      described(SGD(leaves(), momentum: 0.9, dampening: 0.1, nesterov: true))
    },
    "SGD, negative rate of nothing": { described(SGD([], lr: -1)) },
    "SGD takes a rate of nan": { described(steps(.float32) { SGD($0, lr: .nan) }) },
    "steps of SGD with momentum in float16": {
      described(
        steps(.float16) { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.1) })
    },
    "steps of SGD with momentum in bfloat16": {
      described(
        steps(.bfloat16) { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.1) })
    },
    "steps of SGD with momentum in float32": {
      described(
        steps(.float32) { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.1) })
    },
    "steps of SGD with momentum in float64": {
      described(
        steps(.float64) { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.1) })
    },
    "steps of SGD by Nesterov in float16": {
      described(steps(.float16) { SGD($0, lr: 0.1, momentum: 0.9, nesterov: true) })
    },
    "steps of SGD by Nesterov in bfloat16": {
      described(steps(.bfloat16) { SGD($0, lr: 0.1, momentum: 0.9, nesterov: true) })
    },
    "steps of SGD by Nesterov in float32": {
      described(steps(.float32) { SGD($0, lr: 0.1, momentum: 0.9, nesterov: true) })
    },
    "steps of SGD by Nesterov in float64": {
      described(steps(.float64) { SGD($0, lr: 0.1, momentum: 0.9, nesterov: true) })
    },
    "steps of Adam with the largest squares in float16": {
      described(steps(.float16) { Adam($0, lr: 0.1, amsgrad: true) })
    },
    "steps of Adam with the largest squares in bfloat16": {
      described(steps(.bfloat16) { Adam($0, lr: 0.1, amsgrad: true) })
    },
    "steps of Adam with the largest squares in float32": {
      described(steps(.float32) { Adam($0, lr: 0.1, amsgrad: true) })
    },
    "steps of Adam with the largest squares in float64": {
      described(steps(.float64) { Adam($0, lr: 0.1, amsgrad: true) })
    },
    "steps of RMSprop about the mean in float16": {
      described(steps(.float16) { RMSprop($0, lr: 0.1, momentum: 0.9, centered: true) })
    },
    "steps of RMSprop about the mean in bfloat16": {
      described(steps(.bfloat16) { RMSprop($0, lr: 0.1, momentum: 0.9, centered: true) })
    },
    "steps of RMSprop about the mean in float32": {
      described(steps(.float32) { RMSprop($0, lr: 0.1, momentum: 0.9, centered: true) })
    },
    "steps of RMSprop about the mean in float64": {
      described(steps(.float64) { RMSprop($0, lr: 0.1, momentum: 0.9, centered: true) })
    },
    "SGD with momentum of a module that became double": {
      described(widened { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.1) })
    },
    "SGD by Nesterov of a module that became double": {
      described(widened { SGD($0, lr: 0.1, momentum: 0.9, nesterov: true) })
    },
    "Adam with the largest squares of a module that became double": {
      described(widened { Adam($0, lr: 0.1, amsgrad: true) })
    },
    "RMSprop about the mean of a module that became double": {
      described(widened { RMSprop($0, lr: 0.1, momentum: 0.9, centered: true) })
    },
    "Adam of a module that became double": { described(widened { Adam($0, lr: 0.1) }) },
    "RMSprop of a module that became double": { described(widened { RMSprop($0, lr: 0.1) }) },
    "SGD of integers": { described(whole { SGD($0) }) },
    "Adam of integers": { described(whole { Adam($0) }) },
    "RMSprop of integers": { described(whole { RMSprop($0) }) },
    "a step of 4,096 elements": {
      let p = Tensor.randn(4096).requiresGrad()
      let optimizer = SGD([p], lr: 0.1)
      p.grad = Tensor.randn(4096)
      optimizer.step()
      return described(p.detach().double().abs().sum() * 1e9)
    },
    "a parameter of two groups": { described(grouped(nil)) },
    "a computed parameter in a group": { described(grouped([leaves()[0] * 2])) },
    "an empty group": { described(grouped([])) },
    "norm clipped to 0": { described(clipped(Tensor([3.0, 4.0]), 0.0)) },
    "norm clipped to negative": { described(clipped(Tensor([3.0, 4.0]), -1.0)) },
    "norm clipped to nan": { described(clipped(Tensor([3.0, 4.0]), Double.nan)) },
    "norm clipped to infinity": { described(clipped(Tensor([3.0, 4.0]), Double.infinity)) },
    "norm clipped to 1 of infinite gradients": {
      described(clipped(Tensor([3.0, .infinity]), 1.0))
    },
    "norm clipped to 1 of gradients of nan": { described(clipped(Tensor([3.0, .nan]), 1.0)) },
    "norm clipped to 1 of enormous gradients": { described(clipped(Tensor([3e30, 4e30]), 1.0)) },
    "norm clipped to 1 of no gradients": { described(clipped(Tensor([0.0, 0.0]), 1.0)) },
    "values clipped to negative": { described(clippedValues(Tensor([3.0, -4.0]), -1)) },
    "values clipped to infinity": { described(clippedValues(Tensor([3.0, -4.0]), .infinity)) },
    "norm of nothing clipped": { described(clipGradNorm([], maxNorm: 1)) },
    "norm of two types clipped": {
      let a = Tensor.ones(2, requiresGrad: true)
      let b = Tensor.ones(2, dtype: .float64, requiresGrad: true)
      a.grad = Tensor([3.0, 4.0])
      b.grad = Tensor([3.0, 4.0], dtype: .float64)
      let norm = clipGradNorm([a, b], maxNorm: 1)
      return "\(described(norm)) \(a.grad ?? a) \(b.grad ?? b)"
    },
  ]
}
