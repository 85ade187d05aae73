@testable import Neural

extension ExtremeIntegers {
  /// Data, schedules and printing.
  static let training: [String: IntegerCall] = [
    "StepLR": { _, a, _ in
      let o = SGD([Tensor.ones([1], requiresGrad: true)], lr: 0.1); let s = StepLR(o, stepSize: a);
      s.step(); s.step()
    },
    "CosineAnnealingLR": { _, a, _ in
      let o = SGD([Tensor.ones([1], requiresGrad: true)], lr: 0.1);
      let s = CosineAnnealingLR(o, tMax: a); for _ in 0..<9 { s.step() }
    },
    "OneCycleLR": { _, a, _ in
      let o = SGD([Tensor.ones([1], requiresGrad: true)], lr: 0.1);
      let s = OneCycleLR(o, maxLR: 1, totalSteps: a); for _ in 0..<9 { s.step() }
    },
    "print options": { x, a, b in
      setPrintOptions(precision: max(min(a, 400), -3), threshold: b, edgeItems: a, lineWidth: b);
      _ = "\(x)"; _ = "\(Tensor.rand(30, 30))"
    },
    "precision": { _, a, _ in
      setPrintOptions(precision: a); _ = "\(Tensor.rand(2))"
    },
    "scientific": { _, a, b in
      setPrintOptions(precision: max(min(a, 40), 0), edgeItems: b, sciMode: true);
      _ = "\(Tensor.rand(12, 120))"
    },
    "DataLoader": { _, a, b in
      for _ in DataLoader(
        TensorDataset(Tensor.ones(5, 2), Tensor.ones(5)), batchSize: a, workers: b > 3 ? 2 : b)
      {}
    },
    "shuffled DataLoader": { x, a, b in
      for _ in DataLoader(TensorDataset(x), batchSize: a, shuffle: b > 0, dropLast: true) {}
    },
    "Subset": { _, a, b in _ = Subset(TensorDataset(Tensor.ones(5)), [a])[b] },
    "TensorDataset": { x, a, _ in _ = TensorDataset(x)[a] },
    "randomSplit": { _, a, b in _ = randomSplit(TensorDataset(Tensor.ones(5)), [a, b]) },
    "randomSplit in three": { _, a, b in _ = randomSplit(TensorDataset(Tensor.ones(5)), [a, b, 5])
    },
    "GarmentSketches": { _, a, b in _ = GarmentSketches(count: a, seed: b) },
    "a sketch": { _, a, _ in _ = GarmentSketches(count: 3)[a] },
  ]
}
