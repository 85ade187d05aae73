private struct ProductKernel: NumberKernel {
  let input: Tensor
  let plan: ReductionPlan
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    fold(
      input, plan, into: output, T.self, T.self, T.one,
      { state, value, _ in state = T.multiply(state, value) }, { $0 })
  }
}

/// For each element, the product of all others of its row.
private struct OtherProductsKernel: NumberKernel {
  let input: Tensor
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    let width = input.sizes[input.sizes.count - 1]
    if width == 0 { return }
    var (from, into) = (input.pointer(to: T.self), output.pointer(to: T.self))
    for _ in 0..<(input.count / width) {
      var before = T.one
      for index in 0..<width {
        into[index] = before
        before = T.multiply(before, from[index])
      }
      var after = T.one
      for index in stride(from: width - 1, through: 0, by: -1) {
        into[index] = T.multiply(into[index], after)
        after = T.multiply(after, from[index])
      }
      from += width
      into += width
    }
  }
}

extension Tensor {
  /// The product of all elements. Integers and truth values are multiplied as int64.
  public final func prod() -> Tensor {
    let sizes = sizes
    let result = multiplied(nil, keepDim: false)
    guard records(self) else { return result }
    let (saved, product) = (Saved(self), Saved(output: result, of: "ProdBackward0"))
    return result.recorded("ProdBackward0", self) {
      let input = saved.value
      if sizes.count == 0 { return $0 }
      switch (input == 0).sum().item() {
      case 0: return $0 * (product.value / input)
      case 1:
        return $0 * otherProducts(dense(input).reinterpreted([sizes.product])).reinterpreted(sizes)
      default: return Tensor.zerosLike(input)
      }
    }
  }

  /// The product along a dimension.
  public final func prod(dim: Int, keepDim: Bool = false) -> Tensor {
    let dim = wrap(dim)
    let result = multiplied([dim], keepDim: keepDim)
    guard records(self) else { return result }
    let (saved, product) = (Saved(self), Saved(output: result, of: "ProdBackward1"))
    return result.recorded("ProdBackward1", self) {
      let input = saved.value
      if input.sizes.count == 0 { return $0 }
      let grad = $0.restored([dim], in: input.sizes)
      if !(input == 0).any().item(as: Bool.self) {
        return grad * (product.value.restored([dim], in: input.sizes) / input)
      }
      let last = input.sizes.count - 1
      return grad * otherProducts(dense(input.swapped(dim, last))).swapped(dim, last)
    }
  }

  private final func multiplied(_ dims: [Int]?, keepDim: Bool) -> Tensor {
    let type = dtype.isFloatingPoint ? dtype : DType.int64
    let input = converted(self, to: type.compute)
    let plan = ReductionPlan(input, dims, keepDim: keepDim)
    let output = Tensor(uninitialized: plan.result, input.dtype)
    input.dtype.compute(ProductKernel(input: input, plan: plan, output: output))
    return converted(output, to: type)
  }
}

private func otherProducts(_ rows: Tensor) -> Tensor {
  let input = converted(rows, to: rows.dtype.compute)
  let output = Tensor(uninitialized: input.sizes, input.dtype)
  input.dtype.compute(OtherProductsKernel(input: input, output: output))
  return converted(output, to: rows.dtype)
}
