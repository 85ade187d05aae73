@testable import Neural

extension ExtremeReals {
  /// Elementwise operations and reductions.
  static let arithmetic: [String: RealCall] = [
    "clamp": { x, d, e in use(x.clamp(min: d, max: e)) },
    "clamp of int64": { x, d, e in use(x.long().clamp(min: d, max: e)) },
    "clampInPlace": { x, d, e in use(x.detach().clone().clampInPlace(min: d, max: e)) },
    "clampInPlace of int32": { x, d, _ in use(x.int().clampInPlace(min: d)) },
    "leakyReLU": { x, d, _ in use(x.leakyReLU(negativeSlope: d)) },
    "elu": { x, d, _ in use(x.elu(alpha: d)) },
    "softplus": { x, d, e in use(x.softplus(beta: d, threshold: e)) },
    "text of modules": { _, d, e in
      _ = "\(LeakyReLU(negativeSlope: d))"; _ = "\(Softplus(beta: d, threshold: e))"
    },
    "norm": { x, d, _ in use(x.norm(p: d)) },
    "norm along one": { x, d, _ in use(x.norm(p: d, dim: 0)) },
    "norm over all": { x, d, _ in use(x.norm(p: d, dim: [])) },
    "norm of halves": { x, d, _ in use(x.half().norm(p: d)) },
    "pow": { x, d, _ in use(x.pow(d)) },
    "power of int64": { x, d, _ in use(x.long().pow(d)) },
    "power of a number": { x, d, _ in use(Tensor.pow(d, x)) },
    "power of tensors": { x, d, e in use((x * d).pow(x * e)) },
    "remainder": { x, d, _ in
      use(x % d); use(d % x)
    },
    "remainder of int64": { x, d, _ in use(x.long() % d) },
    "floorDivide": { x, d, _ in
      use(x.floorDivide(d)); use(x.long().floorDivide(d))
    },
    "quotient": { x, d, _ in
      use(x / d); use(x.long() / d)
    },
    "round": { x, d, _ in
      use((x * d).round()); use((x * d).floor()); use((x * d).trunc())
    },
    "var": { x, d, e in
      use(x.var(correction: d)); use(x.std(dim: 0, correction: e))
    },
    "allClose": { x, d, e in _ = x.allClose(x, rtol: d, atol: e) },
    "order": { x, d, e in
      use((x * d).topk(0)); use(Tensor([d, e, 1]).sort()); use(Tensor([d, e, 1]).topk(2));
      use(Tensor([d, e]).argmax()); use(Tensor([d, e]).unsqueeze(0).max(dim: 0))
    },
    "softmax and sums": { _, d, e in
      use(Tensor([d, e], requiresGrad: true).logSumExp(dim: 0));
      use(Tensor([d, e], requiresGrad: true).softmax(dim: 0)); use(Tensor([d, e]).cumsum(dim: 0));
      use(Tensor([d, e]).logAddExp(Tensor(e)))
    },
  ]
}
