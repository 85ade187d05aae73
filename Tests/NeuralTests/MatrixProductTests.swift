import Testing

@testable import Neural

/// Products of shapes that fill several tiles, panels and parts of the kernels' loops, against sums of
/// elementwise products.
@Suite(.usesGlobalState) struct MatrixProductTests {
  static let shapes = [
    [1, 70, 130], [70, 1, 130], [5, 33, 41], [13, 70, 330], [37, 200, 34], [64, 24, 400],
    [3, 7, 1],
  ]

  @Test("are sums of products in every type and layout", arguments: shapes)
  func definition(_ shape: [Int]) {
    let (m, n, k) = (shape[0], shape[1], shape[2])
    for dtype in [DType.float32, .float64, .int64, .bfloat16, .float16] {
      for layout in 0..<4 {
        let a = matrix(m, k, dtype, isTransposed: layout & 1 != 0)
        let b = matrix(k, n, dtype, isTransposed: layout & 2 != 0)
        expectProduct(a.matmul(b), a, b)
      }
      // Every other row and column of larger matrices.
      let a = matrix(2 * m, 2 * k, dtype, isTransposed: false)[Slice(step: 2), Slice(step: 2)]
      let b = matrix(2 * k, 2 * n, dtype, isTransposed: false)[Slice(step: 2), Slice(step: 2)]
      expectProduct(a.matmul(b), a, b)
    }
  }

  @Test func `batches are products of their own`() {
    for dtype in [DType.float32, .float64, .int64, .bfloat16] {
      let a = matrix(6 * 34, 66, dtype, isTransposed: false).view([6, 34, 66])
      let b = matrix(6 * 50, 66, dtype, isTransposed: false).view([6, 50, 66]).transpose(1, 2)
      let product = a.bmm(b)
      for batch in 0..<6 { expectProduct(product[batch], a[batch], b[batch]) }
    }
  }

  /// Small whole numbers, whose products are exact in every type as long as sums are.
  private func matrix(_ rows: Int, _ columns: Int, _ dtype: DType, isTransposed: Bool) -> Tensor {
    let shape = isTransposed ? [columns, rows] : [rows, columns]
    let numbers = Tensor.randint(-3, 4, shape).to(dtype)
    return isTransposed ? numbers.t() : numbers
  }

  private func expectProduct(_ product: Tensor, _ a: Tensor, _ b: Tensor) {
    let (left, right) = (a.to(.float64), b.to(.float64))
    let sums = (left.unsqueeze(2) * right.unsqueeze(0)).sum(dim: 1).to(product.dtype)
    #expect((product.to(.float64) - sums.to(.float64)).abs().max().item(as: Double.self) == 0)
  }
}
