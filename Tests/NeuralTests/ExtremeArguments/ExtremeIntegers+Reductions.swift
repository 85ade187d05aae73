@testable import Neural

extension ExtremeIntegers {
  /// Along dimensions.
  static let reductions: [String: IntegerCall] = [
    "sort": { x, a, _ in use(x.sort(dim: a)) },
    "argsort": { x, a, b in use(x.argsort(dim: a, descending: b > 0)) },
    "topk": { x, a, b in use(x.topk(a, dim: b)) },
    "topk of the smallest": { x, a, _ in use(x.topk(a, largest: false)) },
    "max": { x, a, b in use(x.max(dim: a, keepDim: b > 0)) },
    "min": { x, a, _ in use(x.min(dim: a)) },
    "amax": { x, a, b in use(x.amax(dim: [a, b])) },
    "amin": { x, a, _ in use(x.amin(dim: [a])) },
    "argmax": { x, a, _ in use(x.argmax(dim: a)) },
    "argmin": { x, a, _ in use(x.argmin(dim: a, keepDim: true)) },
    "prod": { x, a, _ in use(x.prod(dim: a)) },
    "var": { x, a, b in use(x.var(dim: a, correction: b)) },
    "std": { x, a, b in use(x.std(dim: [a, b], correction: b)) },
    "var of all": { x, a, _ in use(x.var(correction: a)) },
    "logSumExp": { x, a, _ in use(x.logSumExp(dim: a)) },
    "norm": { x, a, b in use(x.norm(p: Double(b), dim: a)) },
    "norm over two": { x, a, b in use(x.norm(dim: [a, b])) },
    "softmax": { x, a, _ in use(x.softmax(dim: a)) },
    "logSoftmax": { x, a, _ in use(x.logSoftmax(dim: a)) },
    "mean": { x, a, b in use(x.mean(dim: [a, b])) },
    "sum": { x, a, _ in use(x.sum(dim: a, keepDim: true)) },
    "all": { x, a, b in use(x.all(dim: [a, b])) },
    "any": { x, a, _ in use(x.any(dim: a)) },
    "cumsum": { x, a, _ in use(x.cumsum(dim: a, dtype: .int64)) },
  ]
}
