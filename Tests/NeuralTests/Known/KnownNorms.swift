import Neural

private var x: Tensor { Tensor([[3.0, -4], [0, 1]]) }

/// The gradient of the sum of a norm.
private func gradient(_ p: Double, _ x: Tensor, dim: [Int] = []) -> Tensor {
  let leaf = x.requiresGrad()
  leaf.norm(p: p, dim: dim).sum().backward()
  return leaf.grad ?? Tensor(0)
}

/// The orders by their names in Python.
private let orders: KeyValuePairs<String, Double> = [
  "0": 0, "0.5": 0.5, "1": 1, "1.5": 1.5, "2": 2, "3": 3, "-1": -1, "inf": .infinity,
  "-inf": -.infinity, "nan": .nan,
]

private func ofAllOrders() -> [String: KnownProgram] {
  var programs: [String: KnownProgram] = [:]
  for (name, p) in orders {
    programs["order \(name)"] = { KnownCases.shown(x.norm(p: p)) }
    if ["0", "1", "3", "inf", "-inf"].contains(name) {
      programs["order \(name) of rows"] = { KnownCases.shown(x.norm(p: p, dim: 1)) }
    }
    if name != "0" && name != "nan" {
      programs["gradient of order \(name)"] = {
        KnownCases.shown(gradient(p, Tensor([[3.0, -4], [2, 1]]), dim: [1]))
      }
    }
    if p > 0 {
      programs["gradient of order \(name) at 0"] = {
        KnownCases.shown(gradient(p, Tensor([0.0, 0])))
      }
    }
  }
  return programs
}

extension KnownCases {
  static let norms: [String: KnownProgram] = ofAllOrders().merging([
    "gradient of the largest with nan": {
      shown(gradient(.infinity, Tensor([1, Double.nan])))
    },
    "over several dimensions": {
      shown(Tensor.ones(2, 3, 4).norm(p: 1, dim: [0, 2], keepDim: true))
    },
    "over no dimensions": { shown(x.norm(p: 1, dim: [])) },
    "over a dimension twice": { shown(x.norm(p: 1, dim: [0, 0])) },
    "of halves": { shown(x.half().norm(p: 3)) },
    "of integers": { shown(Tensor([1]).norm(p: 1)) },
    "of nothing": { shown(Tensor.ones(0).norm(p: 1)) },
    "largest of nothing": { shown(Tensor.ones(0).norm(p: .infinity)) },
    "largest of rows of nothing": { shown(Tensor.ones(2, 0).norm(p: .infinity, dim: 1)) },
    "largest of no rows": { shown(Tensor.ones(0, 2).norm(p: .infinity, dim: 1)) },
    "negative order of nothing": { shown(Tensor.ones(0).norm(p: -1)) },
  ]) { $1 }
}
