import CVectorMath

struct SumKernel: NumberKernel {
  let input: Tensor
  let plan: ReductionPlan
  let output: Tensor

  func run<T: Number>(_ type: T.Type) {
    if T.dtype == .int64 {
      fold(
        input, plan, into: output, Int64.self, Int64.self, 0, { sum, value, _ in sum &+= value },
        { $0 })
    } else if input.isContiguous && plan.kept.shape.count == 0 && T.dtype == .float32 {
      let sum = vector_sum(input.pointer(to: Float.self), input.count)
      output.pointer(to: Float.self).pointee = Float(sum)
    } else if input.isContiguous && plan.sumsRows {
      sumRows(T.self)
    } else {
      // Summing float32 in double costs little and needs no cascade to stay exact.
      fold(
        input, plan, into: output, T.self, T.self, 0.0, { sum, value, _ in sum += value.asDouble },
        { T(fromDouble: $0) })
    }
  }

  /// Adds up rows, where the first dimensions are reduced and the last ones kept.
  private func sumRows<T: Number>(_: T.Type) {
    let width = plan.result.product
    var from = input.pointer(to: T.self)
    let into = output.pointer(to: T.self)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { sums in
      sums.initialize(repeating: 0)
      for _ in 0..<plan.reduced.shape.product {
        for index in 0..<width { sums[index] += from[index].asDouble }
        from += width
      }
      for index in 0..<width { into[index] = T(fromDouble: sums[index]) }
    }
  }
}

extension ReductionPlan {
  /// Whether the reduced dimensions of a contiguous tensor all come before the kept ones.
  fileprivate var sumsRows: Bool {
    let (keptStrides, reducedStrides) = (kept.strides, reduced.strides)
    if keptStrides.count == 0 || reducedStrides.count == 0 { return false }
    return keptStrides[0] < reducedStrides[reducedStrides.count - 1]
  }
}
