extension Tensor {
  /// The product of all elements, a scalar.
  ///
  /// - Parameter dtype: the dtype to which elements are cast before; nil for their own, or int64
  ///   for integers and type bool.
  public final func prod(dtype: DType? = nil) -> Tensor {
    let shape = layout.shape
    let result = rawProduct(nil, keepDim: false, in: dtype)
    guard records(self) else { return result }
    let (saved, product) = (SavedTensor(self), SavedTensor(output: result, of: "ProdBackward0"))
    return result.recorded("ProdBackward0", self) {
      let input = saved.value
      if shape.count == 0 { return $0 }
      switch (input == 0).sum().item() {
      case 0: return $0 * (product.value / input)
      case 1:
        return $0 * rawOtherProducts(rawContiguous(input).rawView([shape.product])).rawView(shape)
      default: return Tensor.zerosLike(input)
      }
    }
  }

  /// The product along a dimension; see ``prod(dtype:)``.
  public final func prod(dim: Int, keepDim: Bool = false, dtype: DType? = nil) -> Tensor {
    let dim = wrap(dim)
    let result = rawProduct([dim], keepDim: keepDim, in: dtype)
    guard records(self) else { return result }
    let (saved, product) = (SavedTensor(self), SavedTensor(output: result, of: "ProdBackward1"))
    return result.recorded("ProdBackward1", self) {
      let input = saved.value
      if input.ndim == 0 { return $0 }
      let grad = $0.rawRestoreReducedDims([dim], in: input.layout.shape)
      if !(input == 0).any().item(as: Bool.self) {
        return grad * (product.value.rawRestoreReducedDims([dim], in: input.layout.shape) / input)
      }
      let last = input.ndim - 1
      return grad
        * rawOtherProducts(rawContiguous(input.rawTranspose(dim, last))).rawTranspose(dim, last)
    }
  }

  private final func rawProduct(_ dims: [Int]?, keepDim: Bool, in named: DType?) -> Tensor {
    let type = named ?? (dtype.isFloatingPoint ? dtype : .int64)
    let input = rawCast(rawCast(self, to: type), to: type.opMathType)
    return rawReduce(
      .product, .identity, [input], over: dims, keepDim: keepDim, in: input.dtype, to: type)
  }
}

private func rawOtherProducts(_ rows: Tensor) -> Tensor {
  Tensor(sharing: rows.backend.productsOfOthers(rows))
}
