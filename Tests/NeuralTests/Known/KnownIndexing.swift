import Neural

extension KnownCases {
  static let indexing: [String: KnownProgram] = [
    "row product": {
      let x = Tensor.arange(6.0).view(2, 3)
      x[0] *= 2
      return "\(x)"
    },
    "place out of bounds": { "\(Tensor.ones(3)[Tensor([0, 7])])" },
    "places out of bounds in two dimensions": {
      let x = Tensor.ones(2, 1, 1)
      return "\(x[Tensor([[0, -1], [0, -3]]), 0, Tensor([1, 0])])"
    },
    "wrong shape for a place out of bounds": {
      let x = Tensor.ones(2, 1)
      x[Tensor([2])] = Tensor.ones(4, 2)
      return "\(x)"
    },
    "gradient of -0 through a mask": { gradientOfMinusZero { $0[Tensor([true, false])] } },
    "gradient of -0 through a list": { gradientOfMinusZero { $0[Tensor([0])] } },
    "gradient of -0 through repeats of 1": { gradientOfMinusZero { $0.repeat(1) } },
    "gradient of -0 through repeats": { gradientOfMinusZero { $0.repeat(2, 1, 3) } },
  ]
}

private func gradientOfMinusZero(through selection: (Tensor) -> Tensor) -> String {
  let x = Tensor.ones(2, requiresGrad: true)
  (selection(x) * -0.0).sum().backward()
  return x.grad.map { "\($0)" } ?? "none"
}
