import Foundation
import Neural

private func rates(_ count: Int, _ make: (Optimizer) -> LearningRateSchedule) -> String {
  let optimizer = SGD([Tensor.ones(2, requiresGrad: true)], lr: 0.1, momentum: 0.9)
  let schedule = make(optimizer)
  var found: [String] = []
  for step in 0...count {
    if step > 0 {
      optimizer.step()
      schedule.step()
    }
    let group = optimizer.groups[0]
    found.append(String(format: "%.6f %.6f", group.learningRate, group.momentum))
  }
  return found.joined(separator: "\n")
}

extension KnownCases {
  static let schedules: [String: KnownProgram] = [
    "every 0 steps": { described(rates(5) { StepLR($0, stepSize: 0) }) },
    "every -1 steps": { described(rates(5) { StepLR($0, stepSize: -1) }) },
    "every -2 steps": { described(rates(5) { StepLR($0, stepSize: -2) }) },
    "every 0 steps, before the first": { described(rates(0) { StepLR($0, stepSize: 0) }) },
    "times nan": { described(rates(5) { StepLR($0, stepSize: 2, gamma: .nan) }) },
    "half a wave in 0 steps": { described(rates(1) { CosineAnnealingLR($0, tMax: 0) }) },
    "half a wave in -1 steps": { described(rates(9) { CosineAnnealingLR($0, tMax: -1) }) },
    "half a wave in -3 steps": { described(rates(9) { CosineAnnealingLR($0, tMax: -3) }) },
    "half a wave in 1 steps": { described(rates(9) { CosineAnnealingLR($0, tMax: 1) }) },
    "half a wave in 2 steps": { described(rates(9) { CosineAnnealingLR($0, tMax: 2) }) },
    "half a wave down to the start": {
      described(rates(5) { CosineAnnealingLR($0, tMax: 3, etaMin: 0.1) })
    },
    "a cycle of 5 steps, 4 of them": {
      described(rates(4) { OneCycleLR($0, maxLR: 1, totalSteps: 5) })
    },
    "a cycle of 5 steps, 5 of them": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5) })
    },
    "a cycle of 5 steps, 6 of them": {
      described(rates(6) { OneCycleLR($0, maxLR: 1, totalSteps: 5) })
    },
    "a cycle of 1 steps, 1 of them": {
      described(rates(1) { OneCycleLR($0, maxLR: 1, totalSteps: 1) })
    },
    "a cycle of 1 steps, 2 of them": {
      described(rates(2) { OneCycleLR($0, maxLR: 1, totalSteps: 1) })
    },
    "a cycle of 2 steps, 2 of them": {
      described(rates(2) { OneCycleLR($0, maxLR: 1, totalSteps: 2) })
    },
    "a cycle of 3 steps, 3 of them": {
      described(rates(3) { OneCycleLR($0, maxLR: 1, totalSteps: 3) })
    },
    "a cycle of 4 steps, 4 of them": {
      described(rates(4) { OneCycleLR($0, maxLR: 1, totalSteps: 4) })
    },
    "a cycle with 0 steps": { described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 0) }) },
    "a cycle with -1 steps": { described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: -1) }) },
    "a cycle with a rise of 0": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, pctStart: 0) })
    },
    "a cycle with a rise of 1": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, pctStart: 1) })
    },
    "a cycle with a rise of one step": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, pctStart: 0.2) })
    },
    "a cycle with a rise of 2": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, pctStart: 2) })
    },
    "a cycle with a negative rise": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, pctStart: -1) })
    },
    "a cycle with a rise of nan": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, pctStart: .nan) })
    },
    "a cycle with a first divisor of 0": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, divFactor: 0) })
    },
    "a cycle with a last divisor of 0": {
      described(rates(5) { OneCycleLR($0, maxLR: 1, totalSteps: 5, finalDivFactor: 0) })
    },
  ]
}
