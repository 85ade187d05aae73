import Neural

private let x = Tensor.ones(2, 3)
private let w = Tensor.ones(2, 3)
private let o = Tensor.ones(2)
private let eye = Tensor.eye(2)

private func tableGradient(_ paddingIndex: Int) -> Tensor {
  let w = Tensor.ones(2, 2, requiresGrad: true)
  embedding(Tensor([0, 1, 1]), w, paddingIndex: paddingIndex).sum().backward()
  return w.grad ?? w
}

extension KnownCases {
  static let layers: [String: KnownProgram] = [
    "linear of all types": {
      let types: [DType] = [.uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(linear(.ones(2, 3, dtype: d), .ones(2, 3, dtype: d), .ones(2, dtype: d)))
      }.joined(separator: "\n")
    },
    "linear of a vector of all types": {
      let types: [DType] = [.uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(linear(.ones(3, dtype: d), .ones(2, 3, dtype: d), .ones(2, dtype: d)))
      }.joined(separator: "\n")
    },
    "linear rounds once": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(linear(Tensor.randn(3, 4).to(d), Tensor.randn(2, 4).to(d), Tensor.randn(2).to(d)))
      }.joined(separator: "\n")
    },
    "linear, no rows": { described(linear(.ones(0, 3), .ones(2, 3), o)) },
    "linear, nothing to sum": { described(linear(.ones(2, 0), .ones(2, 0), o)) },
    "linear, nothing to sum in 3 dimensions": { described(linear(.ones(1, 2, 0), .ones(2, 0), o)) },
    "linear, no outputs": { described(linear(.ones(2, 3), .ones(0, 3), .ones(0))) },
    "linear, no rows of 3 dimensions": { described(linear(.ones(0, 2, 3), .ones(2, 3), o)) },
    "linear, a bias of one element": { described(linear(x, w, .ones(1))) },
    "linear, a bias without dimensions": { described(linear(x, w, Tensor(1.0))) },
    "linear, a bias for each row": { described(linear(x, w, .ones(2, 2))) },
    "linear, a weight of 1 dimension": { described(linear(x, .ones(3))) },
    "linear, a bias of double for another layout": {
      described(linear(Tensor.ones(3, 2, 2).transpose(0, 2), w, o.double()))
    },
    "linear, bool": { described(linear(x.bool(), w.bool(), o.bool())) },
    "linear, a bias of int64": { described(linear(x, w, o.long())) },
    "linear, a weight of int64": { described(linear(x, w.long(), o)) },
    "linear, an input of int64": { described(linear(x.long(), w, o)) },
    "linear, an input of half, 3 dimensions": { described(linear(x.half().unsqueeze(0), w, o)) },
    "linear, other sizes": { described(linear(x, .ones(2, 4), o)) },
    "linear, a vector of another size": { described(linear(.ones(3), .ones(2, 4), o)) },
    "linear, a bias of another size": { described(linear(x, w, .ones(3))) },
    "linear, a bias of 3 dimensions": { described(linear(x, w, .ones(1, 2, 2))) },
    "linear, a weight of 1 dimension and a bias": { described(linear(x, .ones(3), Tensor(1.0))) },
    "linear, a weight without dimensions": { described(linear(x, Tensor(1.0))) },
    "linear, an input without dimensions": { described(linear(Tensor(1.0), w, o)) },
    "linear, a weight of 3 dimensions": { described(linear(x, .ones(2, 2, 3), o)) },
    "linear, a large bias for another layout": {
      described(linear(Tensor.ones(3, 2, 2).transpose(0, 2), w, .ones(5, 1, 1, 2)))
    },
    "linear, bool without rows": {
      described(linear(Tensor.ones(0, 3).bool(), w.bool(), o.bool()))
    },
    "module of a negative size": { described(Linear(-1, 2)) },
    "module of integers": { described(Linear(2, 3, dtype: .int64)) },
    "module of no inputs": { described(Linear(0, 2, bias: false)(.ones(1, 0))) },
    "sum of a product of vectors": { described(addmm(o, .ones(2), .ones(2, 2))) },
    "sum of a product with a vector": { described(addmm(o, .ones(2, 2), .ones(2))) },
    "sum of other types": { described(addmm(o.long(), .ones(2, 2), .ones(2, 3))) },
    "sum of other sizes": { described(addmm(.ones(3), .ones(2, 2), .ones(2, 2))) },
    "embedding of all types": {
      let types: [DType] = [.bool, .uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in described(embedding(Tensor([0, 1]), .ones(2, 2, dtype: d))) }.joined(
        separator: "\n")
    },
    "embedding, int32 indices": { described(embedding(Tensor([1, 0], dtype: .int32), eye)) },
    "embedding, an index without dimensions": { described(embedding(Tensor(1), eye)) },
    "embedding, no indices of no rows": {
      described(embedding(.zeros(0, dtype: .int64), .ones(0, 2)))
    },
    "embedding, no features": { described(embedding(Tensor([1]), .ones(2, 0))) },
    "embedding, a negative index": { described(embedding(Tensor([-1]), eye)) },
    "embedding, an index beyond the last": { described(embedding(Tensor([2]), eye)) },
    "embedding, a table of 1 dimension": { described(embedding(Tensor([0]), o)) },
    "embedding, a table of 3 dimensions": { described(embedding(Tensor([0]), .ones(2, 2, 2))) },
    "embedding, bool indices": { described(embedding(Tensor([1], dtype: .bool), eye)) },
    "embedding, uint8 indices": { described(embedding(Tensor([1], dtype: .uint8), eye)) },
    "embedding, float32 indices": { described(embedding(Tensor([1], dtype: .float32), eye)) },
    "embedding, bfloat16 indices": { described(embedding(Tensor([1], dtype: .bfloat16), eye)) },
    "embedding, padding index 5": { described(embedding(Tensor([1]), eye, paddingIndex: 5)) },
    "embedding, padding index -3": { described(embedding(Tensor([1]), eye, paddingIndex: -3)) },
    "gradient of an embedding, padding index -1": { described(tableGradient(-1)) },
    "gradient of an embedding, padding index -2": { described(tableGradient(-2)) },
    "gradient of an embedding, padding index 1": { described(tableGradient(1)) },
    "embedding of no rows": { described(embedding(Tensor([0]), .ones(0, 2))) },
    "linear of a vector with a bias for rows": { described(linear(.ones(3), w, .ones(2, 2))) },
    "softmax of no integers": { described(Tensor.ones(0, 2, dtype: .int64).softmax(dim: 1)) },
    "module, padding index 2": { described(Embedding(2, 2, paddingIndex: 2)) },
    "module of negative entries": { described(Embedding(-1, 2)) },
    "negative probability": { described(o.dropout(-0.1)) },
    "negative probability of a module": { described(Dropout(-0.1)) },
    "too large probability": { described(o.dropout(1.1)) },
    "too large probability of a module": { described(Dropout(1.1)) },
    "infinite probability": { described(o.dropout(Double.infinity)) },
    "infinite probability of a module": { described(Dropout(Double.infinity)) },
    "probability of nan": { described(o.dropout(.nan)) },
    "probability of nan of a module": { described(Dropout(.nan)(o)) },
    "too large a probability in evaluation": { described(o.dropout(2, training: false)) },
    "probability 1": { described(Tensor([Double.infinity, .nan, -.infinity, 1.0]).dropout(1)) },
    "dropout of int64": { described(o.long().dropout()) },
    "dropout of bool": { described(o.bool().dropout()) },
    "dropout of int64 with probability 0 or 1": {
      let types: [DType] = [.int64, .bool]
      return types.map { d in described(o.to(d).dropout(0)) }.joined(separator: "\n")
    },
    "softmax of int64": { described(o.long().softmax(dim: 0)) },
    "softmax of bool columns": { described(eye.bool().softmax(dim: 0)) },
    "softmax of nothing": { described(Tensor.ones(3, 0).softmax(dim: 1)) },
    "softmax without dimensions": { described(Tensor(3.0).softmax(dim: -1)) },
    "softmax, dimension out of range": { described(Tensor(3.0).softmax(dim: 1)) },
    "log_softmax of int64": { described(o.long().logSoftmax(dim: 0)) },
    "log_softmax of bool columns": { described(eye.bool().logSoftmax(dim: 0)) },
    "log_softmax of nothing": { described(Tensor.ones(3, 0).logSoftmax(dim: 1)) },
    "log_softmax without dimensions": { described(Tensor(3.0).logSoftmax(dim: -1)) },
    "log_softmax, dimension out of range": { described(Tensor(3.0).logSoftmax(dim: 1)) },
    "norm of int64": { described(o.to(.int64).norm()) },
    "norm of int64 along a dimension": { described(o.to(.int64).norm(dim: 0)) },
    "norm of uint8": { described(o.to(.uint8).norm()) },
    "norm of uint8 along a dimension": { described(o.to(.uint8).norm(dim: 0)) },
    "norm of bool": { described(o.to(.bool).norm()) },
    "norm of bool along a dimension": { described(o.to(.bool).norm(dim: 0)) },
    "norm of nothing": { described(Tensor.ones(0, 2).norm(dim: 0)) },
    "xavier_uniform_ of [2]": { described(Init.xavierUniform(.zeros(2))) },
    "xavier_uniform_ of [0, 2]": { described(Init.xavierUniform(.zeros(0, 2))) },
    "xavier_uniform_ of [0, 0]": { described(Init.xavierUniform(.zeros(0, 0))) },
    "xavier_uniform_ of [2, 3, 0]": { described(Init.xavierUniform(.zeros(2, 3, 0))) },
    "xavier_normal_ of [2]": { described(Init.xavierNormal(.zeros(2))) },
    "xavier_normal_ of [0, 2]": { described(Init.xavierNormal(.zeros(0, 2))) },
    "xavier_normal_ of [0, 0]": { described(Init.xavierNormal(.zeros(0, 0))) },
    "xavier_normal_ of [2, 3, 0]": { described(Init.xavierNormal(.zeros(2, 3, 0))) },
    "kaiming_uniform_ of [2]": { described(Init.kaimingUniform(.zeros(2))) },
    "kaiming_uniform_ of [0, 2]": { described(Init.kaimingUniform(.zeros(0, 2))) },
    "kaiming_uniform_ of [0, 0]": { described(Init.kaimingUniform(.zeros(0, 0))) },
    "kaiming_uniform_ of [2, 3, 0]": { described(Init.kaimingUniform(.zeros(2, 3, 0))) },
    "kaiming_normal_ of [2]": { described(Init.kaimingNormal(.zeros(2))) },
    "kaiming_normal_ of [0, 2]": { described(Init.kaimingNormal(.zeros(0, 2))) },
    "kaiming_normal_ of [0, 0]": { described(Init.kaimingNormal(.zeros(0, 0))) },
    "kaiming_normal_ of [2, 3, 0]": { described(Init.kaimingNormal(.zeros(2, 3, 0))) },
    "parameter of int64": { described(Parameter(o.long())) },
    "parameter of int64 without gradient": { described(Parameter(o.long(), requiresGrad: false)) },
    "flatten without dimensions": { described(Flatten()(Tensor(1.0))) },
    "flatten in the wrong order": { described(Flatten(startDim: 2, endDim: 1)(.ones(2, 2, 2))) },
  ]
}
