import CVectorMath

/// The dimensions of a reduction, and the shape of its result.
struct ReductionPlan {
  let result: DimVector
  /// Shape and strides of the dimensions that are kept.
  let kept: (shape: DimVector, strides: DimVector)
  /// Shape and strides of the dimensions that are reduced.
  let reduced: (shape: DimVector, strides: DimVector)
  /// One bit a dimension.
  private let reducedDims: UInt64

  /// Whether a dimension of the input is reduced.
  func isReduced(_ dim: Int) -> Bool { reducedDims >> dim & 1 == 1 }

  /// - Parameter dims: the dimensions to reduce; nil or empty for all.
  init(_ input: Tensor, _ dims: [Int]?, keepDim: Bool) {
    self.init(input.layout.shape, input.layout.strides, dims, keepDim: keepDim)
  }

  init(_ shape: DimVector, _ strides: DimVector, _ dims: [Int]?, keepDim: Bool) {
    var isReduced: UInt64 = dims?.isEmpty ?? true ? .max : 0
    for dim in dims ?? [] {
      let dim = wrapped(dim, of: shape.count)
      if isReduced >> dim & 1 == 1 { fail("dim \(dim) appears multiple times in the list of dims") }
      isReduced |= 1 << dim
    }
    var (result, kept, reduced) = (
      DimVector(), (DimVector(), DimVector()), (DimVector(), DimVector())
    )
    for dim in 0..<shape.count {
      if isReduced >> dim & 1 == 1 {
        reduced.0.append(shape[dim])
        reduced.1.append(strides[dim])
        if keepDim { result.append(1) }
      } else {
        kept.0.append(shape[dim])
        kept.1.append(strides[dim])
        result.append(shape[dim])
      }
    }
    self.result = result
    self.kept = kept
    self.reduced = reduced
    reducedDims = isReduced
  }
}

/// Reduces what a program with one output makes of its inputs.
///
/// - Parameters:
///   - inputs: the first has the shape that is reduced; others are broadcast to it.
///   - dims: the dimensions to reduce; nil or empty for all.
///   - type: the compute type; see ``DType/reduceType``.
///   - dtype: the result's, to which sums and products are rounded once.
func rawReduce(
  _ kind: reduction_kind, _ program: ElementwiseProgram, _ inputs: [Tensor], over dims: [Int]?,
  keepDim: Bool, in type: DType, to dtype: DType
) -> Tensor {
  let shape = inputs[0].layout.shape
  let plans = inputs.map {
    ReductionPlan(shape, $0.broadcastStrides(to: shape), dims, keepDim: keepDim)
  }
  let (kept, reduced) = (plans[0].kept.shape, plans[0].reduced.shape)
  let output = Tensor(uninitialized: plans[0].result, dtype)
  let count = kept.count + reduced.count
  withUnsafeTemporaryAllocation(of: elementwise_operand.self, capacity: inputs.count) { operands in
    withUnsafeTemporaryAllocation(of: Int.self, capacity: (inputs.count + 1) * count + 1) { sizes in
      let start = sizes.baseAddress.unsafelyUnwrapped
      write(kept, reduced, to: start)
      for (number, plan) in plans.enumerated() {
        let strides = start + (number + 1) * count
        write(plan.kept.strides, plan.reduced.strides, to: strides)
        operands[number] = elementwise_operand(
          data: inputs[number].firstByte, strides: strides, stride: 0,
          type: inputs[number].dtype.elementType)
      }
      program.withConstants([]) {
        let isDone = elementwise_reduce(
          kind, program.compiled, type.elementType, $0, kept.count, reduced.count, start,
          operands.baseAddress, output.firstByte, dtype.elementType)
        if isDone == 0 { fail("not enough memory for a reduction") }
      }
    }
  }
  return output
}

private func write(_ kept: DimVector, _ reduced: DimVector, to place: UnsafeMutablePointer<Int>) {
  for dim in 0..<kept.count { place[dim] = kept[dim] }
  for dim in 0..<reduced.count { place[kept.count + dim] = reduced[dim] }
}

/// The sum over some dimensions, or over all if they are nil or empty, in `dtype`.
func rawSum(_ tensor: Tensor, over dims: [Int]?, keepDim: Bool, in dtype: DType) -> Tensor {
  if tensor.dtype == .float32 && dtype == .float32 && tensor.isContiguous
    && dims?.isEmpty ?? true && !keepDim
  {
    let output = Tensor(uninitialized: DimVector(), .float32)
    output.pointer(to: Float.self).pointee = Float(
      vector_sum(tensor.pointer(to: Float.self), tensor.count))
    return output
  }
  let input =
    tensor.dtype.isFloatingPoint == dtype.isFloatingPoint ? tensor : rawCast(tensor, to: dtype)
  return rawReduce(
    REDUCE_SUM, .identity, [input], over: dims, keepDim: keepDim, in: input.dtype.reduceType,
    to: dtype)
}

/// Sums a gradient to the shape of an input that was broadcast: ATen's `sum_to`.
func rawSum(_ gradient: Tensor, to shape: DimVector) -> Tensor {
  if gradient.layout.shape == shape { return gradient }
  let missing = gradient.ndim - shape.count
  var dims = Array(0..<missing)
  for dim in 0..<shape.count where shape[dim] == 1 && gradient.layout.shape[dim + missing] != 1 {
    dims.append(dim + missing)
  }
  let sum =
    dims.isEmpty
    ? gradient : rawSum(gradient, over: dims, keepDim: true, in: gradient.dtype)
  return rawContiguous(sum).rawView(shape)
}

extension Tensor {
  /// A contiguous tensor viewed in another shape.
  final func rawView(_ shape: DimVector) -> Tensor {
    Tensor(
      storage: storage, offset: layout.offset, shape: shape, strides: shape.contiguousStrides,
      dtype: dtype)
  }
}
