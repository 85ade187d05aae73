import CVectorMath

extension NormTerms {
  fileprivate var kernel: norm_terms { self == .squares ? NORM_SQUARES : NORM_MAGNITUDES }
}

extension CPUBackend {
  func normSums(_ tensor: RawTensor, _ plan: ReductionPlan, of terms: NormTerms) -> RawTensor {
    let inPlace = plan.splitInPlace(tensor)
    if inPlace == nil, let groups = ReductionGroups(tensor, plan) {
      return normSums(groups, of: terms, tensor.dtype)
    }
    let (input, split) = inPlace ?? plan.split(tensor)
    let sums = RawTensor(uninitialized: plan.result, .float64)
    norm_sums(
      terms.kernel, tensor.dtype.realType, input.firstByte, sums.pointer(to: Double.self),
      split.outer, split.width, split.inner, split.width * split.inner, split.inner)
    return sums
  }

  /// The sums by steps: the first of the elements, the others of their sums.
  private func normSums(
    _ groups: ReductionGroups, of terms: NormTerms, _ dtype: DType
  ) -> RawTensor {
    var isFirst = true
    return groups.reduce { input, step in
      let sums = RawTensor(uninitialized: [step.outer * step.inner], .float64)
      // Sums aren't negative: theirs are those of their magnitudes.
      norm_sums(
        isFirst ? terms.kernel : NORM_MAGNITUDES,
        isFirst ? dtype.realType : DType.float64.realType, input.firstByte,
        sums.pointer(to: Double.self), step.outer, step.width, step.inner, step.outerStride,
        step.stride)
      isFirst = false
      return sums
    }
  }
}
