/// Operations on tensors that aren't recorded: their results have no history.
extension Tensor {
  final func rawView(_ shape: DimVector) -> Tensor { Tensor(viewing: self, layout.viewed(shape)) }

  final func rawExpand(to shape: DimVector) -> Tensor {
    Tensor(viewing: self, layout.expanded(to: shape))
  }

  final func rawTranspose(_ a: Int, _ b: Int) -> Tensor {
    a == b ? self : Tensor(viewing: self, layout.transposed(a, b))
  }

  final func rawPermute(_ order: [Int]) -> Tensor { Tensor(viewing: self, layout.permuted(order)) }

  final func rawUnsqueeze(_ place: Int) -> Tensor {
    Tensor(viewing: self, layout.unsqueezed(place))
  }

  /// This tensor, or a scalar as a vector of one element.
  final var atLeast1D: Tensor { ndim == 0 ? rawView([1]) : self }
}

/// The tensor itself if it is contiguous, else a contiguous copy.
func rawContiguous(_ tensor: Tensor) -> Tensor { tensor.isContiguous ? tensor : rawClone(tensor) }

/// A contiguous copy.
func rawClone(_ tensor: Tensor) -> Tensor {
  let result = Tensor(uninitialized: tensor.layout.shape, tensor.dtype)
  rawCopy(tensor, to: result)
  return result
}

/// A copy in the tensor's own memory order.
func rawCloneInOrder(_ tensor: Tensor) -> Tensor {
  let result = Tensor(uninitializedLike: tensor, tensor.dtype)
  rawCopy(tensor, to: result)
  return result
}

/// The tensor cast to another dtype: a copy in its memory order, or the tensor itself if it has that
/// dtype.
@inline(__always)
func rawCast(_ tensor: Tensor, to dtype: DType) -> Tensor {
  tensor.dtype == dtype ? tensor : castCopy(tensor, to: dtype)
}

private func castCopy(_ tensor: Tensor, to dtype: DType) -> Tensor {
  let result = Tensor(uninitializedLike: tensor, dtype)
  rawCopy(tensor, to: result)
  return result
}

/// The tensor cast to its op-math type.
func rawCastToOpMath(_ tensor: Tensor) -> Tensor { rawCast(tensor, to: tensor.dtype.opMathType) }

/// The matrix product of two batches, b × m × k and b × k × n, or of two matrices, m × k and k × n.
///
/// Floating-point numbers of 16 bits are summed up in float32 and rounded once; integers wrap around.
func rawMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  var shape = a.layout.shape
  shape[shape.count - 1] = b.layout.shape[b.ndim - 1]
  let output = Tensor(uninitialized: shape, a.dtype.opMathType)
  a.backend.matmul(a, b, into: output)
  return rawCast(output, to: a.dtype)
}

/// Reduces what a program with one output makes of its inputs.
///
/// - Parameters:
///   - inputs: the first has the shape that is reduced; others are broadcast to it.
///   - dims: the dimensions to reduce; nil or empty for all.
///   - type: the type in which it is computed; see ``DType/reduceType``.
///   - dtype: the result's, to which sums and products are rounded once.
func rawReduce(
  _ kind: ReductionKind, _ program: ElementwiseProgram, _ inputs: [Tensor], over dims: [Int]?,
  keepDim: Bool, in type: DType, to dtype: DType
) -> Tensor {
  let plan = ReductionPlan(inputs[0].layout, dims, keepDim: keepDim)
  let output = Tensor(uninitialized: plan.result, dtype)
  output.backend.reduce(kind, program, inputs, plan, in: type, into: output)
  return output
}

/// The sum over some dimensions, or over all if they are nil or empty, in `dtype`.
func rawSum(_ tensor: Tensor, over dims: [Int]?, keepDim: Bool, in dtype: DType) -> Tensor {
  if tensor.dtype == .float32 && dtype == .float32 && tensor.isContiguous
    && dims?.isEmpty ?? true && !keepDim
  {
    let output = Tensor(uninitialized: DimVector(), .float32)
    output.backend.sumOfAll(tensor, into: output)
    return output
  }
  let input =
    tensor.dtype.isFloatingPoint == dtype.isFloatingPoint ? tensor : rawCast(tensor, to: dtype)
  return rawReduce(
    .sum, .identity, [input], over: dims, keepDim: keepDim, in: input.dtype.reduceType, to: dtype)
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
