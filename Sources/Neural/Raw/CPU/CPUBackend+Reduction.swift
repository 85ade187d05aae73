import CVectorMath

extension CPUBackend {
  func reduce(
    _ kind: ReductionKind, _ program: ElementwiseProgram, _ inputs: [RawTensor],
    _ plan: ReductionPlan, in type: DType, into output: RawTensor
  ) {
    let (kept, reduced) = (plan.kept.shape, plan.reduced.shape)
    let count = kept.count + reduced.count
    withUnsafeTemporaryAllocation(of: elementwise_operand.self, capacity: inputs.count) {
      operands in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: (inputs.count + 1) * count + 1) {
        sizes in
        let start = sizes.baseAddress.unsafelyUnwrapped
        write(kept, reduced, to: start)
        for (number, input) in inputs.enumerated() {
          let strides = start + (number + 1) * count
          let own =
            number == 0 ? (plan.kept.strides, plan.reduced.strides) : plan.split(input.layout)
          write(own.0, own.1, to: strides)
          operands[number] = elementwise_operand(
            data: input.firstByte, strides: strides, stride: 0,
            type: input.dtype.elementType)
        }
        program.withConstants([]) {
          let isDone = elementwise_reduce(
            kind == .sum ? REDUCE_SUM : REDUCE_PRODUCT, program.compiled, type.elementType, $0,
            kept.count, reduced.count, start, operands.baseAddress, output.firstByte,
            output.dtype.elementType)
          if isDone == 0 { fail("not enough memory for a reduction") }
        }
      }
    }
  }

  func sumOfAll(_ tensor: RawTensor, into output: RawTensor) {
    output.pointer(to: Float.self).pointee = Float(
      vector_sum(tensor.pointer(to: Float.self), tensor.count))
  }
}

private func write(_ kept: DimVector, _ reduced: DimVector, to place: UnsafeMutablePointer<Int>) {
  for dim in 0..<kept.count { place[dim] = kept[dim] }
  for dim in 0..<reduced.count { place[kept.count + dim] = reduced[dim] }
}
