@testable import Neural

extension ExtremeReals {
  /// Random numbers.
  static let random: [String: RealCall] = [
    "uniform": { x, d, e in use(x.detach().clone().uniform(d, e)) },
    "uniform of halves": { x, d, e in
      use(x.detach().half().uniform(d, e)); use(x.detach().to(.bfloat16).uniform(d, e))
    },
    "uniform of int64": { x, d, e in use(x.detach().long().uniform(d, e)) },
    "normal": { x, d, e in use(x.detach().clone().normal(d, e)) },
    "normal of int64": { x, d, e in use(x.long().normal(d, e)) },
    "bernoulli": { x, d, _ in use(x.detach().clone().bernoulli(d)) },
    "bernoulli of probabilities": { x, d, _ in use((x * d).bernoulli()) },
    "bernoulli of int64": { x, d, _ in use(x.long().bernoulli(d)) },
    "normal of a shape": { _, d, e in use(Tensor.normal(d, e, [2, 3])) },
    "normal of means": { x, d, _ in use(Tensor.normal(x, d)) },
    "normal of deviations": { x, d, e in use(Tensor.normal(d, x * e)) },
    "dropout": { x, d, _ in use(x.dropout(d)) },
    "Dropout": { x, d, _ in use(Dropout(d)(x)) },
    "xavierUniform": { x, d, _ in Init.xavierUniform(x.detach().clone(), gain: d) },
    "xavierNormal": { x, d, _ in Init.xavierNormal(x.detach().clone(), gain: d) },
    "kaimingUniform": { x, d, _ in
      Init.kaimingUniform(x.detach().clone(), nonlinearity: .leakyReLU(d))
    },
    "kaimingNormal": { x, _, _ in Init.kaimingNormal(x.detach().clone(), fan: .fanOut) },
    "Init.uniform": { x, d, e in Init.uniform(x.detach().clone(), d, e) },
    "Init.normal": { x, d, e in Init.normal(x.long(), mean: d, std: e) },
    "Init.constant": { x, d, _ in Init.constant(x.detach().to(.uint8), d) },
    "randomSplit": { _, d, e in _ = randomSplit(TensorDataset(Tensor.ones(5)), [d, e]) },
    "randomSplit in two": { _, d, _ in _ = randomSplit(TensorDataset(Tensor.ones(5)), [d, 1 - d]) },
    "randomSplit of nothing": { _, _, _ in
      _ = randomSplit(TensorDataset(Tensor.ones(0)), [0.5, 0.5])
    },
  ]
}
