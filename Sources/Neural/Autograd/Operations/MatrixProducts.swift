extension Tensor {
  /// The product of two matrices, m × k and k × n.
  public final func mm(_ other: Tensor) -> Tensor {
    if sizes.count != 2 { fail("self must be a matrix") }
    if other.sizes.count != 2 { fail("mat2 must be a matrix") }
    if sizes[1] != other.sizes[0] {
      fail(
        "mat1 and mat2 shapes cannot be multiplied (\(sizes.crossText) and "
          + "\(other.sizes.crossText))")
    }
    checkSameType(other)
    checkMultipliable("addmm_impl_cpu_", count * other.count)
    let result = product(self, other)
    guard records(self, other) else { return result }
    let (a, b) = (Saved(self), Saved(other))
    return result.recorded(
      "MmBackward0", self, { product($0, b.value.swapped(0, 1)) },
      other, { product(a.value.swapped(0, 1), $0) })
  }

  /// The products of two batches of matrices, b × m × k and b × k × n.
  public final func bmm(_ other: Tensor) -> Tensor {
    if sizes.count != 3 { fail("batch1 must be a 3D tensor") }
    if other.sizes.count != 3 { fail("batch2 must be a 3D tensor") }
    if sizes[0] != other.sizes[0] || sizes[2] != other.sizes[1] {
      fail(
        "Expected size for first two dimensions of batch2 tensor to be: [\(sizes[0]), "
          + "\(sizes[2])] but got: [\(other.sizes[0]), \(other.sizes[1])].")
    }
    checkMultipliable("bmm", count * other.count)
    if dtype != other.dtype {
      fail("expected scalar type \(dtype.scalarName) but found \(other.dtype.scalarName)")
    }
    let result = product(self, other)
    guard records(self, other) else { return result }
    let (a, b) = (Saved(self), Saved(other))
    return result.recorded(
      "BmmBackward0", self, { product($0, b.value.swapped(1, 2)) },
      other, { product(a.value.swapped(1, 2), $0) })
  }

  /// The product of a matrix, m × k, and a vector of size k.
  public final func mv(_ vector: Tensor) -> Tensor {
    if sizes.count == 0 { fail("Dimension specified as 0 but tensor has no dimensions") }
    if sizes.count != 2 || vector.sizes.count != 1 {
      fail("vector + matrix @ vector expected, got 1, \(sizes.count), \(vector.sizes.count)")
    }
    if sizes[1] != vector.sizes[0] {
      fail(
        "size mismatch, got input (\(sizes[0])), mat (\(sizes.crossText)), vec (\(vector.sizes[0]))"
      )
    }
    if dtype != vector.dtype {
      let (own, other) = (dtype.scalarName, vector.dtype.scalarName)
      fail("addmv input tensors must have the same dtype, but got \(other), \(own), and \(other)")
    }
    checkMultipliable("addmv_impl_cpu", count)
    let column = vector.unsqueezed(1)
    let result = product(self, column).reinterpreted([sizes[0]])
    guard records(self, vector) else { return result }
    let (a, b) = (Saved(self), Saved(vector))
    return result.recorded(
      "MvBackward0", self, { product($0.unsqueezed(1), b.value.unsqueezed(0)) },
      vector,
      { product(a.value.swapped(0, 1), $0.unsqueezed(1)).reinterpreted([a.value.sizes[1]]) })
  }

  /// The sum of the products of the elements of two vectors.
  public final func dot(_ other: Tensor) -> Tensor {
    if sizes.count != 1 || other.sizes.count != 1 {
      fail("1D tensors expected, but got \(sizes.count)D and \(other.sizes.count)D tensors")
    }
    if dtype != other.dtype {
      fail(
        "dot : expected both vectors to have same dtype, but found \(dtype.scalarName) and "
          + other.dtype.scalarName)
    }
    if sizes[0] != other.sizes[0] {
      fail(
        "inconsistent tensor size, expected tensor [\(sizes[0])] and src [\(other.sizes[0])] to "
          + "have the same number of elements, but got \(sizes[0]) and \(other.sizes[0]) elements "
          + "respectively")
    }
    checkMultipliable("dot", 1)
    let result = product(unsqueezed(0), other.unsqueezed(1)).reinterpreted([])
    guard records(self, other) else { return result }
    let (a, b) = (Saved(self), Saved(other))
    return result.recorded("DotBackward0", self, { $0 * b.value }, other, { $0 * a.value })
  }

  /// The matrix product: of vectors their dot product, of matrices their product, and of tensors
  /// with more dimensions that of their last two, with the others broadcast.
  public final func matmul(_ other: Tensor) -> Tensor {
    switch (sizes.count, other.sizes.count) {
    case (0, _), (_, 0):
      fail(
        "both arguments to matmul need to be at least 1D, but they are \(sizes.count)D and "
          + "\(other.sizes.count)D")
    case (1, 1): return dot(other)
    case (2, 1): return mv(other)
    case (1, 2): return unsqueeze(0).mm(other).squeezedRow()
    case (2, 2): return mm(other)
    default: return isFolded(in: other) ? folded(matmul: other) : batched(matmul: other)
    }
  }

  /// The matrix product, written as Swift's missing `@`.
  public static func • (a: Tensor, b: Tensor) -> Tensor { a.matmul(b) }

  private final func squeezedRow() -> Tensor {
    view("SqueezeBackward4", [sizes[1]], [steps[1]]) { $0.unsqueezed(0) }
  }

  /// Whether all leading dimensions of the operand with more dimensions become rows of one product
  /// with the other, which is a matrix or a vector. PyTorch does so where nothing has to be copied for
  /// it, and where the small operand's gradient would have to be summed otherwise.
  private final func isFolded(in other: Tensor) -> Bool {
    let (large, small) = sizes.count >= other.sizes.count ? (self, other) : (other, self)
    if small.sizes.count > 2 { return false }
    if small.requiresGrad { return true }
    if sizes.count == 2 { return false }
    let rows = large === self ? self : other.swapped(other.sizes.count - 2, other.sizes.count - 1)
    return rows.count == 0
      || (0..<(rows.sizes.count - 2)).allSatisfy {
        rows.steps[$0] == rows.steps[$0 + 1] * rows.sizes[$0 + 1]
      }
  }

  private final func folded(matmul other: Tensor) -> Tensor {
    // The product of the transposed is the transposed product.
    if sizes.count < other.sizes.count {
      let small = sizes.count == 2 ? t() : self
      let result = other.transpose(-2, -1).folded(matmul: small)
      return small.sizes.count == 2 ? result.transpose(-2, -1).contiguous() : result
    }
    let leading = Array(shape.dropLast())
    let rows = reshape([leading.reduce(1, *), sizes[sizes.count - 1]])
    let result = other.sizes.count == 1 ? rows.mv(other) : rows.mm(other)
    return result.unsafelyViewed(leading + other.shape.dropFirst())
  }

  private final func batched(matmul other: Tensor) -> Tensor {
    if sizes.count == 3 && other.sizes.count == 3 && sizes[0] != other.sizes[0] {
      if sizes[0] == 1 && requiresGrad { return squeeze(0).matmul(other) }
      if other.sizes[0] == 1 && other.requiresGrad { return matmul(other.squeeze(0)) }
    }
    let rows = sizes.count == 1 ? 1 : size(-2)
    let (length, otherLength) = (size(-1), other.sizes.count == 1 ? other.sizes[0] : other.size(-2))
    let columns = other.sizes.count == 1 ? 1 : other.size(-1)
    let batch = broadcast(Dims(shape.dropLast(2)), Dims(other.shape.dropLast(2))).array
    let count = batch.reduce(1, *)
    let left = expand(batch + [rows, length]).reshape([count, rows, length])
    let tail = (sizes.count == 1 ? [] : [rows]) + (other.sizes.count == 1 ? [] : [columns])
    if other.sizes.count == 1 {
      let right = other.expand(batch + [otherLength]).reshape([count, otherLength]).unsqueeze(2)
      return left.bmm(right).squeeze(-1).unsafelyViewed(batch + tail)
    }
    let right = other.expand(batch + [otherLength, columns])
      .reshape([count, otherLength, columns])
    return left.bmm(right).unsafelyViewed(batch + tail)
  }

  /// A fresh result in another shape.
  final func unsafelyViewed(_ shape: [Int]) -> Tensor {
    let sizes = sizes
    return Tensor(sharing: reinterpreted(Dims(shape)))
      .recorded("UnsafeViewBackward0", keepsTensors: false, self) {
        dense($0).reinterpreted(sizes)
      }
  }

  /// Stops the program where a kernel would have to multiply truth values.
  ///
  /// - Parameter count: how many elements it would work on; for none of them it isn't called.
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
  /// The name of the C type in PyTorch's messages.
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
