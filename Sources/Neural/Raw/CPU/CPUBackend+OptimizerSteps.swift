import CVectorMath

extension CPUBackend {
  func adamStep(
    _ parameter: RawTensor, _ gradient: RawTensor, _ first: RawTensor, _ second: RawTensor,
    _ c: AdamCoefficients
  ) -> Bool {
    let areContiguous = [parameter, gradient, first, second].allSatisfy(\.isContiguous)
    if parameter.dtype != .float32 || !areContiguous { return false }
    vector_adam(
      parameter.pointer(to: Float.self), gradient.pointer(to: Float.self),
      first.pointer(to: Float.self), second.pointer(to: Float.self), parameter.count,
      vector_adam_coefficients(
        shrinking: Float(c.shrinking), decay: Float(c.decay), rest1: Float(1 - c.beta1),
        beta2: Float(c.beta2), rest2: Float(1 - c.beta2), rate: Float(c.rate), root: Float(c.root),
        eps: Float(c.eps)))
    return true
  }

  func addScaled(
    _ factor: Double, _ other: RawTensor, to tensor: RawTensor, scaledBy scale: Double
  ) -> Bool {
    if tensor.dtype != .float32 || !tensor.isContiguous || !other.isContiguous { return false }
    vector_scaled_sum(
      tensor.pointer(to: Float.self), Float(scale), other.pointer(to: Float.self), Float(factor),
      tensor.count)
    return true
  }

  func scale(_ tensor: RawTensor, by factor: Double) {
    scale_in_place(tensor.dtype.realType, tensor.firstByte, tensor.count, factor)
  }
}
