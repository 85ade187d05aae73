import COpenBLAS
import CVectorMath

/// A matrix as BLAS takes it: of stride 1 along one dimension, and a leading dimension for the
/// other.
private struct BLASMatrix {
  let tensor: Tensor
  let isTransposed: Bool
  let leading: Int

  /// - Parameter matrix: of type float32 or float64; copied if neither stride is 1.
  init(_ matrix: Tensor) {
    let (rows, columns) = (matrix.layout.shape[0], matrix.layout.shape[1])
    let (rowStride, columnStride) = (matrix.layout.strides[0], matrix.layout.strides[1])
    if columnStride == 1 && rowStride >= max(1, columns) || rows == 1 && columnStride == 1 {
      (tensor, isTransposed, leading) = (matrix, false, max(rowStride, columns, 1))
    } else if rowStride == 1 && columnStride >= max(1, rows) || columns == 1 && rowStride == 1 {
      (tensor, isTransposed, leading) = (matrix, true, max(columnStride, rows, 1))
    } else {
      (tensor, isTransposed, leading) = (rawClone(matrix), false, max(columns, 1))
    }
  }

  var floats: float_matrix {
    float_matrix(
      data: tensor.pointer(to: Float.self), row: isTransposed ? 1 : leading,
      column: isTransposed ? leading : 1)
  }

  var order: CBLAS_TRANSPOSE { isTransposed ? CblasTrans : CblasNoTrans }
}

/// BLAS' gemm: `output = a · b + scale · output`, for matrices of type float32 or float64.
///
/// - Parameters:
///   - a: of shape m × k, with any strides.
///   - b: of shape k × n, with any strides.
///   - output: of shape m × n, with contiguous rows.
func gemm(_ a: Tensor, _ b: Tensor, into output: Tensor, adding scale: Double = 0) {
  let (m, n, k) = (a.layout.shape[0], b.layout.shape[1], a.layout.shape[1])
  if m == 0 || n == 0 { return }
  if m == 1 && a.layout.strides[1] == 1 && output.layout.strides[1] == 1 && output.dtype == .float32
    && k > 0
  {
    return gemv(a, b, into: output, adding: scale)
  }
  let (left, right) = (BLASMatrix(a), BLASMatrix(b))
  let leading = max(output.layout.strides[0], n)
  if output.dtype == .float32 {
    if gemmWithOwnKernel(left, right, into: output, leading, adding: scale, [m, n, k]) { return }
    cblas_sgemm(
      CblasRowMajor, left.order, right.order, Int32(m), Int32(n), Int32(k), 1,
      left.tensor.pointer(to: Float.self), Int32(left.leading),
      right.tensor.pointer(to: Float.self), Int32(right.leading), Float(scale),
      output.pointer(to: Float.self), Int32(leading))
  } else {
    cblas_dgemm(
      CblasRowMajor, left.order, right.order, Int32(m), Int32(n), Int32(k), 1,
      left.tensor.pointer(to: Double.self), Int32(left.leading),
      right.tensor.pointer(to: Double.self), Int32(right.leading), scale,
      output.pointer(to: Double.self), Int32(leading))
  }
}

/// Whether the CPU has the instructions of `matrix_product.c`, which is faster than OpenBLAS there.
private let hasTiles = matrix_product_is_available() != 0

/// The product by a kernel of `matrix_product.c`, where that is faster than OpenBLAS; false where
/// it isn't.
private func gemmWithOwnKernel(
  _ a: BLASMatrix, _ b: BLASMatrix, into output: Tensor, _ leading: Int, adding scale: Double,
  _ shape: DimVector
) -> Bool {
  let (m, n, k) = (shape[0], shape[1], shape[2])
  if m * n * k <= 2048 && n <= SMALL_PRODUCT_COLUMNS {
    let into = output.pointer(to: Float.self)
    small_product(m, n, k, a.floats, b.floats, Float(scale), into, leading)
    return true
  }
  guard hasTiles, m >= 4, n >= 24, k > 0, m * n * k >= 1 << 14 else { return false }
  let done = matrix_product(
    m, n, k, a.floats, b.floats, Float(scale), output.pointer(to: Float.self), leading)
  return done != 0
}

/// BLAS' gemv, for a single contiguous row `a`.
private func gemv(_ a: Tensor, _ b: Tensor, into output: Tensor, adding scale: Double) {
  let right = BLASMatrix(b)
  let (rows, columns) =
    right.isTransposed
    ? (b.layout.shape[1], b.layout.shape[0]) : (b.layout.shape[0], b.layout.shape[1])
  cblas_sgemv(
    CblasRowMajor, right.isTransposed ? CblasNoTrans : CblasTrans, Int32(rows), Int32(columns), 1,
    right.tensor.pointer(to: Float.self), Int32(right.leading), a.pointer(to: Float.self), 1,
    Float(scale), output.pointer(to: Float.self), 1)
}

/// The matrix product of two batches, b × m × k and b × k × n, or of two matrices, m × k and k × n.
func rawMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  if !a.dtype.isFloatingPoint { return rawIntegerMatmul(a, b) }
  let opMathType = a.dtype.opMathType
  let (left, right) = (rawCast(a, to: opMathType), rawCast(b, to: opMathType))
  if a.ndim == 2 {
    let output = Tensor(uninitialized: [a.layout.shape[0], b.layout.shape[1]], opMathType)
    gemm(left, right, into: output)
    return rawCast(output, to: a.dtype)
  }
  let output = Tensor(
    uninitialized: [a.layout.shape[0], a.layout.shape[1], b.layout.shape[2]], opMathType)
  for number in 0..<a.layout.shape[0] {
    gemm(
      left.rawSelectMatrix(number), right.rawSelectMatrix(number),
      into: output.rawSelectMatrix(number))
  }
  return rawCast(output, to: a.dtype)
}

/// The matrix product of integers, which wraps around.
private func rawIntegerMatmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  let (left, right) = (rawContiguous(rawCast(a, to: .int64)), rawContiguous(rawCast(b, to: .int64)))
  let (m, k, n) = (
    a.layout.shape[a.ndim - 2], a.layout.shape[a.ndim - 1], b.layout.shape[b.ndim - 1]
  )
  var shape = a.layout.shape
  shape[shape.count - 1] = n
  let output = Tensor.zeros(shape, .int64)
  let (from, other, into) =
    (left.pointer(to: Int64.self), right.pointer(to: Int64.self), output.pointer(to: Int64.self))
  for row in 0..<(shape.product / max(n, 1)) {
    let matrix = other + row / max(m, 1) * k * n
    for inner in 0..<k {
      let factor = from[row * k + inner]
      for column in 0..<n { into[row * n + column] &+= factor &* matrix[inner * n + column] }
    }
  }
  return rawCast(output, to: a.dtype)
}

extension Tensor {
  /// One matrix of a batch.
  final func rawSelectMatrix(_ number: Int) -> Tensor {
    Tensor(
      storage: storage, offset: storageOffset + number * layout.strides[0],
      shape: [layout.shape[1], layout.shape[2]],
      strides: [layout.strides[1], layout.strides[2]], dtype: dtype)
  }
}
