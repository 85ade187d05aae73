import Neural

extension KnownCases {
  static let indexing: [String: KnownProgram] = [
    "row product": {
      let x = Tensor.arange(6.0).view(2, 3)
      x[0] *= 2
      return "\(x)"
    },
    "place out of bounds": { "\(Tensor.ones(3)[Tensor([0, 7])])" },
  ]
}
