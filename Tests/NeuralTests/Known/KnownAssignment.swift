import Neural

extension KnownCases {
  static let assignment: [String: KnownProgram] = [
    "masked product": {
      let x = Tensor.arange(6.0)
      x[x > 3] *= 2
      return String(describing: x)
    },
    "list sum": {
      let x = Tensor.arange(6.0)
      x[[0, 1]] += 10
      return String(describing: x)
    },
    "masked difference": {
      let x = Tensor.arange(4.0)
      x[Tensor([true, false, true, false])] -= Tensor([5.0, 6.0])
      return String(describing: x)
    },
    "index quotient in a column": {
      let x = Tensor.arange(6.0).view(2, 3)
      x[0..., Tensor([0, 2])] /= 2
      return String(describing: x)
    },
    "last column": {
      let x = Tensor.arange(6.0).view(2, 3)
      x[..., -1] += 1
      return String(describing: x)
    },
    "repeated places are changed once": {
      let x = Tensor.zeros(3)
      x[[0, 0, 1]] += 1
      return String(describing: x)
    },
    "a part that was read changes itself alone": {
      let x = Tensor.arange(3.0)
      var y = x[[0, 1]]
      y *= 5
      return String(describing: x)
    },
    "versions of a changed view": {
      let w = Tensor.ones(3, requiresGrad: true)
      let y = w * 1
      let z = (y * y).sum()
      y[0] += 1
      z.backward()
      return String(describing: z)
    },
    "gradient through a masked product": {
      let w = Tensor.arange(4.0, requiresGrad: true)
      let y = w * 1
      y[y > 1] *= 3
      y.sum().backward()
      return String(describing: w.grad?.description ?? "")
    },
    "leading ones are dropped": {
      let z = Tensor.zeros(2, 3)
      z[0] = Tensor.ones(1, 3)
      return String(describing: z)
    },
    "many leading ones are dropped": {
      let z = Tensor.zeros(2, 3)
      z[0...] = Tensor.ones(1, 1, 1, 1)
      return String(describing: z)
    },
    "leading ones at indices": {
      let z = Tensor.zeros(2, 3)
      z[[1]] = Tensor.ones(1, 1, 3)
      return String(describing: z)
    },
    "too many dimensions": { String(describing: { Tensor.zeros(2, 3)[0] = Tensor.ones(2, 3) }()) },
    "sizes that don't fit": { String(describing: { Tensor.zeros(2, 3)[0] = Tensor.ones(2) }()) },
    "values that don't fit indices": {
      String(describing: { Tensor.zeros(2, 3)[[0]] = Tensor.ones(2) }())
    },
    "index put of another type": {
      String(describing: { Tensor.zeros(3)[Tensor([0])] = Tensor([1]) }())
    },
    "index put of a number": {
      let x = Tensor.zeros(3, dtype: .int64)
      x[Tensor([0])] = 1.5
      return String(describing: x)
    },
    "index put out of bounds": {
      String(describing: { Tensor.zeros(2, 3)[0..., Tensor([3])] = 1.0 }())
    },
    "mask without dimensions": {
      let s = Tensor(-1.0)
      s[s < 0] = 5
      return String(describing: s)
    },
    "mask without dimensions that doesn't hold": {
      let s = Tensor(-1.0)
      s[s > 0] = 5
      return String(describing: s)
    },
    "product at a mask without dimensions": {
      let s = Tensor(-1.0)
      s[s < 0] *= 5
      return String(describing: s)
    },
    "false picks nothing": { String(describing: Tensor.ones(2)[Tensor(false)]) },
    "true picks all": { String(describing: Tensor.ones(2)[Tensor(true)]) },
    "truth values themselves": { String(describing: Tensor.ones(2, 2)[0..., false].shape[1]) },
    "false between other indices": { String(describing: Tensor.ones(2, 3)[0, Tensor(false)]) },
    "bytes are a mask": {
      String(describing: Tensor.arange(3.0)[Tensor([0, 1, 1], dtype: .uint8)])
    },
    "a byte is a truth value": { String(describing: Tensor.arange(3.0)[Tensor(2, dtype: .uint8)]) },
    "bytes of the wrong shape": {
      String(describing: Tensor.arange(3.0)[Tensor([1, 0], dtype: .uint8)])
    },
    "assigning at bytes": {
      let x = Tensor.zeros(3)
      x[Tensor([0, 2, 1], dtype: .uint8)] = 4
      return String(describing: x)
    },
    "32-bit indices": { String(describing: Tensor.arange(3.0)[Tensor([2, 0], dtype: .int32)]) },
    "floating-point indices": { String(describing: Tensor.arange(3.0)[Tensor([1.0])]) },
    "a floating-point index": { String(describing: Tensor.arange(3.0)[Tensor(1.0)]) },
    "list of truth values": { String(describing: Tensor.arange(3.0)[[true, false, true]]) },
    "empty list": { String(describing: Tensor.arange(3.0)[[] as [Int]]) },
    "mask and number": {
      String(describing: Tensor.arange(24.0).view(2, 3, 4)[Tensor.ones(2, 3, dtype: .bool), 1])
    },
    "index out of bounds in the second tensor": {
      String(describing: Tensor.ones(2, 3, 4)[0..., Tensor([0]), Tensor([7])])
    },
    "index out of bounds in the second dimension": {
      String(describing: Tensor.ones(2, 3)[0..., Tensor([-4])])
    },
    "slice step of nothing": { String(describing: Tensor.ones(3)[Slice(step: 0)]) },
    "slice step backwards": { String(describing: Tensor.ones(3)[stride(from: 2, to: 0, by: -1)]) },
    "slice of a scalar": { String(describing: Tensor(1.0)[1...]) },
    "far slice": {
      String(describing: Tensor.arange(3.0)[Slice(from: -(1 << 62), to: 1 << 62, step: 1 << 62)])
    },
    "closed range to the largest number": { String(describing: Tensor.arange(3.0)[1...Int.max]) },
    "stride through": {
      String(describing: Tensor.arange(5.0)[stride(from: 0, through: 4, by: 2)])
    },
    "stride from the end": {
      String(describing: Tensor.arange(5.0)[stride(from: -3, to: 0, by: 2)])
    },
    "empty stride": { String(describing: Tensor.arange(5.0)[stride(from: 3, to: 3, by: 2)]) },
    "smallest number as a place": { String(describing: Tensor.ones(3)[Int.min]) },
    "expanded": {
      var b = Tensor.ones(1).expand(3)
      b += 1
      return String(describing: b)
    },
    "expanded and a wrong shape": {
      String(describing: { Tensor.ones(1).expand(3) += Tensor.ones(2) }())
    },
    "relu of the expanded": { String(describing: Tensor.ones(1).expand(3).reluInPlace()) },
    "clamp of the expanded": { String(describing: Tensor.ones(1).expand(3).clampInPlace(min: 0)) },
    "normal numbers in the expanded": { String(describing: Tensor.ones(1).expand(3).normal()) },
    "uniform numbers in the expanded": { String(describing: Tensor.ones(1).expand(3).uniform()) },
    "scatter into the expanded": {
      String(describing: Tensor.ones(1).expand(3).scatterInPlace(dim: 0, Tensor([0]), value: 2.0))
    },
    "copy into the expanded": {
      String(describing: Tensor.ones(1).expand(3).copy(from: Tensor.ones(3)))
    },
    "assigning to the expanded": { String(describing: { Tensor.ones(1).expand(3)[0...] = 2.0 }()) },
    "assigning to one place of the expanded": {
      let b = Tensor.ones(1).expand(3)
      b[0] = 2
      return String(describing: b)
    },
    "filling the expanded": { String(describing: Tensor.ones(1).expand(3).fill(2)) },
    "clearing the expanded": { String(describing: Tensor.ones(1).expand(3).zero()) },
    "overlapping neighbours": {
      let x = Tensor.ones(4)
      x[1...] += x[..<(-1)]
      return String(describing: x)
    },
    "overlapping assignment": {
      let x = Tensor.ones(4)
      x[1...] = x[..<(-1)]
      return String(describing: x)
    },
    "indices that are changed": {
      let x = Tensor.zeros(2, dtype: .int64)
      x[x] = 1
      return String(describing: x)
    },
    "the same places": {
      let x = Tensor.arange(3.0)
      x[..<2] += x[..<2]
      return String(describing: x)
    },
    "transposed onto itself": {
      var x = Tensor.arange(4.0).view(2, 2)
      x += x.t()
      return String(describing: x)
    },
  ]
}
