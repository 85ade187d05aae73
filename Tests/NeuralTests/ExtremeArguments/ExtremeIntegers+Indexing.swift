@testable import Neural

extension ExtremeIntegers {
  /// Places in tensors.
  static let indexing: [String: IntegerCall] = [
    "narrow by a tensor": { x, a, b in use(x.narrow(dim: 0, start: Tensor(a), length: b)) },
    "narrow by a vector": { x, a, b in use(x.narrow(dim: a, start: Tensor([b]), length: 1)) },
    "rolls": { x, a, b in
      use(x.roll([a, b], dims: [0, a])); use(x.roll([a, b], dims: []))
    },
    "roll over two": { x, a, _ in use(x.roll([a], dims: [0, 1])) },
    "roll": { x, a, _ in use(x.roll(a)) },
    "place after a list": { x, a, b in use(x[[a, b], 0]) },
    "place of the last": { x, a, _ in use(x[..., a]) },
    "new axis and places": { x, a, b in use(x[NewAxis(), a, Ellipsis(), b]) },
    "list of indices": { x, a, b in use(x[at: [a, [b], Slice(from: a)]]) },
    "tensor and slice": { x, a, b in use(x[Tensor([[a, b]]), Slice(to: b)]) },
    "lists": { x, a, b in
      let y = x.detach().clone(); y[[a, b], [b, a]] = Tensor.ones(2); y[..., [a]] = 3
    },
    "sum at a list": { x, a, b in
      let y = x.detach().clone(); y[a, Ellipsis(), [b]] += 1
    },
    "indexPut": { x, a, b in
      use(x.detach().indexPut([Tensor([a, b])], Tensor(1.0), accumulate: a > 0))
    },
    "partial ranges": { x, a, b in
      use(x[...min(a, b)]); use(x[..<max(a, b)]); use(x[a...])
    },
    "range": { x, a, b in if a < b { use(x[a..<b]); use(x[a...b]) } },
    "stride": { x, a, b in use(x[stride(from: a, through: b, by: 2)]) },
    "part of an expanded vector": { _, a, b in
      let e = Tensor.ones(1).expand([a]); _ = e.count; _ = "\(e.shape)"; use(e[b]);
      use(e.narrow(dim: 0, start: b, length: 1)); use(e[Slice(from: b, step: Int.max)])
    },
    "part of an expanded matrix": { _, a, b in
      let e = Tensor.ones(1, 1).expand(a, b); _ = e.isContiguous; use(e.t()[0, 0]);
      use(e.diagonal()[0]); use(e.select(dim: 1, 0)[0]); _ = e.unsqueeze(0).flatten().shape
    },
  ]
}
