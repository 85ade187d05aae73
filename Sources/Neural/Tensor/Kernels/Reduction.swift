/// The dimensions of a reduction, and the shape of its result.
struct ReductionPlan {
  let result: DimVector
  /// Shape and strides of the dimensions that are kept.
  let kept: (shape: DimVector, strides: DimVector)
  /// Shape and strides of the dimensions that are reduced.
  let reduced: (shape: DimVector, strides: DimVector)

  /// - Parameter dims: the dimensions to reduce; nil or empty for all.
  init(_ input: Tensor, _ dims: [Int]?, keepDim: Bool) {
    // One bit a dimension.
    var isReduced: UInt64 = dims?.isEmpty ?? true ? .max : 0
    for dim in dims ?? [] {
      let dim = input.wrap(dim)
      if isReduced >> dim & 1 == 1 { fail("dim \(dim) appears multiple times in the list of dims") }
      isReduced |= 1 << dim
    }
    var (result, kept, reduced) = (
      DimVector(), (DimVector(), DimVector()), (DimVector(), DimVector())
    )
    for dim in 0..<input.ndim {
      if isReduced >> dim & 1 == 1 {
        reduced.0.append(input.layout.shape[dim])
        reduced.1.append(input.layout.strides[dim])
        if keepDim { result.append(1) }
      } else {
        kept.0.append(input.layout.shape[dim])
        kept.1.append(input.layout.strides[dim])
        result.append(input.layout.shape[dim])
      }
    }
    self.result = result
    self.kept = kept
    self.reduced = reduced
  }
}

/// Folds the reduced elements, in row-major order, to each element of a contiguous output.
///
/// - Parameters:
///   - step: updates the state by an element and its index among the reduced ones.
///   - finish: makes an element of the output of the last state.
@inline(__always)
func fold<T, State, U>(
  _ input: Tensor, _ plan: ReductionPlan, into output: Tensor, _: T.Type, _: U.Type,
  _ initial: State, _ step: (inout State, T, Int) -> Void, _ finish: (State) -> U
) {
  let from = input.pointer(to: T.self)
  let into = output.pointer(to: U.self)
  let outer = TensorIterator(plan.kept.shape, plan.kept.strides)
  let inner = TensorIterator(plan.reduced.shape, plan.reduced.strides)
  let (outerCount, outerStride) = (outer.rowCount, outer.rowStride(0))
  let (innerCount, innerStride) = (inner.rowCount, inner.rowStride(0))
  var place = 0
  outer.forEachRow { start, _, _, _ in
    for index in 0..<outerCount {
      let first = from + (start &+ index &* outerStride)
      var state = initial
      var number = 0
      inner.forEachRow { begin, _, _, _ in
        for element in 0..<innerCount {
          step(&state, first[begin &+ element &* innerStride], number)
          number &+= 1
        }
      }
      into[place] = finish(state)
      place += 1
    }
  }
}

/// The sum over some dimensions, or over all if they are nil or empty, in `dtype`.
func rawSum(_ tensor: Tensor, over dims: [Int]?, keepDim: Bool, in dtype: DType) -> Tensor {
  let opMathType = dtype.opMathType
  let input = rawCast(tensor, to: opMathType)
  let plan = ReductionPlan(input, dims, keepDim: keepDim)
  let output = Tensor(uninitialized: plan.result, opMathType)
  opMathType.dispatch(SumKernel(input: input, plan: plan, output: output))
  return rawCast(output, to: dtype)
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
