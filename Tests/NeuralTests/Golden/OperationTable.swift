import Neural

/// The operations of the golden files by the names they have there.
enum OperationTable {
  typealias Operation = @Sendable ([Tensor]) -> Tensor

  /// The operations without options.
  static let all: [String: Operation] = pointwise.merging(reductions) { $1 }
    .merging(shapes) { $1 }.merging(others) { $1 }

  private static let pointwise: [String: Operation] = [
    "neg": { -$0[0] }, "exp": { $0[0].exp() }, "expm1": { $0[0].expm1() },
    "sin": { $0[0].sin() }, "cos": { $0[0].cos() }, "tan": { $0[0].tan() },
    "atan": { $0[0].atan() }, "tanh": { $0[0].tanh() }, "sigmoid": { $0[0].sigmoid() },
    "relu": { $0[0].relu() }, "abs": { $0[0].abs() }, "sign": { $0[0].sign() },
    "floor": { $0[0].floor() }, "ceil": { $0[0].ceil() }, "round": { $0[0].round() },
    "trunc": { $0[0].trunc() }, "square": { $0[0].square() }, "cube": { $0[0].pow(3) },
    "erf": { $0[0].erf() }, "gelu": { $0[0].gelu() },
    "geluTanh": { $0[0].gelu(approximatesWithTanh: true) }, "silu": { $0[0].silu() },
    "elu": { $0[0].elu() }, "softplus": { $0[0].softplus() },
    "leakyReLU": { $0[0].leakyReLU() }, "plusOne": { $0[0] + 1 }, "oneMinus": { 1 - $0[0] },
    "timesTwo": { $0[0] * 2.5 }, "half": { $0[0] / 2 }, "clone": { $0[0].clone() },
    "clamp": { $0[0].clamp(min: -0.5, max: 0.5) }, "clampMin": { $0[0].clamp(min: 0.1) },
    "remainder": { $0[0] % 0.3 }, "log": { $0[0].log() }, "log1p": { $0[0].log1p() },
    "log2": { $0[0].log2() }, "log10": { $0[0].log10() }, "sqrt": { $0[0].sqrt() },
    "rsqrt": { $0[0].rsqrt() }, "reciprocal": { $0[0].reciprocal() },
    "pow1.5": { $0[0].pow(1.5) }, "pow-2": { $0[0].pow(-2) }, "oneOver": { 1 / $0[0] },
    "asin": { $0[0].asin() }, "acos": { $0[0].acos() }, "powHalf": { $0[0].pow(0.5) },
    "add": { $0[0] + $0[1] }, "sub": { $0[0] - $0[1] }, "mul": { $0[0] * $0[1] },
    "div": { $0[0] / $0[1] }, "maximum": { $0[0].maximum($0[1]) },
    "minimum": { $0[0].minimum($0[1]) }, "where": { .where($0[0] > $0[1], $0[0], $0[1]) },
    "powTensor": { $0[0].pow($0[1]) }, "less": { $0[0] < $0[1] }, "equal": { $0[0] == $0[1] },
    "bitAnd": { $0[0] & $0[1] }, "bitOr": { $0[0] | $0[1] }, "bitXor": { $0[0] ^ $0[1] },
    "bitNot": { ~$0[0] }, "bitAndNumber": { $0[0] & 6 },
    "floorDivide": { $0[0].floorDivide($0[1]) }, "remainderTensor": { $0[0] % $0[1] },
  ]

  private static let reductions: [String: Operation] = [
    "sum": { $0[0].sum() }, "mean": { $0[0].mean() }, "prod": { $0[0].prod() },
    "norm": { $0[0].norm() }, "sumDim": { $0[0].sum(dim: -1) },
    "sumKeep": { $0[0].sum(dim: 0, keepDim: true) }, "meanDim": { $0[0].mean(dim: -1) },
    "softmax": { $0[0].softmax(dim: -1) }, "softmax0": { $0[0].softmax(dim: 0) },
    "logSoftmax": { $0[0].logSoftmax(dim: -1) }, "cumsum": { $0[0].cumsum(dim: 0) },
    "prodDim": { $0[0].prod(dim: -1) }, "normDim": { $0[0].norm(dim: -1) },
    "maxDim": { $0[0].max(dim: -1).values }, "minDim": { $0[0].min(dim: 0).values },
    "amax": { $0[0].amax(dim: [-1]) }, "max": { $0[0].max() }, "min": { $0[0].min() },
    "logSumExp": { $0[0].logSumExp(dim: -1) }, "var": { $0[0].var() },
    "varDim": { $0[0].var(dim: -1) }, "std": { $0[0].std() }, "stdDim": { $0[0].std(dim: -1) },
    "argmax": { $0[0].argmax() }, "argmin": { $0[0].argmin() }, "nonzero": { $0[0].nonzero() },
    "argsort": { $0[0].argsort() },
  ]

  private static let shapes: [String: Operation] = [
    "T": { $0[0].T }, "flattened": { $0[0].reshape(-1) }, "flip": { $0[0].flip([0]) },
    "roll": { $0[0].roll(1, dim: 0) }, "unsqueeze": { $0[0].unsqueeze(1) },
    "squeeze": { $0[0].squeeze() }, "chunk": { $0[0].chunk(2)[$0[0].shape[0] > 1 ? 1 : 0] },
    "split": { $0[0].split(2)[0] }, "unbind": { $0[0].unbind()[0] }, "first": { $0[0][0] },
    "last": { $0[0][..., -1] }, "newAxis": { $0[0][.newAxis] }, "upTo": { $0[0][..<1] },
    "stepped": { $0[0][Slice(step: 2)] }, "picked": { $0[0][[0, 0]] },
    "sort": { $0[0].sort().values }, "topk": { $0[0].topk(1).values },
    "repeat": { $0[0].repeat([2] + [Int](repeating: 1, count: $0[0].dim)) },
    "masked": { $0[0][$0[0] > 0] }, "maskedFill": { $0[0].maskedFill($0[0] > 0, 0.25) },
    "select": { $0[0].indexSelect(dim: 0, Tensor([0, 0])) },
    "gather": { $0[0].gather(dim: -1, .zeros($0[0].shape.dropLast() + [2], dtype: .int64)) },
    "cat": { .cat([$0[0], $0[0] * 2]) }, "stack": { .stack([$0[0], $0[0]], dim: -1) },
    "expand": { $0[0].expand([2] + $0[0].shape) },
    "bernoulliShape": { $0[0].narrow(dim: 0, start: 0, length: 1) },
    "transpose": { $0[0].transpose(0, 1) }, "t": { $0[0].t() }, "tril": { $0[0].tril() },
    "triu": { $0[0].triu() }, "diag": { $0[0].diag() }, "permute": { $0[0].permute(1, 0) },
    "corner": { $0[0][..<1, 0] }, "rows": { $0[0][Tensor([1, 0]), 0..<1] },
    "points": { $0[0][[0, 1], [1, 0]] }, "row": { $0[0][1, 0...] },
    "view": { $0[0].contiguous().view(-1, 1) },
  ]

  private static let others: [String: Operation] = [
    "layerNorm": { layerNorm($0[0], [$0[0].size(-1)]) },
    "layerNormAffine": { layerNorm($0[0], [3, 2], weight: $0[1], bias: $0[2]) },
    "matmul": { $0[0].matmul($0[1]) }, "linear": { linear($0[0], $0[1], $0[2]) },
    "linearNoBias": { linear($0[0], $0[1]) },
    "batchNorm": {
      batchNorm(
        $0[0], runningMean: nil, runningVar: nil, weight: $0[1], bias: $0[2], training: true)
    },
    "embedding": { embedding(Tensor([[0, 2], [2, 1]]), $0[0]) },
  ]
}
