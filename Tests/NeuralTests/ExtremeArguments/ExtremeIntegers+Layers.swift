@testable import Neural

extension ExtremeIntegers {
  /// Layers and losses.
  static let layers: [String: IntegerCall] = [
    "embedding": { _, a, b in
      use(
        embedding(
          Tensor([0, a]), Tensor.ones([3, 2], requiresGrad: true), paddingIndex: b, maxNorm: 0.1,
          scaleGradByFreq: true))
    },
    "Embedding": { _, a, b in _ = Embedding(a, b) },
    "Embedding with padding": { _, a, _ in _ = Embedding(3, 2, paddingIndex: a) },
    "Linear": { _, a, b in _ = Linear(a, b) },
    "call of Linear": { x, _, _ in use(Linear(3, 2)(x)) },
    "BatchNorm1d": { _, a, _ in _ = BatchNorm1d(a) },
    "call of BatchNorm1d": { x, _, _ in use(BatchNorm1d(3)(x)) },
    "call of BatchNorm2d": { x, _, _ in use(BatchNorm2d(2)(x)) },
    "LayerNorm": { _, a, b in _ = LayerNorm([a, b]) },
    "call of LayerNorm": { x, _, _ in use(LayerNorm(3)(x)) },
    "layerNorm": { x, a, b in use(layerNorm(x, [a, b])) },
    "layerNorm over nothing": { x, _, _ in use(layerNorm(x, [])) },
    "layerNorm over one": { x, a, _ in use(layerNorm(x, [a])) },
    "crossEntropy": { _, a, b in
      use(crossEntropy(Tensor.ones([2, 3], requiresGrad: true), Tensor([a, b])))
    },
    "ignored class": { _, a, b in
      use(
        crossEntropy(
          Tensor.ones([2, 3], requiresGrad: true), Tensor([a, b]), weight: .ones(3), ignoreIndex: a)
      )
    },
    "nllLoss": { _, a, b in
      use(nllLoss(Tensor.ones([2, 3], requiresGrad: true), Tensor([a, b]), ignoreIndex: b))
    },
    "nllLoss of any input": { x, a, b in use(nllLoss(x, Tensor([a, b]))) },
    "crossEntropy of any input": { x, a, _ in use(crossEntropy(x, Tensor(a))) },
    "Flatten": { x, a, b in use(Flatten(startDim: a, endDim: b)(x)) },
    "Softmax": { x, a, _ in use(Softmax(dim: a)(x)) },
    "Sequential": { _, a, _ in _ = Sequential(ReLU(), Tanh())[a] },
    "ModuleList": { _, a, _ in _ = ModuleList([ReLU()])[a] },
  ]
}
