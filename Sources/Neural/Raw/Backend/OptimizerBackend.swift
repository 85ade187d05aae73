/// Steps of optimizers, which change tensors in place.
protocol OptimizerBackend {
  /// One step of Adam without AMSGrad; false, with nothing done, where elementwise programs are to do it.
  func adamStep(
    _ parameter: RawTensor, _ gradient: RawTensor, _ first: RawTensor, _ second: RawTensor,
    _ c: AdamCoefficients
  ) -> Bool

  /// `tensor = scale · tensor + factor · other`, the first product and the sum each rounded once; false,
  /// with nothing done, where elementwise programs are to do it.
  func addScaled(
    _ factor: Double, _ other: RawTensor, to tensor: RawTensor, scaledBy scale: Double
  ) -> Bool

  /// Multiplies a contiguous tensor of type float32 or float64 by a number.
  func scale(_ tensor: RawTensor, by factor: Double)
}

/// One step of Adam, for all elements in one pass:
/// `m += (1 − β₁)(g − m)`, `v = β₂v + (1 − β₂)g²`, `p -= rate · m / (√v / root + eps)`.
struct AdamCoefficients {
  let shrinking: Double
  let decay: Double
  let beta1: Double
  let beta2: Double
  let rate: Double
  let root: Double
  let eps: Double
}
