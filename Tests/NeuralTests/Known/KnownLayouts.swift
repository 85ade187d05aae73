import Neural

/// Numbers whose first dimension is the last in memory.
private func turned(_ shape: Int...) -> Tensor {
  let numbers = Tensor.arange(shape.reduce(1, *), dtype: .float32)
  return numbers.reshape(Array(shape.dropFirst()) + [shape[0]])
    .permute([shape.count - 1] + Array(0..<(shape.count - 1)))
}

private func plain(_ shape: Int...) -> Tensor {
  Tensor.arange(shape.reduce(1, *), dtype: .float32).reshape(shape)
}

private func strides(_ x: Tensor) -> String { KnownCases.shown(x.strides) }

private func both(_ sorted: (values: Tensor, indices: Tensor)) -> String {
  "[\(strides(sorted.values)), \(strides(sorted.indices))]"
}

private var solid: Tensor { turned(2, 3, 4) }
private var nothing: Tensor { turned(2, 0, 4) }

extension KnownCases {
  static let layouts: [String: KnownProgram] = [
    "of a function": { strides(solid.exp()) },
    "of a function of a part": { strides(turned(6, 3, 4)[Slice(step: 2)].exp()) },
    "of a sum with a number": { strides(solid + 1) },
    "of a sum of two alike": { strides(solid + solid) },
    "of a sum, the first turned": { strides(solid + plain(2, 3, 4)) },
    "of a sum, the second turned": { strides(plain(2, 3, 4) + solid) },
    "of a sum with a row": { strides(solid + plain(4)) },
    "of an outer sum": { strides(solid.narrow(dim: 1, start: 0, length: 1) + solid[..<1]) },
    "of a comparison": { strides(solid > 3) },
    "of a choice": { strides(Tensor.where(solid > 3, plain(2, 3, 4), 0)) },
    "of a filled copy": { strides(solid.maskedFill(solid > 3, 0)) },
    "of a cast": { strides(solid.double()) },
    "of a copy": { strides(solid.clone()) },
    "of a contiguous copy": { strides(solid.contiguous()) },
    "of a flip": { strides(solid.flip([0])) },
    "of a gelu": { strides(solid.gelu()) },
    "of a sort": { both(solid.sort(dim: 1)) },
    "of a sort of a part": { both(turned(6, 3, 4)[Slice(step: 2)].sort(dim: 0)) },
    "of a sort of a turned row": { both(turned(1, 3, 4).sort(dim: 2)) },
    "of sorted indices": { strides(solid.argsort(dim: 0)) },
    "a sort of a turned tensor": {
      let (values, indices) = (-turned(2, 3, 2)).sort(dim: 1)
      return "[\(shown(values)), \(shown(indices))]"
    },
    "of a function of nothing": { strides(nothing.exp()) },
    "of a sum of nothing with a number": { strides(nothing + 1) },
    "of a sum of nothing with a row": { strides(turned(0, 3, 4) + plain(4)) },
    "of a sum of two nothings": { strides(nothing + turned(2, 0, 4)) },
    "of a comparison of nothing": { strides(turned(2, 3, 0) > 0) },
    "of a cast of nothing": { strides(nothing.double()) },
    "of a copy of nothing": { strides(nothing.clone()) },
    "of a flip of nothing": { strides(nothing.flip([0])) },
    "of a sort of nothing": { both(turned(0, 3, 4).sort(dim: 1)) },
    "of zeros like nothing": { strides(Tensor.zerosLike(nothing)) },
    "of dimensions of one": { strides(turned(1, 3, 1) + turned(1, 3, 1)) },
    "of a gradient": {
      let x = turned(3, 4).detach().requiresGrad()
      (x * plain(3, 4)).sum().backward()
      return x.grad.map(strides) ?? ""
    },
    "of a tensor changed in place": {
      let x = turned(3, 4)
      x.addInPlace(plain(3, 4), alpha: 2).reluInPlace().clampInPlace(min: 1, max: 9)
      return "(\(shown(x)), \(strides(x)))"
    },
    "a view of a turned sum": { shown((solid + 1).view(24)) },
    "elements of a turned sum": { shown((turned(2, 3) + plain(2, 3)).reshape(6)) },
  ]
}
