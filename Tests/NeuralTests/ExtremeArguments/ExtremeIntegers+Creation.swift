@testable import Neural

extension ExtremeIntegers {
  /// New tensors.
  static let creation: [String: IntegerCall] = [
    "arange": { _, a, b in use(Tensor.arange(a, b, 1 << 61)) },
    "arange in steps": { _, a, b in use(Tensor.arange(0, a, b)) },
    "arange downwards": { _, a, b in use(Tensor.arange(a, 0, b, dtype: .float32)) },
    "arange of int32": { _, a, b in use(Tensor.arange(a, b, dtype: .int32)) },
    "arange of bytes": { _, a, b in use(Tensor.arange(a, b, 7, dtype: .uint8)) },
    "linspace": { _, a, _ in use(Tensor.linspace(0, 1, steps: a)) },
    "linspace of int64": { _, a, b in
      use(Tensor.linspace(Double(a), Double(b), steps: 5, dtype: .int64))
    },
    "linspace of bytes": { _, a, b in
      use(Tensor.linspace(Double(a), Double(b), steps: 5, dtype: .uint8))
    },
    "randint": { _, a, b in use(Tensor.randint(a, b, [5])) },
    "randint of a shape": { _, a, b in use(Tensor.randint(3, [a, b])) },
    "randint of bytes": { _, a, b in use(Tensor.randint(a, b, [5], dtype: .uint8)) },
    "randint of halves": { _, a, b in use(Tensor.randint(a, b, [5], dtype: .float16)) },
    "randint of truth values": { _, a, b in use(Tensor.randint(a, b, [5], dtype: .bool)) },
    "randperm": { _, a, _ in use(Tensor.randperm(a)) },
    "rand": { _, a, b in use(Tensor.rand(a, b)) },
    "randn": { _, a, b in use(Tensor.randn([a, 3, b])) },
    "seed": { _, a, b in
      manualSeed(a); use(Tensor.rand(3)); _ = Generator().manualSeed(b).initialSeed
    },
  ]
}
