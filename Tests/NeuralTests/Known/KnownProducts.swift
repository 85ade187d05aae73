import Neural

extension KnownCases {
  static let products: [String: KnownProgram] = [
    "product over nothing": { shown(Tensor.zeros(5, 2, 0) • Tensor.zeros(0, 3)) },
    "product of nothing and a vector": { shown(Tensor.zeros(0, 2, 3) • Tensor.zeros(3)) },
    "matrix by a batch": {
      shown(nodeName(Tensor.ones(2, 3, requiresGrad: true) • Tensor.ones(4, 3, 2)))
    },
    "matrix by a batch that requires a gradient": {
      shown(nodeName(Tensor.ones(2, 3) • Tensor.ones(4, 3, 2, requiresGrad: true)))
    },
    "matrix by a batch of columns": {
      shown(nodeName(Tensor.ones(2, 3, requiresGrad: true) • Tensor.ones(1, 3, 1)))
    },
    "batch by a matrix": {
      shown(nodeName(Tensor.ones(4, 2, 3, requiresGrad: true) • Tensor.ones(3, 2)))
    },
    "gradients of a matrix by a batch": {
      shown(
        gradients(
          of: { $0[0] • $0[1] }, Tensor.arange(6.0).view(2, 3), Tensor.arange(12.0).view(2, 3, 2)))
    },
    "one matrix by a batch": {
      shown(
        gradients(
          of: { $0[0] • $0[1] }, Tensor.arange(6.0).view(1, 2, 3), Tensor.arange(12.0).view(2, 3, 2)
        ))
    },
    "vector by a batch": { shown(Tensor.arange(3.0) • Tensor.arange(12.0).view(2, 3, 2)) },
    "matrices that don't fit": { shown(Tensor.ones(2, 3) • Tensor.ones(2, 3)) },
    "batches that don't fit": { shown(Tensor.ones(2, 2, 3) • Tensor.ones(2, 4, 2)) },
    "batch and matrix that don't fit": { shown(Tensor.ones(2, 2, 3) • Tensor.ones(4, 2)) },
    "matrices of two types": { shown(Tensor.ones(2, 3).long() • Tensor.ones(3, 2)) },
    "batches of two types": { shown(Tensor.ones(2, 2, 3) • Tensor.ones(2, 3, 2).double()) },
    "matrix and vector of two types": { shown(Tensor.ones(2, 3) • Tensor.ones(3).long()) },
    "vectors of two types": { shown(Tensor.ones(3).dot(Tensor.ones(3).double())) },
    "vectors of two types and sizes": { shown(Tensor.ones(1).dot(Tensor.ones(3).half())) },
    "matrix by a matrix as a vector": { shown(Tensor.ones(3, 3).mv(Tensor.ones(3, 3))) },
    "second batch of two dimensions": { shown(Tensor.ones(3, 3, 3).bmm(Tensor.ones(3, 3))) },
    "matrices of truth values": { shown(Tensor.ones(2, 3).bool() • Tensor.ones(3, 2).bool()) },
    "vectors of truth values": { shown(Tensor.ones(3).bool() • Tensor.ones(3).bool()) },
    "outer product of a matrix": { shown(Tensor.ones(3).outer(Tensor.ones(2, 2))) },
    "sum that doesn't fit a product": {
      shown(addmm(Tensor.ones(4), Tensor.ones(2, 3), Tensor.ones(3, 3)))
    },
    "sum of another type": {
      shown(addmm(Tensor.ones(3).double(), Tensor.ones(2, 3), Tensor.ones(3, 3)))
    },
    "sum and products of integers": {
      shown(addmm(Tensor.arange(2), Tensor.ones(2, 3).long(), Tensor.ones(3, 2).long()))
    },
  ]
}
