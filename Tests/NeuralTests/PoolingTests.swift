import Testing

@testable import Neural

/// Pooling of rows that fill several registers, against windows that are cut out one by one. What PyTorch
/// says of small ones is in the golden files.
@Suite(.usesGlobalState) struct PoolingTests {
  struct Case: CustomTestStringConvertible {
    var kernel: Pair
    var stride: Pair
    var padding: Pair = 0
    var dilation: Pair = 1
    var ceilMode = false

    var testDescription: String {
      "\(kernel.tuple), \(stride.tuple), \(padding.tuple), \(dilation.tuple), \(ceilMode)"
    }
  }

  static let cases = [
    Case(kernel: 2, stride: 2),
    Case(kernel: 3, stride: 2, padding: 1),
    Case(kernel: [3, 5], stride: 1, padding: [1, 2]),
    Case(kernel: [2, 4], stride: [1, 3], padding: [0, 2], ceilMode: true),
    Case(kernel: 3, stride: 2, padding: 1, dilation: 2, ceilMode: true),
  ]

  @Test("the largest element of each window and the mean", arguments: cases)
  func windows(_ c: Case) {
    for dtype in [DType.float32, .float64] {
      let x = Tensor.randn([2, 1, 7, 43], dtype: dtype).requiresGrad()
      let (values, places) = maxPool2dWithIndices(
        x, kernelSize: c.kernel, stride: c.stride, padding: c.padding, dilation: c.dilation,
        ceilMode: c.ceilMode)
      let means =
        c.dilation == 1
        ? avgPool2d(
          x, kernelSize: c.kernel, stride: c.stride, padding: c.padding, ceilMode: c.ceilMode,
          countIncludePad: false) : nil
      (means.map { values.sum() + $0.sum() } ?? values.sum()).backward()
      let gradient = Tensor.zeros([2, 1, 7, 43], dtype: .float64)
      for (image, row, column) in positions(values.shape) {
        let window = elements(c, row, column)
        let numbers = window.map { x[image, 0, $0.0, $0.1].item(as: Double.self) }
        let best = numbers.indices.reduce(0) { numbers[$1] > numbers[$0] ? $1 : $0 }
        let place = window[best].0 * 43 + window[best].1
        #expect(values[image, 0, row, column].item(as: Double.self) == numbers[best])
        #expect(places[image, 0, row, column].item(as: Int.self) == place)
        gradient[image, 0, window[best].0, window[best].1] += 1
        guard let means else { continue }
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        #expect(abs(means[image, 0, row, column].item(as: Double.self) - mean) < 1e-5)
        for (y, x) in window { gradient[image, 0, y, x] += 1 / Double(numbers.count) }
      }
      let errors = ((x.grad?.to(.float64) ?? Tensor.zeros(1)) - gradient).abs()
      #expect(errors.max().item(as: Double.self) < 1e-5)
    }
  }

  private func positions(_ shape: [Int]) -> [(Int, Int, Int)] {
    (0..<shape[0]).flatMap { image in
      (0..<shape[2]).flatMap { row in (0..<shape[3]).map { (image, row, $0) } }
    }
  }

  /// The elements of a window that lie in the image.
  private func elements(_ c: Case, _ row: Int, _ column: Int) -> [(Int, Int)] {
    (0..<c.kernel.height).flatMap { ky in
      (0..<c.kernel.width).compactMap { kx in
        let y = row * c.stride.height - c.padding.height + ky * c.dilation.height
        let x = column * c.stride.width - c.padding.width + kx * c.dilation.width
        return (0..<7).contains(y) && (0..<43).contains(x) ? (y, x) : nil
      }
    }
  }
}
