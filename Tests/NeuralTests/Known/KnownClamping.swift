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
  ]
}
