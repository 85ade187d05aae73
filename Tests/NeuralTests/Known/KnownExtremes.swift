import Neural

private let types: [DType] = [.float32, .float64, .bfloat16, .float16]

private let values: KeyValuePairs<String, [Double]> = [
  "four digits": [1e4, 1e4],
  "seven digits": [1e7, 1e7],
  "negative": [-1e7, -1e7 - 1],
  "the exponential's limit": [88, 89],
  "enormous": [1e30, 1e30],
  "far apart": [300, -300, 0],
  "opposite": [1e30, -1e30],
  "the largest halves": [6e4, 6e4],
  "infinity": [.infinity, 0],
  "minus infinity": [-.infinity, 0],
  "minus infinities": [-.infinity, -.infinity],
  "nan": [.nan, 0],
]

private typealias Function = @Sendable (Tensor) -> Tensor

private let functions: [(name: String, function: Function, types: [DType])] = [
  ("log-softmax", { $0.logSoftmax(dim: 0) }, types),
  (
    "log-softmax of columns", { Tensor.stack([$0, $0]).t().logSoftmax(dim: 0) },
    [types[0], types[1]]
  ),
  ("softmax", { $0.softmax(dim: 0) }, types),
  ("logsumexp", { $0.logSumExp(dim: 0) }, types),
  (
    "cross-entropy",
    { crossEntropy($0.view(1, -1), Tensor([1]), labelSmoothing: 0.1) }, [types[0], types[1]]
  ),
]

private let smooth: [(name: String, function: Function)] = [
  ("scores of 0", { binaryCrossEntropyWithLogits($0, .zerosLike($0), reduction: .none) }),
  ("scores of a half", { binaryCrossEntropyWithLogits($0, .fullLike($0, 0.5), reduction: .none) }),
  ("scores of 1", { binaryCrossEntropyWithLogits($0, .onesLike($0), reduction: .none) }),
  (
    "weighted scores",
    {
      binaryCrossEntropyWithLogits(
        $0, .fullLike($0, 0.5), weight: Tensor(2.0), posWeight: Tensor(3.0), reduction: .none)
    }
  ),
  ("softplus", { $0.softplus() }),
  ("softplus of a beta", { $0.softplus(beta: 2, threshold: 1) }),
  ("silu", { $0.silu() }),
  ("elu", { $0.elu() }),
  ("sigmoid", { $0.sigmoid() }),
  ("gelu", { $0.gelu() }),
]

private func ofTypes(_ function: Function, _ types: [DType], _ values: [Double]) -> String {
  types.map { described(function(Tensor(values, dtype: $0))) }.joined(separator: "\n")
}

private func withGradient(_ function: Function) -> String {
  let x = Tensor(
    [-1e30, -1e4, -200.0, -20.0, -1.0, -1e-3, 0.0, 1e-3, 1.0, 20.0, 200.0, 1e4, 1e30],
    requiresGrad: true)
  let y = function(x)
  y.sum().backward()
  return "\(y.detach())\n\(x.grad ?? x)"
}

extension KnownCases {
  static let extremes: [String: KnownProgram] = {
    var cases: [String: KnownProgram] = [
      "norm of large numbers": { ofTypes({ $0.norm() }, types, [300, 400]) },
      "norm of enormous numbers": { described(Tensor([3e30, 4e30]).norm()) },
      "gradient of a norm of 0": {
        let x = Tensor.zeros(2, requiresGrad: true)
        x.norm().backward()
        return described(x.grad ?? x)
      },
    ]
    for (name, function, types) in functions {
      for (kind, values) in values {
        cases["\(name) of \(kind)"] = { ofTypes(function, types, values) }
      }
    }
    for (name, function) in smooth { cases[name] = { withGradient(function) } }
    return cases
  }()
}
