import Testing

@testable import Neural

extension OperationGoldenTests {
  @Test(arguments: try cases("layerNorm")) func layerNorm(_ x: GoldenOperation) {
    x.check(units: 8) { Neural.layerNorm($0, [$0.size(-1)]) }
  }
  @Test(arguments: try cases("layerNormAffine")) func layerNormAffine(_ x: GoldenOperation) {
    x.check(units: 8) { Neural.layerNorm($0, [3, 2], weight: $1, bias: $2) }
  }
  @Test(arguments: try cases("matmul")) func matmul(_ x: GoldenOperation) {
    x.check { $0.matmul($1) }
  }
  @Test(arguments: try cases("linear")) func linear(_ x: GoldenOperation) {
    x.check { Neural.linear($0, $1, $2) }
  }
  @Test(arguments: try cases("linearNoBias")) func linearNoBias(_ x: GoldenOperation) {
    x.check { Neural.linear($0, $1) }
  }
  @Test(arguments: try cases("batchNorm")) func batchNorm(_ x: GoldenOperation) {
    x.check(units: 8) {
      Neural.batchNorm($0, runningMean: nil, runningVar: nil, weight: $1, bias: $2, training: true)
    }
  }
  @Test(arguments: try cases("embedding")) func embedding(_ x: GoldenOperation) {
    x.check { Neural.embedding(Tensor([[0, 2], [2, 1]]), $0) }
  }
  @Test(arguments: try cases("conv2d")) func conv2d(_ x: GoldenOperation) {
    x.check {
      Neural.conv2d(
        $0, $1, $2, stride: x.stride ?? 1, padding: x.padding, dilation: x.dilation,
        groups: x.groups)
    }
  }
  @Test(arguments: try cases("maxPool2d")) func maxPool2d(_ x: GoldenOperation) {
    x.check {
      Neural.maxPool2d(
        $0, kernelSize: x.window, stride: x.stride, padding: x.padding, ceilMode: x.ceilMode)
    }
  }
  @Test(arguments: try cases("avgPool2d")) func avgPool2d(_ x: GoldenOperation) {
    x.check {
      Neural.avgPool2d(
        $0, kernelSize: x.window, stride: x.stride, padding: x.padding, ceilMode: x.ceilMode)
    }
  }
  @Test(arguments: try cases("mse")) func mse(_ x: GoldenOperation) {
    x.check { mseLoss($0, $1, reduction: x.reduction) }
  }
  @Test(arguments: try cases("l1")) func l1(_ x: GoldenOperation) {
    x.check { l1Loss($0, $1, reduction: x.reduction) }
  }
  @Test(arguments: try cases("bce")) func bce(_ x: GoldenOperation) {
    x.check { binaryCrossEntropy($0, $1, reduction: x.reduction) }
  }
  @Test(arguments: try cases("bceLogits")) func bceLogits(_ x: GoldenOperation) {
    x.check { binaryCrossEntropyWithLogits($0, $1, reduction: x.reduction) }
  }
  @Test(arguments: try cases("nll")) func nll(_ x: GoldenOperation) {
    x.check { nllLoss($0, $1, reduction: x.reduction) }
  }
  @Test(arguments: try cases("crossEntropy")) func crossEntropy(_ x: GoldenOperation) {
    x.check {
      Neural.crossEntropy($0, $1, reduction: x.reduction, labelSmoothing: x.labelSmoothing)
    }
  }
  @Test(arguments: try cases("crossEntropyWeighted")) func crossEntropyWeighted(
    _ x: GoldenOperation
  ) {
    x.check {
      Neural.crossEntropy(
        $0, $1, weight: $2, reduction: x.reduction, labelSmoothing: x.labelSmoothing)
    }
  }
}
