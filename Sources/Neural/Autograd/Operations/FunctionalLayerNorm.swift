import CVectorMath

/// Layer normalisation after Ba et al. (2016): `(x − mean) / √(variance + eps) · weight + bias`,
/// over the last dimensions.
///
/// Stops the program where shapes or dtypes don't fit.
///
/// - Parameters:
///   - input: of a floating-point type.
///   - shape: the sizes of the last dimensions, at least one, PyTorch's `normalized_shape`.
///   - weight: the scale, of that shape; nil for 1.
///   - bias: the shift, of that shape; nil for 0.
///   - eps: is added to the variance.
public func layerNorm(
  _ input: Tensor, _ shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
  checkLayerNorm(input, shape, NormParameters(weight: weight, bias: bias))
  let rows = input.layout.shape.array.dropLast(shape.count).reduce(1, *)
  let norm = RowNormalization(rows: rows, shape: shape, type: input.dtype)
  let result = norm.forward(input, weight, bias, eps)
  let inputs = [input, weight, bias].compactMap { $0 }
  if !inputs.contains(where: { records($0) }) { return result }
  let (saved, savedWeight) = (SavedTensor(input), weight.map { SavedTensor($0) })
  return result.recorded("NativeLayerNormBackward0", inputs) { grad, needs in
    let all = norm.gradients(
      grad, saved.value, savedWeight?.value, needsInput: needs[0],
      needsWeight: weight != nil && needs[1], needsBias: bias != nil && needs[needs.count - 1])
    return [all.input] + (weight == nil ? [] : [all.weight]) + (bias == nil ? [] : [all.bias])
  }
}

/// What layer normalisation keeps for its gradients.
private struct RowNormalization {
  let rows: Int
  let shape: DimVector
  /// Mean of each row, in the op-math type.
  let mean: Tensor
  /// The reciprocal of each row's standard deviation, PyTorch's `rstd`.
  let rstd: Tensor

  init(rows: Int, shape: [Int], type: DType) {
    self.rows = rows
    self.shape = DimVector(shape)
    mean = Tensor(uninitialized: [rows], type.opMathType)
    rstd = Tensor(uninitialized: [rows], type.opMathType)
  }

  func forward(_ input: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double) -> Tensor {
    let (x, weight, bias) = (rawContiguous(input), weight.map(rawParameter), bias.map(rawParameter))
    let output = Tensor(uninitialized: input.layout.shape, input.dtype)
    withExtendedLifetime((x, weight, bias)) {
      layer_norm(
        x.dtype.realType, x.firstByte, weight?.firstByte, bias?.firstByte, output.firstByte,
        mean.firstByte, rstd.firstByte, rows, shape.product, eps)
    }
    return output
  }

  func gradients(
    _ grad: Tensor, _ input: Tensor, _ weight: Tensor?, needsInput: Bool, needsWeight: Bool,
    needsBias: Bool
  ) -> (input: Tensor?, weight: Tensor?, bias: Tensor?) {
    let (g, x) = (rawContiguous(rawCast(grad, to: input.dtype)), rawContiguous(input))
    let weight = weight.map(rawParameter)
    let forInput = needsInput ? Tensor(uninitialized: x.layout.shape, x.dtype) : nil
    let forWeight = needsWeight ? Tensor(uninitialized: shape, mean.dtype) : nil
    let forBias = needsBias ? Tensor(uninitialized: shape, mean.dtype) : nil
    withExtendedLifetime((g, x, weight)) {
      layer_norm_gradient(
        x.dtype.realType, g.firstByte, x.firstByte, weight?.firstByte, mean.firstByte,
        rstd.firstByte, forInput?.firstByte, forWeight?.firstByte, forBias?.firstByte, rows,
        shape.product)
    }
    return (forInput, forWeight, forBias)
  }
}
