import CVectorMath

extension DType {
  /// The type in which elementwise programs compute this one.
  @inline(__always)
  var computeType: DType {
    switch self {
    case .float16, .bfloat16, .float32: .float32
    case .float64: .float64
    case .int64: .int64
    case .int32: .int32
    case .bool, .uint8: .uint8
    }
  }

  /// The type in which reductions of programs compute this one; their sums are wider.
  var reduceType: DType { self == .bool || self == .uint8 ? .int32 : computeType }
}

extension ElementwiseProgram {
  /// Runs the program with some inputs, broadcast, in a compute type.
  ///
  /// - Parameters:
  ///   - inputs: as many as the program has, all broadcastable to the outputs' shape.
  ///   - outputs: of one shape.
  ///   - type: the compute type; see ``DType/computeType``.
  ///   - parameters: the program's parameters.
  func run(
    _ inputs: [Tensor], into outputs: [Tensor], in type: DType,
    parameters: [Double] = []
  ) {
    let (output, shape) = (outputs[0], outputs[0].layout.shape)
    if output.isNonOverlappingAndDense
      && (inputs + outputs).allSatisfy({ $0.isAligned(with: output) })
    {
      return runFlat(inputs, into: outputs, in: type, parameters)
    }
    let tensors = inputs.map { $0.arranged(for: output) } + outputs
    let dims = shape.count
    withUnsafeTemporaryAllocation(of: elementwise_operand.self, capacity: tensors.count) {
      operands in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: (tensors.count + 1) * dims + 1) {
        sizes in
        for dim in 0..<dims { sizes[dim] = shape[dim] }
        for (number, tensor) in tensors.enumerated() {
          let strides = tensor.broadcastStrides(to: shape)
          let start = sizes.baseAddress.unsafelyUnwrapped + (number + 1) * dims
          for dim in 0..<dims { start[dim] = strides[dim] }
          operands[number] = elementwise_operand(
            data: tensor.firstByte, strides: start, stride: dims == 0 ? 1 : start[0],
            type: tensor.dtype.elementType)
        }
        withConstants(parameters) { constants in
          // Rearranged copies have no other owner.
          withExtendedLifetime(tensors) {
            elementwise_run(
              compiled, type.elementType, constants, dims, sizes.baseAddress, operands.baseAddress)
          }
        }
      }
    }
  }
}

extension DType {
  /// This dtype as the kernels name it.
  @inline(__always)
  var elementType: element_type { element_type(UInt32(rawValue)) }
}

extension Tensor {
  /// This tensor, or a copy in the order of a program's output where its elements lie so that a row of
  /// that would read a cache line for each of many.
  fileprivate final func arranged(for output: Tensor) -> Tensor {
    if ndim < 2 || count < 1 << 12 { return self }
    let missing = output.ndim - ndim
    for dim in 0..<ndim where output.layout.strides[dim + missing] == 1 {
      let size = layout.shape[dim]
      if size == 1 || size != output.layout.shape[dim + missing] { continue }
      if Swift.abs(layout.strides[dim]) * dtype.itemSize < 64 { return self }
      let copy = Tensor(
        uninitialized: layout.shape, inOrderOf: [output.withoutLeadingDims(missing), self], dtype)
      rawCopy(self, to: copy)
      return copy
    }
    return self
  }

  /// The first element of each of the first dimensions.
  private final func withoutLeadingDims(_ count: Int) -> Tensor {
    if count == 0 { return self }
    return Tensor(
      storage: storage, offset: layout.offset,
      shape: DimVector(layout.shape.array.dropFirst(count)),
      strides: DimVector(layout.strides.array.dropFirst(count)), dtype: dtype)
  }

  /// This contiguous tensor as the output of a program.
  @inline(__always)
  fileprivate final var flatResult: elementwise_operand { operand(stride: 1) }

  /// The stride of this operand if its elements are those of a contiguous tensor of that shape in order,
  /// or all the same.
  @inline(__always)
  fileprivate final func flatStride(for shape: DimVector) -> Int? {
    if layout.shape == shape && isContiguous { return 1 }
    return layout.shape.product == 1 ? 0 : nil
  }

  /// The elements in the order of memory, or a single one.
  @inline(__always)
  fileprivate final func operand(stride: Int) -> elementwise_operand {
    elementwise_operand(data: firstByte, strides: nil, stride: stride, type: dtype.elementType)
  }

  /// Whether each element is at the same place as in another tensor, counted from the first, or this is
  /// a single element.
  fileprivate final func isAligned(with other: Tensor) -> Bool {
    layout.shape == other.layout.shape && layout.strides == other.layout.strides || count == 1
  }
}

extension ElementwiseProgram {
  /// Runs the program with tensors of one layout without gaps, and single elements.
  private func runFlat(
    _ inputs: [Tensor], into outputs: [Tensor], in type: DType, _ parameters: [Double]
  ) {
    let count = outputs[0].count
    withUnsafeTemporaryAllocation(
      of: elementwise_operand.self, capacity: inputs.count + outputs.count
    ) { operands in
      for (number, tensor) in inputs.enumerated() {
        operands[number] = tensor.operand(stride: tensor.count == 1 ? 0 : 1)
      }
      for (number, tensor) in outputs.enumerated() {
        operands[inputs.count + number] = tensor.flatResult
      }
      guard let start = UnsafePointer(operands.baseAddress) else { return }
      runFlat(start, count, in: type, parameters)
    }
  }

  /// Runs the program for `count` elements in a row.
  @inline(__always)
  private func runFlat(
    _ operands: UnsafePointer<elementwise_operand>, _ count: Int, in type: DType,
    _ parameters: [Double]
  ) {
    var count = count
    withConstants(parameters) {
      elementwise_run(compiled, type.elementType, $0, 1, &count, operands)
    }
  }

  /// The result for one input, of the given dtype and in the input's memory order.
  func map(
    _ a: Tensor, in type: DType, to dtype: DType,
    parameters: [Double] = []
  ) -> Tensor {
    guard let stride = a.flatStride(for: a.layout.shape) else {
      let output = Tensor(uninitialized: a.layout.shape, inOrderOf: [a], dtype)
      run([a], into: [output], in: type, parameters: parameters)
      return output
    }
    let output = Tensor(uninitialized: a.layout.shape, dtype)
    var operands = (a.operand(stride: stride), output.flatResult)
    withUnsafePointer(to: &operands) { pointer in
      pointer.withMemoryRebound(to: elementwise_operand.self, capacity: 2) {
        runFlat($0, output.count, in: type, parameters)
      }
    }
    return output
  }

  /// Writes the result for one input into a tensor of its shape.
  func map(_ a: Tensor, into output: Tensor, in type: DType, parameters: [Double] = []) {
    guard output.isContiguous, let stride = a.flatStride(for: output.layout.shape) else {
      return run([a], into: [output], in: type, parameters: parameters)
    }
    var operands = (a.operand(stride: stride), output.flatResult)
    withUnsafePointer(to: &operands) { pointer in
      pointer.withMemoryRebound(to: elementwise_operand.self, capacity: 2) {
        runFlat($0, output.count, in: type, parameters)
      }
    }
  }

  /// The result for two inputs, broadcast, of the given dtype and in the inputs' memory order.
  func map(
    _ a: Tensor, _ b: Tensor, in type: DType, to dtype: DType,
    parameters: [Double] = []
  ) -> Tensor {
    let shape = broadcast(a.layout.shape, b.layout.shape)
    guard let first = a.flatStride(for: shape), let second = b.flatStride(for: shape),
      shape.product > 0
    else {
      let output = Tensor(uninitialized: shape, inOrderOf: [a, b], dtype)
      run([a, b], into: [output], in: type, parameters: parameters)
      return output
    }
    let output = Tensor(uninitialized: shape, dtype)
    var operands = (a.operand(stride: first), b.operand(stride: second), output.flatResult)
    withUnsafePointer(to: &operands) { pointer in
      pointer.withMemoryRebound(to: elementwise_operand.self, capacity: 3) {
        runFlat($0, output.count, in: type, parameters)
      }
    }
    return output
  }

  /// Writes the result for two inputs, broadcast, into a tensor of their shape.
  func map(
    _ a: Tensor, _ b: Tensor, into output: Tensor, in type: DType, parameters: [Double] = []
  ) {
    let shape = output.layout.shape
    guard output.isContiguous, let first = a.flatStride(for: shape),
      let second = b.flatStride(for: shape)
    else { return run([a, b], into: [output], in: type, parameters: parameters) }
    var operands = (a.operand(stride: first), b.operand(stride: second), output.flatResult)
    withUnsafePointer(to: &operands) { pointer in
      pointer.withMemoryRebound(to: elementwise_operand.self, capacity: 3) {
        runFlat($0, output.count, in: type, parameters)
      }
    }
  }

  /// The result for three inputs, broadcast, of the given dtype and in the inputs' memory order.
  func map(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, in type: DType,
    to dtype: DType, parameters: [Double] = []
  ) -> Tensor {
    let shape = broadcast(broadcast(a.layout.shape, b.layout.shape), c.layout.shape)
    let output = Tensor(uninitialized: shape, inOrderOf: [a, b, c], dtype)
    run([a, b, c], into: [output], in: type, parameters: parameters)
    return output
  }
}

/// A unary operation on a tensor, in its dtype.
@inline(__always)
func rawUnary(_ tensor: Tensor, _ program: ElementwiseProgram, parameters: [Double] = []) -> Tensor
{
  program.map(tensor, in: tensor.dtype.computeType, to: tensor.dtype, parameters: parameters)
}

/// A binary operation on two tensors, broadcast, in `dtype`.
///
/// - Parameter keepsNumbers: whether a wrapped number, and a scalar as the second operand, aren't
///   rounded to `dtype` before.
func rawBinary(
  _ a: Tensor, _ b: Tensor, in dtype: DType, keepsNumbers: Bool = false,
  _ program: ElementwiseProgram, parameters: [Double] = []
) -> Tensor {
  program.map(
    a.elementwiseOperand(in: dtype, isKept: keepsNumbers && a.isWrappedNumber),
    b.elementwiseOperand(in: dtype, isKept: keepsNumbers && b.ndim == 0), in: dtype.computeType,
    to: dtype,
    parameters: parameters)
}

/// The same, written into `target` where that has the result's shape and dtype: an operation in place,
/// with the target's elements as the first operand. Its result goes into a new tensor otherwise, as
/// where there is no target, or the second operand lies elsewhere in its storage.
@inline(__always)
func rawBinary(
  _ a: Tensor, _ b: Tensor, in dtype: DType, keepsNumbers: Bool = false, into target: Tensor?,
  _ program: ElementwiseProgram, parameters: [Double] = []
) -> Tensor {
  guard let target, target.dtype == dtype,
    broadcast(a.layout.shape, b.layout.shape) == target.layout.shape,
    b.storage !== target.storage || b.hasLayout(of: target)
  else {
    return rawBinary(a, b, in: dtype, keepsNumbers: keepsNumbers, program, parameters: parameters)
  }
  program.map(
    a, b.elementwiseOperand(in: dtype, isKept: keepsNumbers && b.ndim == 0), into: target,
    in: dtype.computeType, parameters: parameters)
  return target
}

/// A unary operation in place: written into `target`, which has the tensor's elements.
func rawUnary(
  _ tensor: Tensor, into target: Tensor, _ program: ElementwiseProgram, parameters: [Double] = []
) {
  program.map(
    tensor, into: target, in: tensor.dtype.computeType, parameters: parameters)
}

/// A comparison of two tensors, broadcast, in `dtype`; the result is of type bool.
func rawCompare(_ a: Tensor, _ b: Tensor, in dtype: DType, _ program: ElementwiseProgram) -> Tensor
{
  program.map(
    a.elementwiseOperand(in: dtype), b.elementwiseOperand(in: dtype),
    in: dtype.computeType, to: .bool)
}
