import Neural

private var images: Tensor { Tensor.arange(16.0).reshape([1, 1, 4, 4]) }

extension KnownCases {
  static let windows: [String: KnownProgram] = [
    "images of the same size": { shown(conv2d(images, Tensor.ones(1, 1, 3, 3), padding: .same)) },
    "images of the same size by an even window": {
      shown(conv2d(images, Tensor.ones(1, 1, 2, 2), padding: .same, dilation: [1, 3]))
    },
    "valid parts of images": {
      shown(conv2d(images, Tensor.ones(1, 1, 3, 3), stride: 2, padding: .valid))
    },
    "images of the same size with strides": {
      shown(conv2d(images, Tensor.ones(1, 1, 3, 3), stride: 2, padding: .same))
    },
    "gradients of images of the same size": {
      shown(
        gradients(
          of: { conv2d($0[0], $0[1], padding: .same) }, images, Tensor.ones(1, 1, 2, 2)))
    },
    "where the largest are": { shown(maxPool2dWithIndices(images, kernelSize: 2, stride: 1)) },
    "where the largest of one image are": {
      shown(maxPool2dWithIndices(images[0], kernelSize: 3, padding: 1))
    },
    "means by another count": { shown(avgPool2d(images, kernelSize: 2, divisorOverride: 3)) },
    "means by 0": { shown(avgPool2d(images, kernelSize: 2, divisorOverride: 0)) },
    "gradient of means by another count": {
      shown(
        gradients(
          of: { avgPool2d($0[0], kernelSize: 3, padding: 1, divisorOverride: 2) }, images))
    },
    "a module of the same size": { shown(Conv2d(1, 2, kernelSize: 3, padding: .same)) },
    "a module of the same size with strides": {
      shown(Conv2d(1, 2, kernelSize: 3, stride: 2, padding: .same))
    },
  ]
}
