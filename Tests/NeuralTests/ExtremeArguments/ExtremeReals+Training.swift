@testable import Neural

extension ExtremeReals {
  /// Layers, losses and optimizers.
  static let training: [String: RealCall] = [
    "label smoothing": { _, d, _ in
      use(
        crossEntropy(Tensor.ones([2, 3], requiresGrad: true), Tensor([0, 1]), labelSmoothing: d))
    },
    "layerNorm": { x, d, _ in use(layerNorm(x, x.shape.suffix(1).map { $0 }, eps: d)) },
    "batchNorm": { x, d, e in
      use(batchNorm(x, runningMean: nil, runningVar: nil, training: true, momentum: d, eps: e))
    },
    "running values": { x, d, e in
      use(
        batchNorm(
          x, runningMean: .ones(3), runningVar: .ones(3), training: true, momentum: d, eps: e))
    },
    "embedding with a largest norm": { _, d, e in
      use(embedding(Tensor([0, 1]), Tensor.ones(3, 2), maxNorm: d, normType: e))
    },
    "SGD": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      let o = SGD([p], lr: d, momentum: e); o.step(); o.step(); use(p.detach())
    },
    "SGD with momentum": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      let o = SGD([p], lr: 0.1, momentum: 0.9, dampening: d, weightDecay: e); o.step(); o.step()
    },
    "Adam": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      let o = Adam([p], lr: 0.1, betas: (d, e)); o.step(); o.step()
    },
    "AdamW": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      let o = AdamW([p], lr: d, eps: e, weightDecay: d); o.step(); o.step()
    },
    "RMSprop": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      let o = RMSprop([p], lr: d, alpha: e); o.step(); o.step()
    },
    "centered RMSprop": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      let o = RMSprop([p], eps: d, weightDecay: e, momentum: d, centered: true); o.step(); o.step()
    },
    "addGroup": { x, d, _ in
      let p = Tensor.ones([2], requiresGrad: true); let o = SGD([p], lr: 1);
      o.addGroup([x], learningRate: d); o.learningRate = d; o.step()
    },
    "OneCycleLR": { _, d, e in
      let o = SGD([Tensor.ones([1], requiresGrad: true)], lr: 0.1);
      let s = OneCycleLR(o, maxLR: 1, totalSteps: 3, pctStart: d, divFactor: e);
      for _ in 0..<3 { s.step() }
    },
    "CosineAnnealingLR": { _, d, _ in
      let o = SGD([Tensor.ones([1], requiresGrad: true)], lr: 0.1);
      let s = CosineAnnealingLR(o, tMax: 3, etaMin: d); for _ in 0..<9 { s.step() }
    },
    "clipping": { _, d, e in
      let p = Tensor.ones([2], requiresGrad: true); p.grad = .ones(2);
      use(clipGradNorm([p], maxNorm: d)); clipGradValue([p], limit: e)
    },
    "Normalize": { x, d, e in use(Normalize(mean: [d], std: [e])(x)) },
    "Normalize without means": { x, _, e in use(Normalize(mean: [], std: [e])(x)) },
    "Normalize of two channels": { x, d, e in use(Normalize(mean: [d, e], std: [d, e])(x)) },
  ]
}
