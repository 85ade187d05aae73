import Neural

/// What is printed for a tensor under some options.
private func withOptions(_ set: () -> Void, _ tensor: Tensor) -> String {
  set()
  defer { setPrintOptions(profile: .default) }
  return tensor.description
}

extension KnownCases {
  static let options: [String: KnownProgram] = [
    "no digits": { shown(withOptions({ setPrintOptions(precision: 0) }, Tensor([1.5, 2.25]))) },
    "fewer than no digits": {
      shown(withOptions({ setPrintOptions(precision: -1) }, Tensor([1.5, 2.25])))
    },
    "many digits of a large number": {
      shown(
        withOptions(
          { setPrintOptions(precision: 330, sciMode: false) },
          Tensor([1e300, 1.5], dtype: .float64)))
    },
    "no room": { shown(withOptions({ setPrintOptions(lineWidth: -5) }, Tensor.arange(3))) },
    "all edges": {
      shown(withOptions({ setPrintOptions(threshold: 5, edgeItems: Int.max) }, Tensor.arange(30)))
    },
  ]
}
