extension Tensor {
  /// The vector norm of all elements, `(Σ |x|ᵖ)^(1/p)`, a scalar. Stops the program where the dtype
  /// isn't floating point.
  ///
  /// - Parameter p: the order. 0 counts the elements that aren't 0; infinity and -infinity give the
  ///   largest and the smallest absolute value.
  public final func norm(p: Double = 2) -> Tensor { norm(p, over: nil, keepDim: false) }

  /// The vector norm along a dimension; see ``norm(p:)``.
  public final func norm(p: Double = 2, dim: Int, keepDim: Bool = false) -> Tensor {
    norm(p, over: [dim], keepDim: keepDim)
  }

  /// The vector norm over some dimensions, or over all if `dim` is empty; see ``norm(p:)``.
  ///
  /// Stops the program where the order is negative or infinite and there are no elements.
  public final func norm(p: Double = 2, dim: [Int], keepDim: Bool = false) -> Tensor {
    norm(p, over: dim, keepDim: keepDim)
  }

  private final func norm(_ p: Double, over dim: [Int]?, keepDim: Bool) -> Tensor {
    requireNormExists(p, dim)
    let result = noGrad {
      p == 1 || p == 2
        ? rawNormBySums(p, dim, keepDim)
        : rawCast(rawCastToOpMath(self).unroundedNorm(p, dim, keepDim), to: dtype)
    }
    guard records(self) else { return result }
    if p == 0 {
      // A count has no gradient, and leaves get none.
      result.history = Node("LinalgVectorNormBackward0", [], savesTensors: false)
      return result
    }
    let named = dim?.map(wrap) ?? []
    let dims = named.isEmpty ? Array(0..<ndim) : named
    let (input, norm) = (
      SavedTensor(self), SavedTensor(output: result, of: "LinalgVectorNormBackward0")
    )
    return result.recorded("LinalgVectorNormBackward0", self) { grad in
      let x = input.value
      return x.normGradient(
        grad.rawRestoreReducedDims(dims, in: x.layout.shape),
        norm.value.rawRestoreReducedDims(dims, in: x.layout.shape), p, dims)
    }
  }

  /// The norm of order 1 or 2, in one pass.
  private final func rawNormBySums(_ p: Double, _ dim: [Int]?, _ keepDim: Bool) -> Tensor {
    let plan = ReductionPlan(layout, dim, keepDim: keepDim)
    let terms: NormTerms = p == 2 ? .squares : .magnitudes
    let sums = Tensor(sharing: backend.normSums(self, plan, of: terms))
    // As in PyTorch, the sum of a 16-bit type is rounded to float32 before the root is taken.
    let rounded = rawCast(sums, to: dtype.opMathType)
    return rawCast(p == 2 ? rounded.sqrt() : rounded, to: dtype)
  }

  private final func unroundedNorm(_ p: Double, _ dim: [Int]?, _ keepDim: Bool) -> Tensor {
    let sum = { (x: Tensor) in rawSum(x, over: dim, keepDim: keepDim, in: x.dtype) }
    switch p {
    case 0: return sum((self != 0).to(dtype))
    case .infinity: return abs().amax(dim: dim ?? [], keepDim: keepDim)
    case -.infinity: return abs().amin(dim: dim ?? [], keepDim: keepDim)
    default: return sum(abs().pow(p)).pow(1 / p)
    }
  }

  /// The gradient of the norm's input, from the norm and its gradient with the reduced dimensions
  /// of size 1; 0 where the norm is 0.
  private final func normGradient(
    _ grad: Tensor, _ norm: Tensor, _ p: Double, _ dims: [Int]
  ) -> Tensor {
    let isZero = norm == 0
    switch p {
    case 1: return sign() * grad
    case 2: return grad * (self / norm).rawMaskedFill(isZero, with: 0)
    case .infinity, -.infinity:
      let isHit = (abs() == norm).logicalOr(isNaN()).to(dtype)
      return sign() * (grad / isHit.sum(dim: dims, keepDim: true) * isHit)
    case ..<1:
      let direction = sign() * abs().pow(p - 1).rawMaskedFill(self == 0, with: 0)
      return direction * grad * norm.pow(1 - p)
    case ..<2:
      let scale = (grad / norm.pow(p - 1)).rawMaskedFill(isZero, with: 0)
      return sign() * abs().pow(p - 1) * scale
    default:
      let scale = (grad / norm.pow(p - 1)).rawMaskedFill(isZero, with: 0)
      return self * abs().pow(p - 2) * scale
    }
  }

  private final func requireNormExists(_ p: Double, _ dim: [Int]?) {
    if !dtype.isFloatingPoint {
      fail(
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
          + dtype.scalarName)
    }
    if p >= 0 && p < .infinity || count > 0 { return }
    let norm = "linalg.vector_norm cannot compute the \(streamText(p)) norm"
    guard let dim, !dim.isEmpty else {
      fail("\(norm) on an empty tensor because the operation does not have an identity")
    }
    for dim in dim where layout.shape[wrap(dim)] == 0 {
      // The missing space is PyTorch's.
      fail(
        "\(norm) on the dimension \(dim)because this dimension is empty and the operation does not "
          + "have an identity")
    }
  }
}
