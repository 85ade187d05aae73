import CVectorMath

extension CPUBackend {
  func run(
    _ program: ElementwiseProgram, _ inputs: [RawTensor], into outputs: [RawTensor], in type: DType,
    parameters: [Double]
  ) {
    let (output, shape) = (outputs[0], outputs[0].layout.shape)
    if output.layout.isDense
      && (inputs + outputs).allSatisfy({ $0.isAligned(with: output) })
    {
      return runInOrder(program, inputs, into: outputs, in: type, parameters)
    }
    let tensors = inputs.map { $0.arranged(for: output) } + outputs
    let dims = shape.count
    withUnsafeTemporaryAllocation(of: elementwise_operand.self, capacity: tensors.count) {
      operands in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: (tensors.count + 1) * dims + 1) {
        sizes in
        for dim in 0..<dims { sizes[dim] = shape[dim] }
        for (number, tensor) in tensors.enumerated() {
          let strides = tensor.layout.broadcastStrides(to: shape)
          let start = sizes.baseAddress.unsafelyUnwrapped + (number + 1) * dims
          for dim in 0..<dims { start[dim] = strides[dim] }
          operands[number] = elementwise_operand(
            data: tensor.firstByte, strides: start, stride: dims == 0 ? 1 : start[0],
            type: tensor.dtype.elementType)
        }
        program.withConstants(parameters) { constants in
          // Rearranged copies have no other owner.
          withExtendedLifetime(tensors) {
            elementwise_run(
              program.compiled, type.elementType, constants, dims, sizes.baseAddress,
              operands.baseAddress)
          }
        }
      }
    }
  }
}

extension RawTensor {
  /// This tensor, or a copy in the order of a program's output where its elements lie so that a row of
  /// that would read a cache line for each of many.
  fileprivate final func arranged(for output: RawTensor) -> RawTensor {
    if ndim < 2 || count < 1 << 12 { return self }
    let missing = output.ndim - ndim
    for dim in 0..<ndim where output.layout.strides[dim + missing] == 1 {
      let size = layout.shape[dim]
      if size == 1 || size != output.layout.shape[dim + missing] { continue }
      if Swift.abs(layout.strides[dim]) * dtype.itemSize < 64 { return self }
      let copy = RawTensor(
        uninitialized: layout.shape, inOrderOf: [output.withoutLeadingDims(missing), self], dtype)
      rawCopy(self, to: copy)
      return copy
    }
    return self
  }

  /// The first element of each of the first dimensions.
  private final func withoutLeadingDims(_ count: Int) -> RawTensor {
    if count == 0 { return self }
    return RawTensor(
      storage: storage, offset: layout.offset,
      shape: DimVector(layout.shape.array.dropFirst(count)),
      strides: DimVector(layout.strides.array.dropFirst(count)), dtype: dtype)
  }

  /// The elements in the order of a contiguous tensor, or a single one.
  @inline(__always)
  fileprivate final func operand(inOrderOf shape: DimVector) -> elementwise_operand {
    operand(stride: layout.shape == shape ? 1 : 0)
  }

  /// The elements in the order of memory, or a single one.
  @inline(__always)
  fileprivate final func operand(stride: Int) -> elementwise_operand {
    elementwise_operand(data: firstByte, strides: nil, stride: stride, type: dtype.elementType)
  }

  /// Whether each element is at the same place as in another tensor, counted from the first, or this is
  /// a single element.
  fileprivate final func isAligned(with other: RawTensor) -> Bool {
    layout.shape == other.layout.shape && layout.strides == other.layout.strides || count == 1
  }
}

extension CPUBackend {
  /// Runs the program with tensors of one layout without gaps, and single elements.
  private func runInOrder(
    _ program: ElementwiseProgram, _ inputs: [RawTensor], into outputs: [RawTensor], in type: DType,
    _ parameters: [Double]
  ) {
    let count = outputs[0].count
    withUnsafeTemporaryAllocation(
      of: elementwise_operand.self, capacity: inputs.count + outputs.count
    ) { operands in
      for (number, tensor) in inputs.enumerated() {
        operands[number] = tensor.operand(stride: tensor.count == 1 ? 0 : 1)
      }
      for (number, tensor) in outputs.enumerated() {
        operands[inputs.count + number] = tensor.operand(stride: 1)
      }
      guard let start = UnsafePointer(operands.baseAddress) else { return }
      runInOrder(program, start, count, in: type, parameters)
    }
  }

  /// Runs the program for `count` elements in a row.
  @inline(__always)
  private func runInOrder(
    _ program: ElementwiseProgram, _ operands: UnsafePointer<elementwise_operand>, _ count: Int,
    in type: DType, _ parameters: [Double]
  ) {
    var count = count
    program.withConstants(parameters) {
      elementwise_run(program.compiled, type.elementType, $0, 1, &count, operands)
    }
  }

  func map(
    _ program: ElementwiseProgram, _ a: RawTensor, into output: RawTensor, in type: DType,
    parameters: [Double]
  ) {
    if output.isContiguous && a.isInOrder(of: output.layout.shape) {
      mapInOrder(program, a, into: output, in: type, parameters: parameters)
    } else {
      run(program, [a], into: [output], in: type, parameters: parameters)
    }
  }

  func map(
    _ program: ElementwiseProgram, _ a: RawTensor, _ b: RawTensor, into output: RawTensor,
    in type: DType, parameters: [Double]
  ) {
    let shape = output.layout.shape
    if output.isContiguous && a.isInOrder(of: shape) && b.isInOrder(of: shape) {
      mapInOrder(program, a, b, into: output, in: type, parameters: parameters)
    } else {
      run(program, [a, b], into: [output], in: type, parameters: parameters)
    }
  }

  @inline(__always)
  func mapInOrder(
    _ program: ElementwiseProgram, _ a: RawTensor, into output: RawTensor, in type: DType,
    parameters: [Double]
  ) {
    let shape = output.layout.shape
    var operands = (a.operand(inOrderOf: shape), output.operand(stride: 1))
    withUnsafePointer(to: &operands) { pointer in
      pointer.withMemoryRebound(to: elementwise_operand.self, capacity: 2) {
        runInOrder(program, $0, shape.product, in: type, parameters)
      }
    }
  }

  @inline(__always)
  func mapInOrder(
    _ program: ElementwiseProgram, _ a: RawTensor, _ b: RawTensor, into output: RawTensor,
    in type: DType, parameters: [Double]
  ) {
    let shape = output.layout.shape
    var operands = (
      a.operand(inOrderOf: shape), b.operand(inOrderOf: shape), output.operand(stride: 1)
    )
    withUnsafePointer(to: &operands) { pointer in
      pointer.withMemoryRebound(to: elementwise_operand.self, capacity: 3) {
        runInOrder(program, $0, shape.product, in: type, parameters)
      }
    }
  }
}
