/// Which dimensions a reduction runs over, and the shape it leaves.
struct ReductionPlan {
  /// The shape of the result.
  let result: Dims
  /// The sizes and steps of the dimensions that stay.
  let kept: (sizes: Dims, steps: Dims)
  /// The sizes and steps of the dimensions that go.
  let reduced: (sizes: Dims, steps: Dims)

  /// - Parameter dims: the dimensions to reduce; nil or none of them means all.
  init(_ input: Tensor, _ dims: [Int]?, keepDim: Bool) {
    var isReduced = InlineArray<8, Bool>(repeating: dims?.isEmpty ?? true)
    for dim in dims ?? [] {
      let dim = input.wrap(dim)
      if isReduced[dim] { fail("dim \(dim) appears multiple times in the list of dims") }
      isReduced[dim] = true
    }
    var (result, kept, reduced) = (Dims(), (Dims(), Dims()), (Dims(), Dims()))
    for dim in 0..<input.sizes.count {
      if isReduced[dim] {
        reduced.0.append(input.sizes[dim])
        reduced.1.append(input.steps[dim])
        if keepDim { result.append(1) }
      } else {
        kept.0.append(input.sizes[dim])
        kept.1.append(input.steps[dim])
        result.append(input.sizes[dim])
      }
    }
    self.result = result
    self.kept = kept
    self.reduced = reduced
  }
}

/// Folds the elements of the reduced dimensions, in order, into one value for each place of the
/// result.
///
/// - Parameters:
///   - step: takes in an element and its index among the reduced ones.
@inline(__always)
func fold<T, State, U>(
  _ input: Tensor, _ plan: ReductionPlan, into output: Tensor, _: T.Type, _: U.Type,
  _ initial: State, _ step: (inout State, T, Int) -> Void, _ finish: (State) -> U
) {
  let from = input.pointer(to: T.self)
  let into = output.pointer(to: U.self)
  let outer = Walk(plan.kept.sizes, plan.kept.steps)
  let inner = Walk(plan.reduced.sizes, plan.reduced.steps)
  let (outerCount, outerStep) = (outer.rowCount, outer.rowStep(0))
  let (innerCount, innerStep) = (inner.rowCount, inner.rowStep(0))
  var place = 0
  outer.forEachRow { start, _, _, _ in
    for index in 0..<outerCount {
      let first = from + (start &+ index &* outerStep)
      var state = initial
      var number = 0
      inner.forEachRow { begin, _, _, _ in
        for element in 0..<innerCount {
          step(&state, first[begin &+ element &* innerStep], number)
          number &+= 1
        }
      }
      into[place] = finish(state)
      place += 1
    }
  }
}

/// The sum over some dimensions (all if none are given) in `dtype`. Nothing is recorded.
func summed(_ tensor: Tensor, over dims: [Int]?, keepDim: Bool, in dtype: DType) -> Tensor {
  let compute = dtype.compute
  let input = converted(tensor, to: compute)
  let plan = ReductionPlan(input, dims, keepDim: keepDim)
  let output = Tensor(uninitialized: plan.result, compute)
  compute.compute(SumKernel(input: input, plan: plan, output: output))
  return converted(output, to: dtype)
}

/// Sums a gradient over the dimensions along which its input was broadcast.
func summed(_ gradient: Tensor, to sizes: Dims) -> Tensor {
  if gradient.sizes == sizes { return gradient }
  let missing = gradient.sizes.count - sizes.count
  var dims = Array(0..<missing)
  for dim in 0..<sizes.count where sizes[dim] == 1 && gradient.sizes[dim + missing] != 1 {
    dims.append(dim + missing)
  }
  let sum =
    dims.isEmpty
    ? gradient : summed(gradient, over: dims, keepDim: true, in: gradient.dtype)
  return dense(sum).reinterpreted(sizes)
}

extension Tensor {
  /// The same memory as a contiguous tensor of another shape.
  final func reinterpreted(_ sizes: Dims) -> Tensor {
    Tensor(
      storage: storage, offset: offset, sizes: sizes, steps: sizes.contiguousStrides, dtype: dtype)
  }
}
