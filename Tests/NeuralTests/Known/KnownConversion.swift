import Neural

extension KnownCases {
  static let conversion: [String: KnownProgram] = [
    "reals as int32": {
      shown(
        Tensor([
          1e10, -1e10, Double.nan, Double.infinity, -Double.infinity, 300.7, -1.5, 2147483648.0,
        ]).int())
    },
    "reals as int64": {
      shown(
        Tensor([1e20, -1e20, Double.nan, Double.infinity, -Double.infinity, 300.7, -1.5]).long())
    },
    "reals as bytes": {
      shown(Tensor([1e10, Double.nan, Double.infinity, 300.7, -1.5]).to(.uint8))
    },
    "reals as truth values": { shown(Tensor([Double.nan, 0.0, -0.0, 1e-45]).bool()) },
    "doubles as int32": {
      shown(Tensor([2147483647.0, 2147483648.0, -2147483649.0, 1e300], dtype: .float64).int())
    },
    "halves as int32": {
      shown(Tensor([Double.nan, Double.infinity, 65504.0], dtype: .float16).int())
    },
    "reals as halves": { shown(Tensor([65519.0, 65520.0, 1e10, -1e10, Double.nan, 1e-8]).half()) },
    "integers as bytes": { shown(Tensor([256, -1, 1 << 40 + 7]).to(.uint8)) },
    "large integers as reals": { shown(Tensor([Int.max, Int.min, 1 << 53 + 1]).double()) },
  ]
}
