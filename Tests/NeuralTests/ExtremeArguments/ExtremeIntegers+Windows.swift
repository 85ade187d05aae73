@testable import Neural

extension ExtremeIntegers {
  /// Convolutions and pooling.
  static let windows: [String: IntegerCall] = [
    "Conv2d": { _, a, b in _ = Conv2d(a, b, kernelSize: 1) },
    "Conv2d of a kernel": { _, a, b in _ = Conv2d(2, 2, kernelSize: [a, b]) },
    "Conv2d in groups of inputs": { _, a, b in _ = Conv2d(a, 4, kernelSize: 1, groups: b) },
    "Conv2d in groups of outputs": { _, a, b in _ = Conv2d(4, a, kernelSize: 1, groups: b) },
    "stride and padding of Conv2d": { _, a, b in
      use(Conv2d(4, 4, kernelSize: 3, stride: [a, 1], padding: [b, 1])(ExtremeCalls.images))
    },
    "padding and dilation of Conv2d": { _, a, b in
      use(Conv2d(4, 4, kernelSize: 3, padding: [0, a], dilation: [b, 1])(ExtremeCalls.images))
    },
    "dilation of Conv2d": { _, a, b in
      use(Conv2d(4, 4, kernelSize: 3, padding: .same, dilation: [a, b])(ExtremeCalls.images))
    },
    "stride": { _, a, b in
      use(conv2d(ExtremeCalls.images, ExtremeCalls.kernel, stride: [a, b], groups: 2))
    },
    "padding": { _, a, b in
      use(conv2d(ExtremeCalls.images, ExtremeCalls.kernel, padding: [a, b], groups: 2))
    },
    "dilation": { _, a, b in
      use(conv2d(ExtremeCalls.images, ExtremeCalls.kernel, dilation: [a, b], groups: 2))
    },
    "padding and dilation": { _, a, b in
      use(
        conv2d(
          ExtremeCalls.images, ExtremeCalls.kernel, padding: [a, 1], dilation: [b, 1], groups: 2))
    },
    "stride and padding": { _, a, b in
      use(
        conv2d(
          ExtremeCalls.images, ExtremeCalls.kernel, stride: [a, 1], padding: [b, 1], groups: 2))
    },
    "groups": { _, a, _ in use(conv2d(ExtremeCalls.images, ExtremeCalls.kernel, groups: a)) },
    "same padding": { _, a, b in
      use(
        conv2d(
          ExtremeCalls.images, ExtremeCalls.kernel, padding: .same, dilation: [a, b], groups: 2))
    },
    "any input": { x, a, _ in use(conv2d(x, ExtremeCalls.kernel, groups: a)) },
    "any weight": { x, a, _ in use(conv2d(ExtremeCalls.images, x, padding: .same, groups: a)) },
    "any input and weight": { x, a, b in
      use(conv2d(x, x, x, padding: .same, dilation: Pair(a), groups: b))
    },
    "kernel of maxPool2d": { _, a, b in use(maxPool2d(ExtremeCalls.images, kernelSize: [a, b])) },
    "stride of maxPool2d": { _, a, b in
      use(maxPool2d(ExtremeCalls.images, kernelSize: 2, stride: [a, b]))
    },
    "padding of maxPool2d": { _, a, b in
      use(maxPool2d(ExtremeCalls.images, kernelSize: 2, padding: [a, b]))
    },
    "kernel and padding of maxPool2d": { _, a, b in
      use(
        maxPool2d(
          ExtremeCalls.images, kernelSize: Pair(a), stride: 1, padding: Pair(b), ceilMode: true))
    },
    "stride and dilation of maxPool2d": { _, a, b in
      use(
        maxPool2dWithIndices(
          ExtremeCalls.images, kernelSize: 2, stride: Pair(a), dilation: Pair(b), ceilMode: true))
    },
    "maxPool2d of any input": { x, a, b in
      use(maxPool2dWithIndices(x, kernelSize: Pair(a), stride: Pair(b)))
    },
    "kernel of avgPool2d": { _, a, b in use(avgPool2d(ExtremeCalls.images, kernelSize: [a, b])) },
    "stride of avgPool2d": { _, a, b in
      use(avgPool2d(ExtremeCalls.images, kernelSize: 2, stride: [a, b], ceilMode: true))
    },
    "padding of avgPool2d": { _, a, b in
      use(
        avgPool2d(
          ExtremeCalls.images, kernelSize: Pair(a), stride: 1, padding: [b, 0],
          countIncludePad: false))
    },
    "divisor": { _, a, _ in use(avgPool2d(ExtremeCalls.images, kernelSize: 2, divisorOverride: a))
    },
    "avgPool2d of any input": { x, a, b in use(avgPool2d(x, kernelSize: Pair(a), stride: Pair(b)))
    },
    "MaxPool2d": { _, a, b in _ = "\(MaxPool2d(Pair(a), padding: Pair(b)))" },
  ]
}
