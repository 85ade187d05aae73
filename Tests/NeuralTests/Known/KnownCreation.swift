import Neural

extension KnownCases {
  static let creation: [String: KnownProgram] = [
    "range up to nan": { shown(Tensor.arange(Double.nan)) },
    "range up to infinity": { shown(Tensor.arange(Double.infinity)) },
    "range from minus infinity": { shown(Tensor.arange(-Double.infinity, 0)) },
    "range by nan": { shown(Tensor.arange(0, 1, Double.nan)) },
    "range by infinity": { shown(Tensor.arange(0, 1, Double.infinity)) },
    "range by zero": { shown(Tensor.arange(0, 1, 0)) },
    "range the wrong way": { shown(Tensor.arange(1, 5, -1)) },
    "range without end": { shown(Tensor.arange(1e20)) },
    "range beyond int64": { shown(Tensor.arange(1e20, dtype: .int64)) },
    "range of large integers": { shown(Tensor.arange(Int.max - 3, Int.max)) },
    "range of too many integers": { shown(Tensor.arange(0, Int.max, 1 << 62)) },
    "range of integers from reals": { shown(Tensor.arange(0.0, -8.000001, -4.0, dtype: .int64)) },
    "range of integers by one half": { shown(Tensor.arange(0, 3, 0.5, dtype: .int64)) },
    "range of small integers by one half": { shown(Tensor.arange(0, 3, 0.5, dtype: .int32)) },
    "range of bytes from minus three": { shown(Tensor.arange(-3, 3, dtype: .uint8)) },
    "range of truth values": { shown(Tensor.arange(2, dtype: .bool)) },
    "range rounded once": { shown(Tensor.arange(0, 1, 0.1).unbind().map { $0.item() }) },
    "range of halves": { shown(Tensor.arange(0, 1, 0.1, dtype: .float16)) },
    "range that is empty": { shown(Tensor.arange(5, 5)) },
    "spread of fewer than no numbers": { shown(Tensor.linspace(0, 1, steps: -1)) },
    "spread of integers": { shown(Tensor.linspace(0, 10, steps: 5, dtype: .int64)) },
    "spread of bytes downwards": { shown(Tensor.linspace(10, 0, steps: 7, dtype: .uint8)) },
    "spread of halves": { shown(Tensor.linspace(0, 1, steps: 7, dtype: .float16)) },
    "spread of bfloat16": { shown(Tensor.linspace(0.3, 1e4, steps: 7, dtype: .bfloat16)) },
    "spread from nan": { shown(Tensor.linspace(.nan, 1, steps: 3)) },
    "spread of truth values": { shown(Tensor.linspace(0, 1, steps: 3, dtype: .bool)) },
    "spread beyond the type": { shown(Tensor.linspace(0, 300, steps: 3, dtype: .uint8)) },
    "no spread truth values": { shown(Tensor.linspace(0, 1, steps: 0, dtype: .bool)) },
    "one spread truth value": { shown(Tensor.linspace(0.5, 3, steps: 1, dtype: .bool)) },
    "one byte of a wide spread": { shown(Tensor.linspace(7, 300, steps: 1, dtype: .uint8)) },
    "one of a spread": {
      shown([Tensor.linspace(3, 1, steps: 1), Tensor.linspace(3, 1, steps: 0)])
    },
    "identity of fewer than no rows": { shown(Tensor.eye(-1)) },
    "identity of fewer than no columns": { shown(Tensor.eye(2, -1)) },
    "identity of truth values": { shown(Tensor.eye(2, dtype: .bool)) },
    "bytes full of 300": { shown(Tensor.full([2], 300, dtype: .uint8)) },
    "bytes full of minus one": { shown(Tensor.full([2], -1, dtype: .uint8)) },
    "integers full of nan": { shown(Tensor.full([2], Double.nan, dtype: .int32)) },
    "integers full of infinity": { shown(Tensor.full([2], Double.infinity, dtype: .int64)) },
    "small integers full of a large one": { shown(Tensor.full([2], 1 << 40, dtype: .int32)) },
    "halves full of a million": { shown(Tensor.full([2], 1e6, dtype: .float16)) },
    "floats full of 1e300": { shown(Tensor.full([2], 1e300)) },
    "halves full of infinity": { shown(Tensor.full([2], Double.infinity, dtype: .float16)) },
    "truth values full of nan": { shown(Tensor.full([2], Double.nan, dtype: .bool)) },
    "bytes filled with 300": { shown(Tensor.zeros(2, dtype: .uint8).fill(300)) },
    "masked bytes filled with 300": {
      shown(Tensor.zeros(2, dtype: .uint8).maskedFill(Tensor([true, false]), 300))
    },
    "masked integers filled with a real": {
      shown(Tensor.zeros(2, dtype: .int64).maskedFill(Tensor([true, false]), 1.5))
    },
    "mask of integers": { shown(Tensor.zeros(2).maskedFill(Tensor([1, 0]), 5)) },
    "byte 300": { shown(Tensor([300], dtype: .uint8)) },
    "byte of a negative real": { shown(Tensor([-1.0], dtype: .uint8)) },
    "integer nan": { shown(Tensor([Double.nan], dtype: .int64)) },
    "integer that is too large": { shown(Tensor([1 << 40], dtype: .int32)) },
    "half beyond its range": { shown(Tensor([70000], dtype: .float16)) },
    "integers that require gradients": {
      shown(Tensor.zeros(2, dtype: .int64, requiresGrad: true))
    },
    "layout of zeros like a transposed tensor": {
      shown([
        Tensor.zerosLike(Tensor.ones(2, 3).t()).strides,
        Tensor.onesLike(Tensor.ones(4, 3, 2).permute(1, 2, 0)[0..., Slice(step: 2)]).strides,
        Tensor.fullLike(Tensor.ones(3, 1).expand(3, 2), 5).strides,
      ])
    },
  ]
}
