import Neural

/// A counted tensor whose dimensions are of size 1 but for some.
private func many(_ count: Int, _ sizes: [Int: Int]) -> Tensor {
  let shape = (0..<count).map { sizes[$0] ?? 1 }
  return Tensor.arange(shape.reduce(1, *)).reshape(shape)
}

/// The gradient of a function of a leaf, which is weighted so that no two elements get the same.
private func gradient(_ function: (Tensor) -> Tensor, _ x: Tensor) -> Tensor {
  let x = x.float().requiresGrad()
  let y = function(x)
  (y * Tensor.arange(y.count).reshape(y.shape)).sum().backward()
  return x.grad?.flatten() ?? Tensor(0)
}

private var binary: Tensor { Tensor.arange(4096).reshape([Int](repeating: 2, count: 12)) }
private var several: Tensor { many(10, [0: 2, 8: 3, 9: 2]) }

private func withSevens(_ x: Tensor) -> Tensor {
  let x = x.clone()
  x[..., 1] = 7
  return x
}

extension KnownCases {
  static let dimensions: [String: KnownProgram] = [
    "nine": { shown(many(9, [8: 3])) },
    "strides of ten": { shown(several.strides) },
    "sixty-four": { shown(many(64, [0: 2, 63: 3]).sum(dim: 0).flatten().unbind()) },
    "sixty-five to sum over": {
      shown(Tensor.ones([Int](repeating: 1, count: 65)).sum(dim: 0))
    },
    "all turned around": { shown(binary.permute((0..<12).reversed()).flatten()[..<20]) },
    "turned around and copied": {
      shown(binary.permute((0..<12).reversed()).contiguous().strides)
    },
    "sum over every other": { shown(binary.sum(dim: [0, 2, 4, 6, 8, 10]).flatten()) },
    "largest over the last": { shown(binary.amax(dim: [9, 10, 11]).flatten()[..<10]) },
    "where the largest is": { shown(several.argmax(dim: 8).flatten()) },
    "broadcast": { shown((several + several.transpose(0, 9)).sum()) },
    "one more": { shown(Tensor.ones([Int](repeating: 1, count: 8)).unsqueeze(0).shape) },
    "one less": { shown(Tensor.ones([Int](repeating: 2, count: 9)).select(dim: 3, 1).shape) },
    "sizes of one dropped": { shown(several.squeeze()) },
    "a place": { shown(several[at: [1, 0, 0, 0, 0, 0, 0, 0, 2, 1]]) },
    "places": { shown(several[..., Tensor([1, 0])].flatten()) },
    "a place of the last set": { shown(withSevens(several).flatten()) },
    "halves along the ninth": { shown(several.chunk(2, dim: 8)[0].shape) },
    "joined": { shown(Tensor.cat([several, several], dim: 9).shape) },
    "flipped": { shown(several.flip([0, 8]).flatten()) },
    "elements that aren't 0": { shown(several.nonzero().shape) },
    "a product": {
      let x = Tensor.ones([Int](repeating: 2, count: 9) + [3, 4])
      return shown(x.matmul(Tensor.ones(4, 2)).sum())
    },
    "gradient of turned around": {
      shown(gradient({ $0.permute((0..<10).reversed()) }, several))
    },
    "gradient of repeated": {
      shown(gradient({ $0.expand([Int](repeating: 2, count: 10)) }, many(10, [3: 2])))
    },
    "gradient of a variance": { shown(gradient({ $0.var(dim: [0, 8]) }, several)) },
    "gradient of a softmax": { shown(gradient({ $0.softmax(dim: 8) }, several)) },
  ]
}
