import Neural

extension KnownCases {
  static let clamping: [String: KnownProgram] = [
    "integers above a real": { shown(Tensor([1, 2]).clamp(min: 1.5)) },
    "integers between integers": { shown(Tensor([1, 5, -3]).clamp(min: 0, max: 4)) },
    "integers between an integer and a real": {
      shown(Tensor([1, 5, -3]).clamp(min: 0, max: 4.5))
    },
    "integers above nan": { shown(Tensor([1, 2]).clamp(min: Double.nan)) },
    "reals below nan": { shown(Tensor([1.0, 2.0]).clamp(min: 0, max: Double.nan)) },
    "nan between numbers": { shown(Tensor([Double.nan, 3, -0.0]).clamp(min: 0, max: 1)) },
    "bounds the wrong way round": { shown(Tensor([1.0, 2.0, 3.0]).clamp(min: 2.5, max: 1.5)) },
    "truth values above an integer": { shown(Tensor([true, false]).clamp(min: 0)) },
    "truth values above a truth value": { shown(Tensor([true, false]).clamp(min: true)) },
    "bytes above minus one": { shown(Tensor([1, 2], dtype: .uint8).clamp(min: -1)) },
    "bytes below 300": { shown(Tensor([1, 2], dtype: .uint8).clamp(max: 300)) },
    "halves above a million": { shown(Tensor([1.0]).half().clamp(min: 1e6)) },
    "large integers": { shown(Tensor([1 << 62 + 1]).clamp(max: Int.max)) },
    "integers in place above a real": { shown(Tensor([1, 2]).clampInPlace(min: 1.5)) },
    "no bounds": { shown(Tensor([1.0]).clamp()) },
    "gradient of a clamp": {
      shown(gradients(of: { $0[0].clamp(min: 0, max: 1) }, Tensor([-1, 0, 0.5, 1, 2, Double.nan])))
    },
    "reals between tensors": {
      shown(Tensor([1.0, 5, -3]).clamp(min: Tensor([0.0, 6, 0]), max: Tensor(4.0)))
    },
    "reals between crossed tensors": {
      shown(Tensor([1.0]).clamp(min: Tensor([3.0]), max: Tensor([2.0])))
    },
    "integers above a tensor of a real": { shown(Tensor([1, 5]).clamp(min: Tensor(2.5))) },
    "reals below nan in a tensor": {
      shown(Tensor([1.0, 2]).clamp(max: Tensor([Double.nan, 1])))
    },
    "truth values above a tensor": { shown(Tensor([true, false]).clamp(min: Tensor(true))) },
    "truth values between tensors": {
      shown(Tensor([true]).clamp(min: Tensor(true), max: Tensor(true)))
    },
    "broadcast to a tensor": { shown(Tensor([1.0, 5]).clamp(max: Tensor([[2.0], [6]]))) },
    "in place above a tensor": { shown(Tensor([1.0, 5]).clampInPlace(min: Tensor(2.0))) },
    "in place above a tensor of another shape": {
      shown(Tensor([1.0, 5]).clampInPlace(min: Tensor.ones(2, 2)))
    },
    "integers in place above a tensor of a real": {
      shown(Tensor([1, 5]).clampInPlace(min: Tensor(2.5)))
    },
    "gradients of a clamp between tensors": {
      shown(
        gradients(
          of: { $0[0].clamp(min: $0[1], max: $0[2]) }, Tensor([-1, 0.5, 2, 1]),
          Tensor([0.0, 0, 0, 3]), Tensor([1.0, 1, 1, 2])))
    },
    "gradients of a clamp above a tensor": {
      shown(gradients(of: { $0[0].clamp(min: $0[1]) }, Tensor([-1, 0.5, 2]), Tensor(0.5)))
    },
  ]
}
