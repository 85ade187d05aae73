@testable import Neural

extension ExtremeOperands {
  /// Indices, masks and sources.
  static let indexing: [String: OperandCall] = [
    "maskedSelect": { use($0.maskedSelect($1)) },
    "gather": { use($0.gather(dim: 0, $1)) },
    "gather along the last": { use($0.gather(dim: -1, $1.long())) },
    "scatter": { use($0.scatter(dim: 0, $1.long(), $0)) },
    "scatter along the last": { use($0.scatter(dim: -1, $1, $1)) },
    "scatterAdd": { use($0.scatterAdd(dim: 0, $1.long(), $0)) },
    "scatterAdd along the last": { use($0.scatterAdd(dim: -1, ($0 * 0).long(), $1)) },
    "scatter with products": { use($0.scatter(dim: 0, $1.long(), $0, reduce: .multiply)) },
    "scatterInPlace": {
      let y = $0.detach().clone(); y.scatterInPlace(dim: 0, $1.long(), y)
    },
    "scatterInPlace of a number": {
      let y = $0.detach().clone(); y.scatterInPlace(dim: -1, $1.long(), value: 2, reduce: .add)
    },
    "indexSelect": { use($0.indexSelect(dim: 0, $1)) },
    "indexSelect of the last": { use($0.indexSelect(dim: -1, $1.long().flatten())) },
    "index": { use($0[$1]) },
    "two indices": { use($0[$1, $1]) },
    "last index": { use($0[..., $1]) },
    "number and index": { use($0[0, $1]) },
    "index and number": { use($0[$1, 0]) },
    "new axis, index and slice": { use($0[NewAxis(), $1, Slice(from: 1)]) },
    "put": {
      let y = $0.detach().clone(); y[$1] = 2; y[$1] = y
    },
    "sum at an index": {
      let y = $0.detach().clone(); y[$1] += 2
    },
    "row": {
      let y = $0.detach().clone(); y[0] = $1
    },
    "all elements": {
      let y = $0.detach().clone(); y[...] = $1
    },
    "last of itself": {
      let y = $0.detach().clone(); y[..., $1] = $1
    },
    "masked": {
      let y = $0 * 1; y[y > 1] = $1; use(y)
    },
    "indexPut": {
      use($0.detach().indexPut([$1], $0.detach(), accumulate: true))
    },
    "indexPut at two": {
      use($0.detach().indexPut([$1, $1], Tensor(1)))
    },
    "indexPut at none": {
      use($0.detach().indexPut([], $1))
    },
    "narrow": { use($0.narrow(dim: 0, start: $1, length: 1)) },
    "embedding": { use(embedding($0, $1)) },
    "embedding with padding": { use(embedding($0.long(), $1, paddingIndex: 0, maxNorm: 1)) },
    "Embedding": { a, b in
      let e = Embedding(3, 2); noGrad { _ = e.weight.copy(from: b) }; use(e(a))
    },
    "cat": { use(Tensor.cat([$0, $1])) },
    "cat along the last": { use(Tensor.cat([$0, $1], dim: -1)) },
    "stack": { use(Tensor.stack([$0, $1], dim: -1)) },
    "TensorDataset": { _ = TensorDataset($0, $1)[0] },
    "collate": {
      for _ in DataLoader(PairsOfTensors(items: [($0, $1), ($1, $0)]), batchSize: 2) {}
    },
  ]
}
