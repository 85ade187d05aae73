@testable import Neural

extension ExtremeIntegers {
  /// With numbers as elements.
  static let arithmetic: [String: IntegerCall] = [
    "pow": { x, a, _ in use(x.long().pow(a)) },
    "power of a number": { x, a, _ in use(Tensor.pow(a, x.long())) },
    "power of scalars": { _, a, b in use(Tensor(a).pow(Tensor(b))) },
    "power of int32": { _, a, b in use(Tensor(a).int().pow(Tensor(b).int())) },
    "remainder": { _, a, b in use(Tensor([a, 1]) % b) },
    "remainder of int32": { _, a, b in use(Tensor([a]).int() % Tensor(b).int()) },
    "remainder of bytes": { _, a, b in use(Tensor([a]).to(.uint8) % Tensor([b]).to(.uint8)) },
    "floorDivide": { _, a, b in use(Tensor([a, 3]).floorDivide(b)) },
    "floorDivide of int32": { _, a, b in use(Tensor([a]).int().floorDivide(Tensor([b]).int())) },
    "floorDivide of bytes": { _, a, b in
      use(Tensor([a]).to(.uint8).floorDivide(Tensor([b]).to(.uint8)))
    },
    "divide": { _, a, b in use(Tensor([a]) / Tensor([b])) },
    "sums and products": { _, a, b in
      use(Tensor([a]) + b); use(Tensor([a]) * b); use(Tensor([a]) - b); use(-Tensor([a]));
      use(Tensor([a]).abs()); use(Tensor([a]).int().abs()); use(Tensor([a]).sign())
    },
    "alpha": { x, a, b in
      use(x.add(x, alpha: a)); use(x.sub(b, alpha: a)); use(x.rsub(x, alpha: b))
    },
    "bits": { x, a, b in
      use(x.long() & a); use(x.long() ^ b)
    },
    "clamp": { x, a, b in
      use(x.clamp(min: a, max: b)); use(x.int().clamp(min: a))
    },
    "full": { _, a, _ in
      use(Tensor.full([2], a, dtype: .uint8)); use(Tensor.full([2], a, dtype: .int32))
    },
    "fullLike": { x, a, _ in use(Tensor.fullLike(x, a)) },
    "fill": { x, a, _ in
      use(x.detach().clone().fill(a)); use(x.int().fill(a)); use(x.to(.uint8).fill(a))
    },
    "item": { _, a, _ in
      _ = Tensor(a).item(as: UInt8.self); _ = Tensor(Double(a)).item(as: Int.self);
      _ = Tensor(Double(a)).array(of: Int32.self)
    },
  ]
}
