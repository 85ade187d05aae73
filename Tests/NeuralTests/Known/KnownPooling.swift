import Neural

private let x = Tensor.ones(1, 1, 4, 4)

private func counted(_ shape: Int..., type: DType = .float32) -> Tensor {
  Tensor.arange(shape.reduce(1, *)).view(shape).to(type)
}

private func gradient(_ pool: (Tensor) -> Tensor) -> Tensor {
  let x = Tensor.randn(1, 1, 4, 4).requiresGrad()
  pool(x).sum().backward()
  return x.grad ?? x
}

private func changed(_ pool: (Tensor) -> Tensor) -> String {
  let x = Tensor.ones(1, 1, 2, 2, requiresGrad: true) * 1
  let y = pool(x).sum()
  x.detach().zero()
  y.backward()
  return ""
}

private func twice(_ pool: (Tensor) -> Tensor) -> String {
  let y = pool(.ones(1, 1, 2, 2, requiresGrad: true)).sum()
  y.backward()
  y.backward()
  return ""
}

extension KnownCases {
  static let pooling: [String: KnownProgram] = [
    "maximum of all types": {
      let types: [DType] = [.uint8, .int32, .int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(maxPool2d(counted(1, 1, 3, 3, type: d), kernelSize: 2, stride: 1))
      }.joined(separator: "\n")
    },
    "mean of all types": {
      let types: [DType] = [.int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(avgPool2d(counted(1, 1, 3, 3, type: d), kernelSize: 2, stride: 1))
      }.joined(separator: "\n")
    },
    "mean of negative numbers": {
      let types: [DType] = [.int64, .float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(avgPool2d(-counted(1, 1, 3, 3, type: d), kernelSize: 2, stride: 2, padding: 1))
      }.joined(separator: "\n")
    },
    "padding never wins among integers": {
      described(
        maxPool2d(-counted(1, 1, 3, 3, type: .int64) - 5, kernelSize: 2, stride: 2, padding: 1))
    },
    "maximum, windows beyond the image": {
      described(
        maxPool2d(counted(1, 1, 5, 5), kernelSize: 2, stride: 4, padding: 1, ceilMode: true))
    },
    "maximum of another layout": {
      described(maxPool2d(counted(1, 1, 3, 4).transpose(2, 3), kernelSize: 2))
    },
    "maximum with a nan": {
      described(maxPool2d(Tensor([[[[1.0, Double.nan], [2.0, 3.0]]]]), kernelSize: 2))
    },
    "maximum of minus infinity": {
      described(maxPool2d(.full([1, 1, 2, 2], -Double.infinity), kernelSize: 2))
    },
    "maximum of no samples": { described(maxPool2d(.ones(0, 1, 4, 4), kernelSize: 2)) },
    "maximum, huge window": {
      described(
        maxPool2d(x, kernelSize: Pair(1 << 30), stride: Pair(1 << 30), padding: Pair(1 << 29)))
    },
    "maximum, huge stride": { described(maxPool2d(x, kernelSize: 2, stride: Pair((1 << 31) - 1))) },
    "maximum, stride 0": { described(maxPool2d(x, kernelSize: 2, stride: 0)) },
    "maximum, stride 0 for the height": { described(maxPool2d(x, kernelSize: 2, stride: [0, 1])) },
    "maximum, negative stride": { described(maxPool2d(x, kernelSize: 2, stride: -1)) },
    "maximum, window 0": { described(maxPool2d(x, kernelSize: 0)) },
    "maximum, window 0 with a stride": { described(maxPool2d(x, kernelSize: [2, 0], stride: 1)) },
    "maximum, negative window": { described(maxPool2d(x, kernelSize: -1, stride: 1)) },
    "maximum, window of -3": { described(maxPool2d(x, kernelSize: -3, stride: 1)) },
    "maximum, negative padding": {
      described(maxPool2d(x, kernelSize: 2, stride: 2, padding: [0, -1]))
    },
    "maximum, large padding": {
      described(maxPool2d(x, kernelSize: [3, 5], stride: 2, padding: [2, 0]))
    },
    "maximum, 2 dimensions": { described(maxPool2d(.ones(4, 4), kernelSize: 2)) },
    "maximum, 5 dimensions": { described(maxPool2d(.ones(1, 1, 1, 4, 4), kernelSize: 2)) },
    "maximum, no dimensions": { described(maxPool2d(Tensor(1.0), kernelSize: 2)) },
    "maximum, no channels": { described(maxPool2d(.ones(1, 0, 4, 4), kernelSize: 2)) },
    "maximum, no height": {
      described(maxPool2d(.ones(1, 1, 0, 4), kernelSize: 2, stride: 1, padding: 1))
    },
    "maximum, no channels of one image": { described(maxPool2d(.ones(0, 4, 4), kernelSize: 2)) },
    "maximum, window larger than the image": { described(maxPool2d(x, kernelSize: 6, stride: 1)) },
    "maximum, window of more than 32 bits": { described(maxPool2d(x, kernelSize: Pair(1 << 31))) },
    "maximum, stride of more than 32 bits": {
      described(maxPool2d(x, kernelSize: 2, stride: Pair(-(1 << 40))))
    },
    "maximum, padding of more than 32 bits": {
      described(maxPool2d(.ones(4, 4), kernelSize: 2, stride: 2, padding: Pair(1 << 62)))
    },
    "maximum, bool": { described(maxPool2d(x.bool(), kernelSize: 2)) },
    "mean, windows beyond the image": {
      described(
        avgPool2d(counted(1, 1, 5, 5), kernelSize: 2, stride: 4, padding: 1, ceilMode: true))
    },
    "mean of another layout": {
      described(avgPool2d(counted(1, 1, 3, 4).transpose(2, 3), kernelSize: 2))
    },
    "mean with a nan": {
      described(avgPool2d(Tensor([[[[1.0, Double.nan], [2.0, 3.0]]]]), kernelSize: 2))
    },
    "mean of minus infinity": {
      described(avgPool2d(.full([1, 1, 2, 2], -Double.infinity), kernelSize: 2))
    },
    "mean of no samples": { described(avgPool2d(.ones(0, 1, 4, 4), kernelSize: 2)) },
    "mean, huge window": {
      described(
        avgPool2d(x, kernelSize: Pair(1 << 30), stride: Pair(1 << 30), padding: Pair(1 << 29)))
    },
    "mean, huge stride": { described(avgPool2d(x, kernelSize: 2, stride: Pair((1 << 31) - 1))) },
    "mean, stride 0": { described(avgPool2d(x, kernelSize: 2, stride: 0)) },
    "mean, stride 0 for the height": { described(avgPool2d(x, kernelSize: 2, stride: [0, 1])) },
    "mean, negative stride": { described(avgPool2d(x, kernelSize: 2, stride: -1)) },
    "mean, window 0": { described(avgPool2d(x, kernelSize: 0)) },
    "mean, window 0 with a stride": { described(avgPool2d(x, kernelSize: [2, 0], stride: 1)) },
    "mean, negative window": { described(avgPool2d(x, kernelSize: -1, stride: 1)) },
    "mean, window of -3": { described(avgPool2d(x, kernelSize: -3, stride: 1)) },
    "mean, negative padding": {
      described(avgPool2d(x, kernelSize: 2, stride: 2, padding: [0, -1]))
    },
    "mean, large padding": {
      described(avgPool2d(x, kernelSize: [3, 5], stride: 2, padding: [2, 0]))
    },
    "mean, 2 dimensions": { described(avgPool2d(.ones(4, 4), kernelSize: 2)) },
    "mean, 5 dimensions": { described(avgPool2d(.ones(1, 1, 1, 4, 4), kernelSize: 2)) },
    "mean, no dimensions": { described(avgPool2d(Tensor(1.0), kernelSize: 2)) },
    "mean, no channels": { described(avgPool2d(.ones(1, 0, 4, 4), kernelSize: 2)) },
    "mean, no height": {
      described(avgPool2d(.ones(1, 1, 0, 4), kernelSize: 2, stride: 1, padding: 1))
    },
    "mean, no channels of one image": { described(avgPool2d(.ones(0, 4, 4), kernelSize: 2)) },
    "mean, window larger than the image": { described(avgPool2d(x, kernelSize: 6, stride: 1)) },
    "mean, window of more than 32 bits": { described(avgPool2d(x, kernelSize: Pair(1 << 31))) },
    "mean, stride of more than 32 bits": {
      described(avgPool2d(x, kernelSize: 2, stride: Pair(-(1 << 40))))
    },
    "mean, padding of more than 32 bits": {
      described(avgPool2d(.ones(4, 4), kernelSize: 2, stride: 2, padding: Pair(1 << 62)))
    },
    "mean, bool": { described(avgPool2d(x.bool(), kernelSize: 2)) },
    "mean of byte": { described(avgPool2d(x.to(.uint8), kernelSize: 2)) },
    "mean of int": { described(avgPool2d(x.to(.int32), kernelSize: 2)) },
    "maximum, dilation 0": { described(maxPool2d(x, kernelSize: 2, stride: 2, dilation: 0)) },
    "maximum, negative dilation": {
      described(maxPool2d(x, kernelSize: 2, stride: 2, dilation: [1, -1]))
    },
    "maximum, dilation larger than the image": {
      described(maxPool2d(x, kernelSize: 2, stride: 2, dilation: 4))
    },
    "maximum, padding of a dilated window": {
      described(maxPool2d(.ones(1, 1, 8, 8), kernelSize: 3, stride: 2, padding: 2, dilation: 2))
    },
    "maximum, large padding of a dilated window": {
      described(maxPool2d(.ones(1, 1, 8, 8), kernelSize: 3, stride: 2, padding: 3, dilation: 2))
    },
    "maximum of nothing, float": {
      described(
        maxPool2d(
          Tensor.ones(1, 1, 2, 2).to(.float32), kernelSize: 2, stride: 1, padding: 1, dilation: 3))
    },
    "maximum of nothing, long": {
      described(
        maxPool2d(
          Tensor.ones(1, 1, 2, 2).to(.int64), kernelSize: 2, stride: 1, padding: 1, dilation: 3))
    },
    "gradient of overlapping maxima": {
      described(gradient { maxPool2d($0, kernelSize: 2, stride: 1) })
    },
    "gradient of means": {
      described(gradient { avgPool2d($0, kernelSize: 3, stride: 2, padding: 1) })
    },
    "gradient of means beyond the image": {
      described(gradient { avgPool2d($0, kernelSize: 3, stride: 2, ceilMode: true) })
    },
    "gradient of means without padding": {
      described(
        gradient { avgPool2d($0, kernelSize: 3, stride: 2, padding: 1, countIncludePad: false) })
    },
    "history of one image's maxima": {
      described(maxPool2d(.ones(1, 2, 2, requiresGrad: true), kernelSize: 2))
    },
    "history of one image's means": {
      described(avgPool2d(.ones(1, 2, 2, requiresGrad: true), kernelSize: 2))
    },
    "gradient of a nan": { described(gradient { maxPool2d($0 + Double.nan, kernelSize: 2) }) },
    "maximum of changed images": { described(changed { maxPool2d($0, kernelSize: 2) }) },
    "maximum, a second backward pass": { described(twice { maxPool2d($0, kernelSize: 2) }) },
    "mean of changed images": { described(changed { avgPool2d($0, kernelSize: 2) }) },
    "mean, a second backward pass": { described(twice { avgPool2d($0, kernelSize: 2) }) },
  ]
}
