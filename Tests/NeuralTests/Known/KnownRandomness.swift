import Neural

extension KnownCases {
  static let randomness: [String: KnownProgram] = [
    "normal numbers in a transposed tensor": { shown(Tensor.zeros(4, 8).t().normal()) },
    "uniform numbers in a transposed tensor": { shown(Tensor.zeros(3, 4).t().uniform()) },
    "coins in a transposed tensor": { shown(Tensor.zeros(3, 4).t().bernoulli(0.5)) },
    "normal numbers in every second column": {
      shown(Tensor.zeros(3, 12)[0..., Slice(step: 2)].normal())
    },
    "uniform numbers in turned dimensions": {
      shown(Tensor.zeros(2, 3, 4, dtype: .float64).permute(2, 0, 1).uniform(-1, 1))
    },
    "halves in a transposed tensor": { shown(Tensor.zeros(3, 6, dtype: .float16).t().normal()) },
    "numbers like a transposed tensor": {
      shown([Tensor.randLike(Tensor.ones(2, 3).t()), Tensor.randnLike(Tensor.ones(4, 5).t())])
    },
    "dropout of a transposed tensor": { shown(Tensor.ones(3, 5).t().dropout(0.4)) },
    "coins of a transposed tensor": {
      shown(Tensor.linspace(0, 1, steps: 12).view(3, 4).t().bernoulli())
    },
    "names of random numbers": {
      shown(
        [
          Tensor.normal(Tensor.ones(2, requiresGrad: true), 1.0),
          Tensor.normal(1.0, Tensor.ones(2, requiresGrad: true)),
          Tensor.normal(Tensor.ones(2), Tensor.ones(2, requiresGrad: true)),
          Tensor.ones(2, requiresGrad: true).bernoulli(),
          (Tensor.ones(2, requiresGrad: true) * 1).normal(),
          (Tensor.ones(2, requiresGrad: true) * 1).uniform(),
          (Tensor.ones(2, requiresGrad: true) * 1).bernoulli(0.5),
        ].map(nodeName))
    },
    "gradients of random numbers": {
      shown(gradients(of: { Tensor.normal($0[0], $0[1]) }, Tensor.ones(2, 1), Tensor.ones(3)))
    },
    "numbers of two types": {
      shown([
        Tensor.normal(Tensor.ones(2), Tensor.ones(2).double()),
        Tensor.normal(Tensor.ones(2).double(), Tensor.ones(2)),
      ])
    },
    "leaf replaced by normal numbers": { shown(Tensor.ones(2, requiresGrad: true).normal()) },
    "negative deviation": { shown(Tensor.zeros(2).normal(0, -1)) },
    "deviation nan": { shown(Tensor.zeros(2).normal(0, .nan)) },
    "negative deviations": { shown(Tensor.normal(Tensor.zeros(2), Tensor([-1.0, 1.0]))) },
    "normal integers": { shown(Tensor.normal(Tensor([1, 2]), 1.0)) },
    "uniform bounds the wrong way": { shown(Tensor.zeros(2).uniform(1, 0.5)) },
    "uniform up to nan": { shown(Tensor.zeros(2).uniform(0, .nan)) },
    "uniform halves up to 1e5": { shown(Tensor.zeros(2).half().uniform(0, 1e5)) },
    "uniform numbers over too wide a range": { shown(Tensor.zeros(2).uniform(-3e38, 3e38)) },
    "uniform integers": { shown(Tensor.randLike(Tensor([1]))) },
    "coin of nan": { shown(Tensor([0.5, Double.nan]).bernoulli()) },
    "coin of 1.5": { shown(Tensor.zeros(2).bernoulli(1.5)) },
    "coin of integers": { shown(Tensor([1]).bernoulli()) },
    "normal numbers in a repeated tensor": { shown(Tensor.zeros(1).expand(3).normal()) },
    "coins in a repeated tensor": { shown(Tensor.zeros(2, 1).expand(2, 3).bernoulli(0.5)) },
    "no normal integers": { shown(Tensor.zeros(0, dtype: .int64).normal()) },
    "dropout of integers": { shown(Tensor([1, 2]).dropout()) },
    "coins as integers": { shown(Tensor.zeros(6, dtype: .int64).bernoulli(0.5)) },
    "bytes up to 300": { shown(Tensor.randint(0, 300, [3], dtype: .uint8)) },
    "negative bytes": { shown(Tensor.randint(-5, 3, [3], dtype: .uint8)) },
    "random truth values": { shown(Tensor.randint(0, 2, [5], dtype: .bool)) },
    "all random integers": { shown(Tensor.randint(Int.min, Int.max, [3])) },
    "fewer than no integers": { shown(Tensor.randint(10, [-3])) },
    "order of fewer than none": { shown(Tensor.randperm(-1)) },
  ]
}
