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
  let width = shape.reduce(1, *)
  let norm = input.backend.layerNorm(
    rawContiguous(input), weight.map(rawOpMath), bias.map(rawOpMath), rows: rows, width: width,
    eps: eps)
  let result = Tensor(sharing: norm.output)
  let inputs = [input, weight, bias].compactMap { $0 }
  if !inputs.contains(where: { records($0) }) { return result }
  let (saved, savedWeight) = (SavedTensor(input), weight.map { SavedTensor($0) })
  let (mean, rstd) = (norm.mean, norm.rstd)
  return result.recorded("NativeLayerNormBackward0", inputs) { grad, needs in
    let x = rawContiguous(saved.value)
    let gradient = { (isNeeded: Bool, shape: DimVector, dtype: DType) in
      isNeeded ? Tensor(uninitialized: shape, dtype) : nil
    }
    let forInput = gradient(needs[0], x.layout.shape, x.dtype)
    let forWeight = gradient(weight != nil && needs[1], DimVector(shape), mean.dtype)
    let forBias = gradient(bias != nil && needs[needs.count - 1], DimVector(shape), mean.dtype)
    grad.backend.layerNormGradients(
      rawContiguous(rawCast(grad, to: x.dtype)), x, savedWeight.map { rawOpMath($0.value) },
      mean: mean,
      rstd: rstd, into: LayerNormGradients(input: forInput, weight: forWeight, bias: forBias),
      width: width)
    return [forInput] + (weight == nil ? [] : [forWeight]) + (bias == nil ? [] : [forBias])
  }
}
