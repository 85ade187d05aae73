@testable import Neural

extension ExtremeReals {
  /// New tensors and elements.
  static let creation: [String: RealCall] = [
    "arange": { _, d, e in use(Tensor.arange(0, d, e)) },
    "arange between": { _, d, e in use(Tensor.arange(d, e, 1e20)) },
    "arange of int64": { _, d, e in use(Tensor.arange(d, e, 1e18, dtype: .int64)) },
    "arange of bytes": { _, d, e in use(Tensor.arange(0, d, e, dtype: .uint8)) },
    "arange of halves": { _, d, e in use(Tensor.arange(0, d, e, dtype: .float16)) },
    "arange of floats": { _, d, e in use(Tensor.arange(Float(d), Float(e), 1e30)) },
    "arange of int32": { _, d, e in use(Tensor.arange(0, d, e, dtype: .int32)) },
    "linspace": { _, d, e in
      for t in DType.allCases { use(Tensor.linspace(d, e, steps: 3, dtype: t)) }
    },
    "linspace of int64": { _, d, e in use(Tensor.linspace(d, e, steps: 3, dtype: .int64)) },
    "linspace of bytes": { _, d, e in use(Tensor.linspace(d, e, steps: 3, dtype: .uint8)) },
    "linspace of truth values": { _, d, e in use(Tensor.linspace(d, e, steps: 1, dtype: .bool)) },
    "linspace of int32": { _, d, e in use(Tensor.linspace(d, e, steps: 3, dtype: .int32)) },
    "full": { _, d, _ in for t in DType.allCases { use(Tensor.full([2], d, dtype: t)) } },
    "full of int64": { _, d, _ in use(Tensor.full([2], d, dtype: .int64)) },
    "full of bytes": { _, d, _ in use(Tensor.full([2], d, dtype: .uint8)) },
    "fullLike": { x, d, _ in use(Tensor.fullLike(x.int(), d)) },
    "fill of int64": { x, d, _ in use(x.long().fill(d)) },
    "fill of bytes": { x, d, _ in use(x.to(.uint8).fill(d)) },
    "fill of halves": { x, d, _ in use(x.half().fill(d)) },
    "put": { x, d, _ in
      let y = x.long(); y[0] = Tensor(d)
    },
    "maskedFill": { x, d, _ in
      let y = x.to(.uint8); use(y.maskedFill(y > 0, d))
    },
    "casts": { x, d, _ in
      for t in DType.allCases { use((x * d).to(t)); use((x.double() * d).to(t)) }
    },
    "item": { _, d, _ in
      _ = Tensor(d).item(as: Int.self); _ = Tensor(d).item(as: UInt8.self);
      _ = Tensor(d).item(as: Int32.self); _ = Tensor(d).array(of: Int.self);
      _ = Tensor(d).array(of: UInt8.self); _ = Tensor(d).item(as: Bool.self);
      _ = Tensor(d).item(as: Float16.self)
    },
  ]
}
