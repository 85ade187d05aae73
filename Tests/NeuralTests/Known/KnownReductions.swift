import Neural

extension KnownCases {
  static let reductions: [String: KnownProgram] = [
    "deviation of halves": {
      shown([
        Tensor([0.1, 0.3, 1e4, -2.5]).half().std(),
        Tensor([Double](repeating: 300, count: 40)).half().norm(),
        Tensor([[Double](repeating: 300, count: 40)]).half().norm(dim: 1),
      ])
    },
    "variance of halves": { shown(Tensor([0.1, 0.3, 1e4, -2.5]).half().var()) },
    "norm of integers": { shown(Tensor([3, 4]).norm()) },
    "norm of truth values": { shown(Tensor([true]).norm(dim: 0)) },
    "logarithm of no exponentials": {
      shown([
        Tensor.zeros(0).logSumExp(dim: 0), Tensor.zeros(3, 0).logSumExp(dim: 1),
        Tensor.zeros(0, 3).logSumExp(dim: 1),
      ])
    },
    "gradient of a sum over no dimensions": {
      shown(gradients(of: { $0[0].sum(dim: [Int]()) }, Tensor.ones(2, 3)))
    },
    "gradient of a mean over no dimensions": {
      shown(gradients(of: { $0[0].mean(dim: [Int]()) }, Tensor.ones(4, 2)))
    },
    "gradient of a largest over no dimensions": {
      shown(gradients(of: { $0[0].amax(dim: [Int]()) }, Tensor([[1.0, 3.0], [3.0, 2.0]])))
    },
    "sum over a dimension twice": { shown(Tensor.ones(2, 3).sum(dim: [0, -2])) },
    "largest of nothing": { shown(Tensor.zeros(0).max()) },
    "largest along nothing": { shown(Tensor.zeros(0, 3).max(dim: -2)) },
    "place of the largest along nothing": { shown(Tensor.zeros(2, 0).argmax(dim: -1)) },
    "largest over two dimensions, one empty": { shown(Tensor.zeros(3, 0).amax(dim: [0, 1])) },
    "largest of no rows without columns": { shown(Tensor.zeros(0, 0).amax(dim: [0])) },
    "place of the largest truth value": { shown(Tensor([false, true]).argmax()) },
    "best truth values": { shown(Tensor([false, true]).topk(1)) },
    "gradient of a largest that is nan": {
      shown(gradients(of: { $0[0].max() }, Tensor([1, Double.nan, Double.nan, 2])))
    },
    "gradients of products with zeros": {
      shown([
        gradients(of: { $0[0].prod() }, Tensor([2.0, 0.0, 3.0])),
        gradients(of: { $0[0].prod() }, Tensor([0.0, 0.0, Double.nan])),
        gradients(of: { $0[0].prod() }, Tensor([Double.nan, 2.0])),
      ])
    },
    "gradient of products along a dimension": {
      shown(gradients(of: { $0[0].prod(dim: 1) }, Tensor([[2.0, 0.0], [3.0, 4.0]])))
    },
    "quantifiers of bytes": {
      shown([
        Tensor([0, 3], dtype: .uint8).any(), Tensor([[0, 3]], dtype: .uint8).all(dim: 1),
        Tensor([0, 3]).any(),
      ])
    },
    "order of large integers": {
      shown(Tensor([1 << 53 + 1, 1 << 53, Int.min, Int.max]).argsort())
    },
    "order of nan": {
      shown([
        Tensor([2.0, Double.nan, -Double.infinity, 1.0]).argsort(),
        Tensor([2.0, Double.nan, -Double.infinity, 1.0]).argsort(descending: true),
      ])
    },
    "best of too few truth values": { shown(Tensor(true).topk(2)) },
    "mean of integers along a missing dimension": { shown(Tensor([1, 2]).mean(dim: 5)) },
    "largest of nothing over a missing dimension": { shown(Tensor.zeros(0).amax(dim: [0, 1])) },
    "largest of no columns, counted from the end": {
      shown(Tensor.zeros(3, 0).amax(dim: [-1, 0]))
    },
    "largest over a missing dimension": { shown(Tensor.zeros(2).amax(dim: [0, 1])) },
    "best of equal elements": {
      shown(
        (0...9).map { Tensor([2, 1, 2, 2, 1, 2, 0, 2, 2]).topk($0, largest: $0 % 2 == 0).indices })
    },
    "few best of many": {
      shown([1, 3, 7, 8, 60].map { (Tensor.arange(500) * 7 % 13).topk($0).indices })
    },
    "best of nan and infinity": {
      shown(
        [2, 5].map {
          Tensor([1, Double.nan, Double.infinity, Double.nan, -Double.infinity, 1]).topk($0).indices
        })
    },
    "lower triangle of a vector": { shown(Tensor.ones(3).triu()) },
    "gradient of a logarithm to base 10": {
      shown(
        gradients(of: { $0[0].log10() }, Tensor([0.1, 3.0, 1e10], dtype: .float64))[0].array(
          of: Double.self))
    },
    "variance with a large correction": { shown(Tensor([1.0, 2.0]).var(correction: 10)) },
  ]
}
