@testable import Neural

extension ExtremeIntegers {
  /// Tensors without elements, whose sizes may be anything.
  static let empty: [String: IntegerCall] = [
    "expanded": { _, a, b in
      let e = Tensor.zeros(0, 1).expand(a, b); use(e); use(e.t()); use(e.sum()); use(e.sum(dim: 1));
      _ = e.flatten().shape
    },
    "sum": { _, a, b in
      let e = Tensor.zeros(0, a, b); _ = e.shape; use(e.sum(dim: 0))
    },
    "reordered": { _, a, b in
      let e = Tensor.zeros(a, 0, b); use(e); use(e.t()); use(e.permute(2, 0, 1).reshape(-1))
    },
    "product": { _, a, b in
      let e = Tensor.zeros(a, 0); use(e • Tensor.zeros(0, b))
    },
    "joined and repeated": { _, a, b in
      let e = Tensor.zeros(a, 0); use(Tensor.cat([e, e], dim: 0)); use(Tensor.stack([e, e]));
      use(e.repeat(b, 1)); use(e.max(dim: 0)); use(e.nonzero()); use(e.flip([0]))
    },
    "sorted and summed up": { _, a, b in
      let e = Tensor.zeros(a, 0); use(e.topk(0)); use(e.sort()); use(e.cumsum(dim: 0));
      use(e.softmax(dim: 1)); use(e[Slice(from: b, step: 2)])
    },
    "split": { _, a, b in
      let e = Tensor.zeros(a, 0); for s in e.split(max(1, b)) { use(s) }
    },
    "triangle, mean and norm": { _, a, _ in
      let e = Tensor.zeros(a, 0); use(e.argsort(dim: 0)); use(e.tril()); use(e.mean(dim: 1));
      use(e.norm(dim: 1))
    },
    "gathered": { _, a, b in
      let e = Tensor.zeros(a, 0); use(e.gather(dim: 1, Tensor.zeros([a, 0], dtype: .int64)));
      use(e.indexSelect(dim: 0, Tensor([b]))); use(e[[b]])
    },
    "chunks": { _, a, b in
      use(Tensor.zeros(a, 0).chunk(b)); use(Tensor.zeros(0, a).chunk(b, dim: 1))
    },
    "unbind": { _, a, _ in use(Tensor.zeros(0, a).unbind(dim: 1)) },
    "layerNorm": { _, a, _ in use(layerNorm(Tensor.zeros(0, a), [a])) },
    "linear": { _, a, _ in use(linear(Tensor.zeros(0, a), Tensor.zeros(0, a))) },
    "conv2d": { _, a, b in use(conv2d(Tensor.zeros(0, a, b, 3), Tensor.zeros(2, a, 1, 1))) },
    "maxPool2d": { _, a, b in use(maxPool2d(Tensor.zeros(0, 1, a, b), kernelSize: 2)) },
    "avgPool2d": { _, a, b in use(avgPool2d(Tensor.zeros(0, 1, a, b), kernelSize: 2)) },
    "batchNorm": { _, a, _ in
      use(batchNorm(Tensor.zeros(0, a), runningMean: nil, runningVar: nil, training: true))
    },
    "embedding": { _, a, _ in
      use(embedding(Tensor.zeros([0, a], dtype: .int64), Tensor.zeros(3, 2)))
    },
    "outer": { _, a, _ in
      let e = Tensor.zeros(a, 0).flatten(); use(e.outer(e))
    },
    "random": { _, a, _ in
      use(Tensor.rand([a, 0])); use(Tensor.randn([0, a])); use(Tensor.randint(5, [a, 0]));
      use(Tensor.eye(0, a))
    },
    "broadcast": { _, a, b in
      use(Tensor.zeros(a, 0) + Tensor.zeros(1, 1)); use(Tensor.zeros(a, 0) + Tensor.zeros(b, 0));
      use(Tensor.zeros(a, 0).bool().all(dim: 0))
    },
  ]
}
