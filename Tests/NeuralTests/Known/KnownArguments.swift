import Neural

private var x: Tensor { Tensor([[1.0, 2], [3, 4]]) }

extension KnownCases {
  static let arguments: [String: KnownProgram] = [
    "rolled across dimensions": { shown(x.roll(1)) },
    "rolled along both": { shown(x.roll([1, -1], dims: [0, 1])) },
    "rolled along too few": { shown(x.roll([1, 1], dims: [0])) },
    "rolled by nothing": { shown(x.roll([], dims: [])) },
    "gradient of rolled": {
      shown(gradients(of: { $0[0].roll([1, 3], dims: [0, 1]) * x }, x))
    },
    "narrowed from a tensor": { shown(x.narrow(dim: 0, start: Tensor(1), length: 1)) },
    "narrowed from a real": { shown(x.narrow(dim: 0, start: Tensor(1.0), length: 1)) },
    "narrowed from a vector": { shown(x.narrow(dim: 0, start: Tensor([1]), length: 1)) },
    "all over two": { shown((x > 0).all(dim: [0, 1], keepDim: true)) },
    "any over none": { shown(Tensor([[1, 0], [0, 0]]).any(dim: [])) },
    "any over one twice": { shown(x.any(dim: [0, 0])) },
    "places as vectors": { shown(Tensor([[3, 0], [1, 1]]).nonzeroAsTuple()) },
    "place of a scalar as a vector": { shown(Tensor(3).nonzeroAsTuple()) },
    "product in another type": { shown(Tensor([1.5, 2.5]).prod(dtype: .int64)) },
    "product of rows in another type": { shown(x.prod(dim: 1, dtype: .float64)) },
    "running sums in another type": { shown(Tensor([1.5, 2.5]).cumsum(dim: 0, dtype: .int32)) },
    "running sums of truth values": { shown(Tensor([1.5, 2.5]).cumsum(dim: 0, dtype: .bool)) },
    "gradient of running sums": {
      shown(gradients(of: { $0[0].cumsum(dim: 0, dtype: .float64) }, x))
    },
    "deviation with half a correction": { shown(x.std(dim: [0, 1], correction: 0.5)) },
    "number where": { shown(Tensor.where(x > 2, 0.5, x)) },
    "number elsewhere": { shown(Tensor.where(x > 2, Tensor([1, 2]), 0.5)) },
    "numbers": { shown(Tensor.where(x > 2, 1, 2.5)) },
    "masked by a scalar": { shown(x.maskedFill(x > 2, Tensor(7))) },
    "masked by a vector": { shown(x.maskedFill(x > 2, Tensor([7.0]))) },
    "bytes masked by 300": {
      shown(Tensor([1], dtype: .uint8).maskedFill(Tensor([true]), Tensor(300)))
    },
    "gradients of masked": {
      shown(gradients(of: { $0[0].maskedFill($0[0] > 2, $0[1]) }, x, Tensor(7.0)))
    },
    "scattered and added": { shown(x.scatter(dim: 0, Tensor([[0, 1]]), x, reduce: .add)) },
    "number scattered and multiplied": {
      shown(x.scatter(dim: 1, Tensor([[0, 0], [1, 1]]), value: 3, reduce: .multiply))
    },
    "gradient of scattered and added": {
      shown(
        gradients(of: { $0[0].scatter(dim: 0, Tensor([[0, 1]]), x, reduce: .add) }, x))
    },
    "put": { shown(x.indexPut([Tensor([0, 1]), Tensor([1, 1])], Tensor([7.0, 8]))) },
    "put where a mask holds": { shown(x.indexPut([x > 2], Tensor(7.0))) },
    "added at one place twice": {
      shown(x.indexPut([Tensor([0, 0])], Tensor(1.0), accumulate: true))
    },
    "put at too many": { shown(x.indexPut([Tensor(0), Tensor(0), Tensor(0)], Tensor(1.0))) },
    "gradients of put": {
      shown(
        gradients(
          of: { $0[0].indexPut([Tensor([1, 1])], $0[1]) * x }, x, Tensor([1.0, 2])))
    },
    "gradients of added": {
      shown(
        gradients(
          of: { $0[0].indexPut([Tensor([1, 1])], $0[1], accumulate: true) * x }, x,
          Tensor([1.0, 2])))
    },
    "rows of a table shortened": {
      let table = Tensor([[3.0, 4], [1, 0], [5, 0]])
      return shown([embedding(Tensor([0, 1, 0]), table, maxNorm: 1.5), table])
    },
    "gradient by frequency": {
      shown(
        gradients(of: { embedding(Tensor([0, 1, 0, 0]), $0[0], scaleGradByFreq: true) }, x))
    },
  ]
}
