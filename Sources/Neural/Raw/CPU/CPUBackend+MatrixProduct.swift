import COpenBLAS
import CVectorMath

/// A matrix as BLAS takes it: of stride 1 along one dimension, and a leading dimension for the
/// other.
private struct BLASMatrix {
  let tensor: RawTensor
  let isTransposed: Bool
  let leading: Int

  /// - Parameter matrix: of type float32 or float64; copied if neither stride is 1.
  init(_ matrix: RawTensor) {
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

  var order: CBLAS_TRANSPOSE { isTransposed ? CblasTrans : CblasNoTrans }
}

extension RawTensor {
  /// A matrix, or a batch of them, as `matrix_product` takes it.
  fileprivate var side: product_side {
    product_side(
      data: firstByte, row: layout.strides[ndim - 2], column: layout.strides[ndim - 1],
      batch: ndim == 3 ? layout.strides[0] : 0)
  }
}

extension matrix_products {
  /// `output = a · b + scale · output`, for matrices or batches of them.
  fileprivate init(_ a: RawTensor, _ b: RawTensor, into output: RawTensor, adding scale: Double) {
    let isBatch = a.ndim == 3
    self.init(
      batches: isBatch ? a.layout.shape[0] : 1, m: a.layout.shape[a.ndim - 2],
      n: b.layout.shape[b.ndim - 1], k: a.layout.shape[a.ndim - 1], left: a.side, right: b.side,
      scale: scale, into: output.firstByte, leading: output.layout.strides[output.ndim - 2],
      into_batch: isBatch ? output.layout.strides[0] : 0)
  }

  /// How many multiplications there are in each product.
  fileprivate var size: Int { m * n * k }
}

private func fail(unless isDone: Int32) {
  if isDone == 0 { fail("not enough memory for a matrix product") }
}

/// BLAS' gemm: `output = a · b + scale · output`, for matrices of type float32 or float64 with any strides,
/// and an output with contiguous rows.
private func gemm(_ a: RawTensor, _ b: RawTensor, into output: RawTensor, adding scale: Double = 0)
{
  var products = matrix_products(a, b, into: output, adding: scale)
  if products.m == 0 || products.n == 0 { return }
  if products.m == 1 || products.leading < products.n { products.leading = products.n }
  let isFloat = output.dtype == .float32
  if isFloat && products.size <= 2048 && products.n <= SMALL_PRODUCT_COLUMNS {
    small_product(&products)
  } else if products.suitsOwnKernel {
    fail(unless: matrix_product(output.dtype.elementType, &products))
  } else {
    blasGemm(BLASMatrix(a), BLASMatrix(b), products)
  }
}

/// Whether the kernels of `matrix_product.c` are faster than OpenBLAS on this processor.
private let beatsBLAS = matrix_product_beats_blas() != 0

extension matrix_products {
  /// Whether the kernels of `matrix_product.c` are faster than OpenBLAS here.
  fileprivate var suitsOwnKernel: Bool {
    if k == 0 { return false }
    if m == 1 || n == 1 { return true }
    return beatsBLAS && m >= 4 && n >= 24 && size >= 1 << 14
  }
}

private func blasGemm(_ a: BLASMatrix, _ b: BLASMatrix, _ products: matrix_products) {
  let (m, n, k) = (Int32(products.m), Int32(products.n), Int32(products.k))
  if a.tensor.dtype == .float32 {
    cblas_sgemm(
      CblasRowMajor, a.order, b.order, m, n, k, 1, a.tensor.pointer(to: Float.self),
      Int32(a.leading), b.tensor.pointer(to: Float.self), Int32(b.leading), Float(products.scale),
      products.into.assumingMemoryBound(to: Float.self), Int32(products.leading))
  } else {
    cblas_dgemm(
      CblasRowMajor, a.order, b.order, m, n, k, 1, a.tensor.pointer(to: Double.self),
      Int32(a.leading), b.tensor.pointer(to: Double.self), Int32(b.leading), products.scale,
      products.into.assumingMemoryBound(to: Double.self), Int32(products.leading))
  }
}

extension CPUBackend {
  func matmul(_ a: RawTensor, _ b: RawTensor, into output: RawTensor) {
    if output.count == 0 || multipliedAsBFloat16(a, b, into: output, adding: 0) { return }
    let (left, right) = (rawCast(a, to: output.dtype), rawCast(b, to: output.dtype))
    if a.ndim == 2 && a.dtype.isFloatingPoint { return gemm(left, right, into: output) }
    var products = matrix_products(left, right, into: output, adding: 0)
    fail(unless: matrix_product(output.dtype.elementType, &products))
  }

  func addMatmul(_ a: RawTensor, _ b: RawTensor, to output: RawTensor) {
    if multipliedAsBFloat16(a, b, into: output, adding: 1) { return }
    gemm(rawCast(a, to: output.dtype), rawCast(b, to: output.dtype), into: output, adding: 1)
  }
}

/// `output = a · b + scale · output` of bfloat16 matrices or batches in float32, by the processor's own
/// instructions; false, with nothing done, where there are none or it isn't worth it.
private func multipliedAsBFloat16(
  _ a: RawTensor, _ b: RawTensor, into output: RawTensor, adding scale: Double
) -> Bool {
  if a.dtype != .bfloat16 || b.dtype != .bfloat16 { return false }
  var products = matrix_products(a, b, into: output, adding: scale)
  if products.size < 1 << 16 || products.m < 4 || products.n < 24 { return false }
  if a.layout.strides[a.ndim - 1] != 1 {
    let copy = rawContiguous(a)
    products.left = copy.side
    return withExtendedLifetime(copy) { matrix_product_bfloat16(&products) != 0 }
  }
  return matrix_product_bfloat16(&products) != 0
}
