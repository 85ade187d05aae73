extension Tensor {
  /// The logarithm of the sum of exponentials along a dimension, computed stably. Integers give the
  /// default type.
  public final func logSumExp(dim: Int, keepDim: Bool = false) -> Tensor {
    let dim = wrap(dim)
    let x = promotedToFloat
    let result = noGrad { () -> Tensor in
      if x.count == 0 { return x.exp().sum(dim: dim, keepDim: keepDim).log() }
      let largest = x.amax(dim: [dim], keepDim: true)
      let shift = largest.rawMaskedFill(largest.isInfinite(), with: 0)
      let sum = ((x - shift).exp().sum(dim: dim, keepDim: true)).log() + shift
      return keepDim || x.ndim == 0 ? sum : sum.squeeze(dim)
    }
    guard records(x) else { return result }
    let (input, saved) = (SavedTensor(x), SavedTensor(output: result, of: "LogsumexpBackward0"))
    return result.recorded("LogsumexpBackward0", x) {
      (input.value - saved.value.rawRestoreReducedDims([dim], in: input.value.layout.shape)).exp()
        * $0.rawRestoreReducedDims([dim], in: input.value.layout.shape)
    }
  }
}
