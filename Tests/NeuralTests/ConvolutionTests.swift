import Testing

@testable import Neural

/// Convolutions of shapes that fill several panels, tiles and parts of the kernels' loops, against sums
/// by their definition. What PyTorch says of small ones is in the golden files.
@Suite(.usesGlobalState) struct ConvolutionTests {
  struct Case: CustomTestStringConvertible {
    var images = 1
    var groups = 1
    var channels: Int
    var size: Pair
    var outputs: Int
    var kernel: Pair
    var stride: Pair = 1
    var padding: Pair = 0
    var dilation: Pair = 1

    var testDescription: String {
      "\(images)×\(groups)×\(channels)×\(size.tuple) by \(outputs)×\(kernel.tuple), \(stride.tuple), "
        + "\(padding.tuple), \(dilation.tuple)"
    }
  }

  static let cases = [
    Case(images: 2, channels: 40, size: [6, 7], outputs: 14, kernel: 3, padding: 1),
    Case(images: 9, channels: 3, size: 2, outputs: 5, kernel: 3, padding: 1),
    Case(images: 3, channels: 2, size: 1, outputs: 3, kernel: 1),
    Case(images: 2, channels: 3, size: [5, 40], outputs: 7, kernel: [5, 3], padding: 2),
    Case(images: 3, groups: 2, channels: 4, size: 7, outputs: 13, kernel: 3, stride: 2, padding: 1),
    Case(
      images: 2, channels: 3, size: [12, 13], outputs: 7, kernel: 3, stride: 3, padding: [1, 2],
      dilation: 2),
    Case(images: 2, channels: 2, size: [9, 70], outputs: 3, kernel: 2, stride: [1, 2]),
    Case(channels: 2, size: 8, outputs: 3, kernel: 1, stride: 2),
    // Filters too large for the cache, and so few positions that outputs are shared among threads.
    Case(images: 2, channels: 60, size: [3, 5], outputs: 150, kernel: 3, padding: 1),
    Case(channels: 2, size: [30, 36], outputs: 2, kernel: 7, padding: 3),
    Case(images: 2, groups: 4, channels: 1, size: [10, 33], outputs: 1, kernel: 3, padding: 1),
    Case(
      images: 2, groups: 3, channels: 1, size: [17, 35], outputs: 2, kernel: 3, stride: 2,
      padding: 1),
    Case(
      groups: 2, channels: 1, size: [13, 9], outputs: 1, kernel: [5, 3], stride: [1, 3],
      padding: [2, 0], dilation: [1, 2]),
    // Many channels and outputs, near an edge everywhere: what meets only padding is left out.
    Case(images: 2, channels: 33, size: [5, 7], outputs: 35, kernel: 5, padding: 2),
    Case(channels: 32, size: [4, 50], outputs: 33, kernel: 3, padding: [4, 3]),
    Case(channels: 36, size: [7, 9], outputs: 40, kernel: 3, stride: 2, padding: 3, dilation: 2),
    Case(
      images: 2, channels: 5, size: [9, 40], outputs: 20, kernel: 3, stride: 2, padding: [1, 5]),
    Case(
      channels: 8, size: [40, 6], outputs: 40, kernel: [3, 5], stride: [3, 1], padding: [4, 2]),
    Case(images: 2, channels: 20, size: [14, 31], outputs: 18, kernel: 3, stride: 3, padding: 1),
    // Depthwise: whole registers of groups and parts of them, narrow rows and wide ones, several bands.
    Case(images: 2, groups: 19, channels: 1, size: [6, 5], outputs: 1, kernel: 3, padding: 1),
    Case(groups: 32, channels: 1, size: [150, 31], outputs: 1, kernel: 3, padding: 1),
    Case(images: 2, groups: 8, channels: 1, size: [9, 11], outputs: 1, kernel: 7, padding: 3),
    Case(
      images: 2, groups: 17, channels: 1, size: [13, 30], outputs: 1, kernel: [3, 5],
      stride: [2, 3],
      padding: [1, 4]),
    Case(
      groups: 16, channels: 1, size: [20, 14], outputs: 1, kernel: 3, stride: 2, padding: [5, 0],
      dilation: [3, 2]),
    Case(groups: 9, channels: 1, size: [4, 3], outputs: 1, kernel: 1, stride: 2, padding: 2),
    Case(groups: 12, channels: 1, size: 1, outputs: 1, kernel: 2, padding: 1),
  ]

  @Test("are sums of products over the window, and so are their gradients", arguments: cases)
  func definition(_ c: Case) {
    for dtype in [DType.float32, .float64] {
      let random = { (shape: [Int]) in Tensor.randn(shape, dtype: dtype).requiresGrad() }
      let x = random([c.images, c.groups * c.channels, c.size.height, c.size.width])
      let weight = random([c.groups * c.outputs, c.channels, c.kernel.height, c.kernel.width])
      let bias = random([c.groups * c.outputs])
      let output = conv2d(
        x, weight, bias, stride: c.stride, padding: c.padding, dilation: c.dilation,
        groups: c.groups)
      let gradient = Tensor.randn(output.shape, dtype: dtype)
      output.backward(gradient)
      let sums = DefinedSums(c, x, weight, bias, output, gradient)
      let tolerance = dtype == .float32 ? 1e-4 : 1e-12
      expectClose(output, sums.output, tolerance)
      expectClose(x.grad, sums.x, tolerance)
      expectClose(weight.grad, sums.weight, tolerance * 10)
    }
  }

  private func expectClose(_ tensor: Tensor?, _ expected: [Double], _ tolerance: Double) {
    let elements = tensor?.to(.float64).array(of: Double.self) ?? []
    #expect(elements.count == expected.count)
    let errors = zip(elements, expected).map { abs($0 - $1) / (1 + abs($1)) }
    #expect(errors.allSatisfy { $0 < tolerance }, "largest error \(errors.max() ?? 0)")
  }
}

/// A convolution and its gradients, term by term.
private struct DefinedSums {
  var output: [Double]
  var x: [Double]
  var weight: [Double]

  init(
    _ c: ConvolutionTests.Case, _ images: Tensor, _ filters: Tensor, _ bias: Tensor,
    _ result: Tensor, _ gradient: Tensor
  ) {
    let doubles = { (tensor: Tensor) in tensor.detach().to(.float64).array(of: Double.self) }
    let (from, factors, terms) = (doubles(images), doubles(filters), doubles(gradient))
    let (shift, shape, area) = (doubles(bias), result.shape, result.shape[2] * result.shape[3])
    output = (0..<terms.count).map { shift[$0 / area % shape[1]] }
    x = from.map { _ in 0 }
    weight = factors.map { _ in 0 }
    for place in 0..<terms.count {
      let (image, channel) = (place / area / shape[1], place / area % shape[1])
      for k in 0..<(c.channels * c.kernel.height * c.kernel.width) {
        let tap = (k / c.kernel.width % c.kernel.height, k % c.kernel.width)
        let row = place % area / shape[3] * c.stride.height + tap.0 * c.dilation.height
        let column = place % shape[3] * c.stride.width + tap.1 * c.dilation.width
        let (y, x) = (row - c.padding.height, column - c.padding.width)
        if y < 0 || x < 0 || y >= c.size.height || x >= c.size.width { continue }
        let group = image * c.groups + channel / c.outputs
        let source = group * c.channels + k / c.kernel.width / c.kernel.height
        let element = (source * c.size.height + y) * c.size.width + x
        let factor = channel * c.channels * c.kernel.height * c.kernel.width + k
        output[place] += from[element] * factors[factor]
        self.x[element] += terms[place] * factors[factor]
        weight[factor] += terms[place] * from[element]
      }
    }
  }
}
