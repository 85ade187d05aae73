extension Tensor {
  /// The matrix product of matrices of shape m × k and k × n. Stops the program where shapes don't
  /// fit or dtypes differ.
  public final func mm(_ other: Tensor) -> Tensor {
    if ndim != 2 { fail("self must be a matrix") }
    if other.ndim != 2 { fail("mat2 must be a matrix") }
    if layout.shape[1] != other.layout.shape[0] {
      fail(
        "mat1 and mat2 shapes cannot be multiplied (\(layout.shape.crossText) and "
          + "\(other.layout.shape.crossText))")
    }
    checkSameType(other)
    checkMultipliable("addmm_impl_cpu_", count * other.count)
    let result = rawMatmul(self, other)
    guard records(self, other) else { return result }
    let (a, b) = (SavedTensor(self), SavedTensor(other))
    return result.recorded(
      "MmBackward0", self, { rawMatmul($0, b.value.rawTranspose(0, 1)) },
      other, { rawMatmul(a.value.rawTranspose(0, 1), $0) })
  }

  /// The batched matrix product of tensors of shape b × m × k and b × k × n. Stops the program
  /// where shapes don't fit or dtypes differ.
  public final func bmm(_ other: Tensor) -> Tensor {
    if ndim != 3 { fail("batch1 must be a 3D tensor") }
    if other.ndim != 3 { fail("batch2 must be a 3D tensor") }
    if layout.shape[0] != other.layout.shape[0] || layout.shape[2] != other.layout.shape[1] {
      fail(
        "Expected size for first two dimensions of batch2 tensor to be: [\(layout.shape[0]), "
          + "\(layout.shape[2])] but got: [\(other.layout.shape[0]), \(other.layout.shape[1])].")
    }
    checkMultipliable("bmm", count * other.count)
    if dtype != other.dtype {
      fail("expected scalar type \(dtype.scalarName) but found \(other.dtype.scalarName)")
    }
    let result = rawMatmul(self, other)
    guard records(self, other) else { return result }
    let (a, b) = (SavedTensor(self), SavedTensor(other))
    return result.recorded(
      "BmmBackward0", self, { rawMatmul($0, b.value.rawTranspose(1, 2)) },
      other, { rawMatmul(a.value.rawTranspose(1, 2), $0) })
  }

  /// The product of a matrix of shape m × k and a vector of size k. Stops the program where shapes
  /// don't fit or dtypes differ.
  public final func mv(_ vector: Tensor) -> Tensor {
    if ndim == 0 { fail("Dimension specified as 0 but tensor has no dimensions") }
    if ndim != 2 || vector.ndim != 1 {
      fail("vector + matrix @ vector expected, got 1, \(ndim), \(vector.ndim)")
    }
    if layout.shape[1] != vector.layout.shape[0] {
      fail(
        "size mismatch, got input (\(layout.shape[0])), mat (\(layout.shape.crossText)), vec (\(vector.layout.shape[0]))"
      )
    }
    if dtype != vector.dtype {
      let (own, other) = (dtype.scalarName, vector.dtype.scalarName)
      fail("addmv input tensors must have the same dtype, but got \(other), \(own), and \(other)")
    }
    checkMultipliable("addmv_impl_cpu", count)
    let column = vector.rawUnsqueeze(1)
    let result = rawMatmul(self, column).rawView([layout.shape[0]])
    guard records(self, vector) else { return result }
    let (a, b) = (SavedTensor(self), SavedTensor(vector))
    return result.recorded(
      "MvBackward0", self, { rawMatmul($0.rawUnsqueeze(1), b.value.rawUnsqueeze(0)) },
      vector,
      {
        rawMatmul(a.value.rawTranspose(0, 1), $0.rawUnsqueeze(1)).rawView([a.value.layout.shape[1]])
      })
  }

  /// The dot product of two vectors. Stops the program where sizes or dtypes differ.
  public final func dot(_ other: Tensor) -> Tensor {
    if ndim != 1 || other.ndim != 1 {
      fail("1D tensors expected, but got \(ndim)D and \(other.ndim)D tensors")
    }
    if dtype != other.dtype {
      fail(
        "dot : expected both vectors to have same dtype, but found \(dtype.scalarName) and "
          + other.dtype.scalarName)
    }
    if layout.shape[0] != other.layout.shape[0] {
      fail(
        "inconsistent tensor size, expected tensor [\(layout.shape[0])] and src [\(other.layout.shape[0])] to "
          + "have the same number of elements, but got \(layout.shape[0]) and \(other.layout.shape[0]) elements "
          + "respectively")
    }
    checkMultipliable("dot", 1)
    let result = rawDot(self, other)
    guard records(self, other) else { return result }
    let (a, b) = (SavedTensor(self), SavedTensor(other))
    return result.recorded("DotBackward0", self, { $0 * b.value }, other, { $0 * a.value })
  }

  /// The outer product of two vectors, of shape `[count, other.count]`. Stops the program for other
  /// numbers of dimensions.
  public final func outer(_ other: Tensor) -> Tensor {
    if ndim != 1 { fail("outer: Expected 1-D argument self, but got \(ndim)-D") }
    if other.ndim != 1 {
      fail("outer: Expected 1-D argument vec2, but got \(other.ndim)-D")
    }
    return reshape([layout.shape[0], 1]) * other
  }

  /// The matrix product: of vectors their dot product, and of tensors with more than two dimensions
  /// that of the last two, with the others broadcast. Stops the program where shapes don't fit or
  /// dtypes differ.
  public final func matmul(_ other: Tensor) -> Tensor {
    switch (ndim, other.ndim) {
    case (0, _), (_, 0):
      fail(
        "both arguments to matmul need to be at least 1D, but they are \(ndim)D and "
          + "\(other.ndim)D")
    case (1, 1): return dot(other)
    case (2, 1): return mv(other)
    case (1, 2): return unsqueeze(0).mm(other).squeezeRow()
    case (2, 2): return mm(other)
    default: return isFolded(in: other) ? folded(matmul: other) : batched(matmul: other)
    }
  }

  /// The matrix product, Python's `@`: ``matmul(_:)``.
  public static func • (a: Tensor, b: Tensor) -> Tensor { a.matmul(b) }

  private final func squeezeRow() -> Tensor {
    view("SqueezeBackward4", [layout.shape[1]], [layout.strides[1]]) { $0.rawUnsqueeze(0) }
  }

  /// Whether the leading dimensions of the operand with more dimensions are folded into the rows of
  /// one product with the other, which is a matrix or a vector: PyTorch's `should_fold`. It is so
  /// where nothing has to be copied, and where the gradient of the small operand would have to be
  /// summed otherwise.
  private final func isFolded(in other: Tensor) -> Bool {
    let (large, small) = ndim >= other.ndim ? (self, other) : (other, self)
    if small.ndim > 2 { return false }
    if small.requiresGrad { return true }
    if ndim == 2 { return false }
    let rows = large === self ? self : other.rawTranspose(other.ndim - 2, other.ndim - 1)
    return rows.count == 0
      || (0..<(rows.ndim - 2)).allSatisfy {
        rows.layout.strides[$0] == rows.layout.strides[$0 + 1] * rows.layout.shape[$0 + 1]
      }
  }

  private final func folded(matmul other: Tensor) -> Tensor {
    // The product of the transposed is the transposed product.
    if ndim < other.ndim {
      let small = ndim == 2 ? t() : self
      let result = other.transpose(-2, -1).folded(matmul: small)
      return small.ndim == 2 ? result.transpose(-2, -1).contiguous() : result
    }
    let leading = Array(shape.dropLast())
    let rows = reshape([leading.reduce(1, *), layout.shape[ndim - 1]])
    let result = other.ndim == 1 ? rows.mv(other) : rows.mm(other)
    return result.unsafeView(leading + other.shape.dropFirst())
  }

  private final func batched(matmul other: Tensor) -> Tensor {
    if ndim == 3 && other.ndim == 3 && layout.shape[0] != other.layout.shape[0] {
      if layout.shape[0] == 1 && requiresGrad { return squeeze(0).matmul(other) }
      if other.layout.shape[0] == 1 && other.requiresGrad { return matmul(other.squeeze(0)) }
    }
    let rows = ndim == 1 ? 1 : size(-2)
    let (length, otherLength) = (size(-1), other.ndim == 1 ? other.layout.shape[0] : other.size(-2))
    let columns = other.ndim == 1 ? 1 : other.size(-1)
    let batch = broadcast(DimVector(shape.dropLast(2)), DimVector(other.shape.dropLast(2))).array
    let count = batch.reduce(1, *)
    let left = expand(batch + [rows, length]).reshape([count, rows, length])
    let tail = (ndim == 1 ? [] : [rows]) + (other.ndim == 1 ? [] : [columns])
    if other.ndim == 1 {
      let right = other.expand(batch + [otherLength]).reshape([count, otherLength]).unsqueeze(2)
      return left.bmm(right).squeeze(-1).unsafeView(batch + tail)
    }
    let right = other.expand(batch + [otherLength, columns])
      .reshape([count, otherLength, columns])
    return left.bmm(right).unsafeView(batch + tail)
  }

  /// A new tensor in another shape, which isn't a view: PyTorch's `_unsafe_view`.
  final func unsafeView(_ shape: [Int]) -> Tensor {
    let whole = layout.shape
    return Tensor(sharing: rawView(DimVector(shape)))
      .recorded("UnsafeViewBackward0", savesTensors: false, self) {
        rawContiguous($0).rawView(whole)
      }
  }

  /// Stops the program for type bool, which a kernel doesn't implement.
  ///
  /// - Parameter count: how many elements the kernel would get; it isn't called for none.
  private final func checkMultipliable(_ kernel: String, _ count: Int) {
    if dtype == .bool && count > 0 { fail("\"\(kernel)\" not implemented for 'Bool'") }
  }

  final func checkSameType(_ other: Tensor) {
    if dtype != other.dtype {
      fail(
        "expected m1 and m2 to have the same dtype, but got: \(dtype.cName) != "
          + other.dtype.cName)
    }
  }
}

infix operator • : MultiplicationPrecedence

extension DType {
  /// The name of the C++ type in PyTorch's messages.
  var cName: String {
    switch self {
    case .bool: "bool"
    case .uint8: "unsigned char"
    case .int32: "int"
    case .int64: "long int"
    case .float16: "c10::Half"
    case .bfloat16: "c10::BFloat16"
    case .float32: "float"
    case .float64: "double"
    }
  }
}

private let elementProduct = ElementwiseProgram { a, b in a * b }

/// The dot product of two vectors of one dtype and size.
private func rawDot(_ a: Tensor, _ b: Tensor) -> Tensor {
  // Of many elements BLAS is faster, which has no 16-bit types.
  if !a.dtype.isFloatingPoint || a.count > 1 << 13 && a.dtype == a.dtype.opMathType {
    return rawMatmul(a.rawUnsqueeze(0), b.rawUnsqueeze(1)).rawView([])
  }
  return rawReduce(
    .sum, elementProduct, [a, b], over: nil, keepDim: false, in: a.dtype.computeType,
    to: a.dtype)
}
