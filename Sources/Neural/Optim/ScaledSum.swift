/// `scale · x + factor · y`, the first product and the sum each rounded once.
private let scaledSum = ElementwiseProgram(inputs: 2, parameters: 2) { inputs, parameters in
  [(parameters[0] * inputs[0]).addingProduct(parameters[1], inputs[1])]
}

/// The same of 16-bit types, whose first product is rounded to theirs.
private let float16ScaledSum = halfScaledSum(.float16)
private let bfloat16ScaledSum = halfScaledSum(.bfloat16)

private func halfScaledSum(_ dtype: DType) -> ElementwiseProgram {
  ElementwiseProgram(inputs: 2, parameters: 2) { inputs, parameters in
    [(parameters[0] * inputs[0]).rounded(to: dtype).addingProduct(parameters[1], inputs[1])]
  }
}

/// `x + factor · y`, rounded once: a single instruction, which 16-bit types have, too.
private let addedProduct = ElementwiseProgram(inputs: 2, parameters: 1) { inputs, parameters in
  [inputs[0].addingProduct(parameters[0], inputs[1])]
}

extension Tensor {
  /// `self = scale · self + factor · other`, as PyTorch's `mul_` and `add_(other, alpha:)`: the
  /// first product and the sum are each rounded once, to this tensor's dtype. Contiguous tensors of
  /// one op-math type take a single pass.
  final func rawUpdate(scale: Double = 1, adding factor: Double, times other: Tensor) {
    let isDirect =
      isContiguous && other.isContiguous && storage !== other.storage && dtype == other.dtype
      && dtype.isFloatingPoint && layout.shape == other.layout.shape
    if isDirect && dtype == dtype.opMathType {
      rawAddScaled(scale, other, factor)
    } else if isDirect && scale == 1 {
      addedProduct.run(
        [self, other], into: [self], in: .float32, parameters: [dtype.rounding(factor)])
    } else if isDirect {
      (dtype == .float16 ? float16ScaledSum : bfloat16ScaledSum).run(
        [self, other], into: [self], in: .float32,
        parameters: [scale, dtype.rounding(factor)])
    } else {
      let common = dtype.promoted(with: other.dtype)
      if scale != 1 { rawCopy(self * scale, to: self) }
      let sum = rawClone(rawCast(self, to: common.opMathType))
      let term = rawContiguous(rawCast(other, to: common.opMathType))
      // PyTorch rounds the factor itself to the type of both.
      sum.rawAddScaled(1, term, common.rounding(factor))
      rawCopy(sum, to: self)
    }
    storage.version += 1
  }

  /// `self = scale · self + factor · other`, of one op-math type.
  private final func rawAddScaled(_ scale: Double, _ other: Tensor, _ factor: Double) {
    if backend.addScaled(factor, other, to: self, scaledBy: scale) { return }
    scaledSum.run([self, other], into: [self], in: dtype, parameters: [scale, factor])
  }

  /// This tensor plus `factor · other`, rounded once, as PyTorch's `add(other, alpha:)`.
  final func rawAdd(_ factor: Double, times other: Tensor) -> Tensor {
    let sum = Tensor(sharing: rawClone(self))
    sum.rawUpdate(adding: factor, times: other)
    return sum
  }
}
