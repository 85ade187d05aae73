import Neural

extension KnownCases {
  /// Tensors that were saved for the way back, and changed since, or used twice.
  static let savedTensors: [String: KnownProgram] = [
    "changed after it was saved": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      let z = y * y
      y += 1
      z.sum().backward()
      return String(describing: z)
    },
    "changed view after it was saved": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      let v = y[0..<2]
      let z = v * v
      y += 1
      z.sum().backward()
      return String(describing: z)
    },
    "changed after relu in place": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y.reluInPlace()
      y += 1
      y.sum().backward()
      return String(describing: y)
    },
    "relu in place of a part": {
      let x = Tensor([-1.0, 2.0, -3.0], requiresGrad: true)
      let y = x * 1
      y[1...].reluInPlace()
      y.sum().backward()
      return String(describing: x.grad?.description ?? "")
    },
    "changed sum after it was saved": {
      let y = (Tensor.ones(3, requiresGrad: true) * 1).sum(dim: 0)
      let z = y * y
      y.detach() += 1
      z.backward()
      return String(describing: z)
    },
    "changed part after it was saved": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y[0] = 1.0
      let z = y * y
      y.detach() += 1
      z.sum().backward()
      return String(describing: z)
    },
    "copied over after it was saved": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y.copy(from: Tensor.ones(3))
      let z = y * y
      y.detach() += 1
      z.sum().backward()
      return String(describing: z)
    },
    "output 1 after it was saved": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.split(2)[1]
      let z = b * b
      y.detach() += 1
      z.sum().backward()
      return String(describing: z)
    },
    "multiplied by itself in place": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y *= y
      y.sum().backward()
      return String(describing: y)
    },
    "added to itself in place": {
      let x = Tensor.ones(3, requiresGrad: true)
      let y = x * 1
      y += y
      y.sum().backward()
      return String(describing: x.grad?.description ?? "")
    },
    "divided in place": {
      let x = Tensor.arange(1.0, 4.0).requiresGrad()
      let w = Tensor(2.0, requiresGrad: true)
      let y = x * 1
      y[1...] /= w
      y.sum().backward()
      return String(describing: w.grad?.description ?? "")
    },
    "second pass through an index": {
      let x = Tensor.ones(3, requiresGrad: true)
      let y = (x + 0)[Tensor([0, 1])].sum()
      y.backward()
      y.backward()
      return String(describing: y)
    },
    "second pass through gather": {
      let y = Tensor.ones(3, requiresGrad: true).gather(dim: 0, Tensor([1])).sum()
      y.backward()
      y.backward()
      return String(describing: y)
    },
    "second pass through scatter": {
      let y = Tensor.ones(3, requiresGrad: true).scatter(dim: 0, Tensor([1]), value: 2.0).sum()
      y.backward()
      y.backward()
      return String(describing: y)
    },
    "second pass through a selection": {
      let y = Tensor.ones(3, requiresGrad: true).indexSelect(dim: 0, Tensor([1])).sum()
      y.backward()
      y.backward()
      return String(describing: y)
    },
    "second pass through a mask": {
      let y = Tensor.ones(3, requiresGrad: true).maskedSelect(Tensor([true, false, true])).sum()
      y.backward()
      y.backward()
      return String(describing: y)
    },
    "second pass through a lookup": {
      let y = embedding(Tensor([0]), Tensor.ones(2, 2, requiresGrad: true)).sum()
      y.backward()
      y.backward()
      return String(describing: y)
    },
    "second pass through a changed part": {
      let y = Tensor.ones(3, requiresGrad: true) + 0
      y[0] = 1
      let z = y.sum()
      z.backward()
      z.backward()
      return String(describing: z)
    },
    "second pass through scatterAdd": {
      let x = Tensor.ones(3, requiresGrad: true)
      let y = x.scatterAdd(dim: 0, Tensor([1]), Tensor.ones(1)).sum()
      y.backward()
      y.backward()
      return String(describing: x.grad?.description ?? "")
    },
    "indices changed after they were used": {
      let i = Tensor([0, 1])
      let y = Tensor.ones(3, requiresGrad: true)[i].sum()
      i += 1
      y.backward()
      return String(describing: y)
    },
    "mask changed after it was used": {
      let i = Tensor([true, false])
      let y = Tensor.ones(2, requiresGrad: true)[i].sum()
      i.fill(true)
      y.backward()
      return String(describing: y)
    },
    "saved by a select": {
      let x = Tensor.ones(2, requiresGrad: true)
      let y = x.maskedSelect(Tensor([true, false])).sum()
      x.detach() += 1
      y.backward()
      return String(describing: y)
    },
    "maximum of what changed": { bothOperandsChanged { $0.maximum($1) } },
    "quotient of what changed": { bothOperandsChanged { $0 / $1 } },
    "remainder of what changed": { bothOperandsChanged { $0 % $1 } },
    "product of what changed": { bothOperandsChanged { $0 * $1 } },
    "logaddexp of what changed": { bothOperandsChanged { $0.logAddExp($1) } },
  ]

  /// Which of the two the error names is seen by its shape.
  private static func bothOperandsChanged(_ operation: (Tensor, Tensor) -> Tensor) -> String {
    var a = Tensor.ones(2, requiresGrad: true) * 1
    var b = Tensor.ones(3, 2, requiresGrad: true) * 1
    let c = operation(a, b)
    a += 1
    b += 1
    c.sum().backward()
    return String(describing: c)
  }
}
