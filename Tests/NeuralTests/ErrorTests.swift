import Foundation
import Testing

@testable import Neural

private struct GoldenError: Decodable, CustomTestStringConvertible {
  let name: String
  let message: String

  var testDescription: String { name }
}

private func leaf(_ shape: Int...) -> Tensor { .ones(shape, requiresGrad: true) }

private let calls: [String: @Sendable () -> Void] = [
  "broadcast": { _ = Tensor.ones(2, 3) + Tensor.ones(4) },
  "mm": { _ = Tensor.ones(3, 4).matmul(.ones(5, 6)) },
  "linear": { _ = Linear(4, 2)(.ones(3, 5)) },
  "bmm": { _ = Tensor.ones(2, 3, 4).bmm(.ones(2, 5, 6)) },
  "mv": { _ = Tensor.ones(3, 4).mv(.ones(5)) },
  "dot": { _ = Tensor.ones(3).dot(.ones(4)) },
  "matmulScalar": { _ = Tensor(1.0).matmul(.ones(2)) },
  "matmulTypes": { _ = Tensor.ones(2, 2).matmul(Tensor.ones(2, 2).double()) },
  "view": { _ = Tensor.ones(2, 3).t().view(6) },
  "reshape": { _ = Tensor.ones(2, 3).reshape(4, 2) },
  "reshapeUnknown": { _ = Tensor.ones(2, 3).reshape(-1, 4) },
  "reshapeTwoUnknown": { _ = Tensor.ones(2, 3).reshape(-1, -1) },
  "expand": { _ = Tensor.ones(3, 2).expand(3, 4) },
  "dimension": { _ = Tensor.ones(2, 3).sum(dim: 2) },
  "softmaxDimension": { _ = Tensor.ones(2, 3).softmax(dim: 2) },
  "index": { _ = Tensor.ones(3)[3] },
  "indexSecond": { _ = Tensor.ones(2, 3)[0, 5] },
  "tooManyIndices": { _ = Tensor.ones(3)[0, 0] },
  "scalarIndex": { _ = Tensor(1.0)[0] },
  "mask": { _ = Tensor.ones(3)[Tensor([true, false])] },
  "gatheredIndex": { _ = Tensor.ones(3)[Tensor([0, 7])] },
  "indexShapes": { _ = Tensor.ones(3, 3)[Tensor([0, 1]), Tensor([0, 1, 2])] },
  "cat": { _ = Tensor.cat([.ones(2, 3), .ones(2, 4)]) },
  "catDims": { _ = Tensor.cat([.ones(2), .ones(2, 4)]) },
  "stack": { _ = Tensor.stack([.ones(2), .ones(3)]) },
  "splitSizes": { _ = Tensor.ones(5).split([2, 2]) },
  "item": { _ = Tensor.ones(3).item() },
  "backwardShape": { leaf(3).exp().backward() },
  "backwardNoGrad": { Tensor.ones(1).backward() },
  "backwardGradient": { leaf(3).exp().backward(.ones(2)) },
  "backwardTwice": {
    let y = leaf(2).pow(2).sum()
    y.backward()
    y.backward()
  },
  "changedInPlace": {
    let y = leaf(3).exp()
    y += 1
    y.sum().backward()
  },
  "leafInPlace": { leaf(3) += 1 },
  "viewOfLeafInPlace": { leaf(3)[0].fill(1) },
  "integerGradient": { Tensor.ones(2, dtype: .int64).requiresGrad() },
  "mean": { _ = Tensor([1, 2]).mean() },
  "boolSubtraction": { _ = Tensor([true]) - Tensor([true]) },
  "negativePower": { _ = Tensor([1, 2]).pow(-1) },
  "argmaxEmpty": { _ = Tensor.empty(0).argmax() },
  "crossEntropyBatch": { _ = crossEntropy(.ones(3, 2), .zeros(4, dtype: .int64)) },
  "crossEntropyTarget": { _ = crossEntropy(.ones(3, 2), Tensor([0, 1, 2])) },
  "bce": { _ = binaryCrossEntropy(Tensor([2.0]), Tensor([1.0])) },
  "bceSize": { _ = binaryCrossEntropyWithLogits(.ones(2), .ones(3)) },
  "embedding": { _ = Embedding(3, 2)(Tensor([3])) },
  "convChannels": { _ = Conv2d(3, 4, kernelSize: 3)(.ones(1, 2, 8, 8)) },
  "convSmall": { _ = Conv2d(1, 1, kernelSize: 5)(.ones(1, 1, 3, 3)) },
  "poolSmall": { _ = MaxPool2d(4)(.ones(1, 1, 3, 3)) },
  "batchNormOne": { _ = BatchNorm1d(3)(.ones(1, 3)) },
  "layerNorm": { _ = LayerNorm(4)(.ones(2, 3)) },
  "dropout": { _ = Dropout(1.5) },
  "randintEmpty": { _ = Tensor.randint(3, 3, [2]) },
  "sgdRate": { _ = SGD([leaf(1)], lr: -1) },
  "nesterov": { _ = SGD([leaf(1)], lr: 0.1, nesterov: true) },
  "inPlaceShape": { Tensor.ones(2) += Tensor.ones(3, 2) },
  "inPlaceType": { Tensor.ones(2, dtype: .int64) += 0.5 },
  "topk": { _ = Tensor.ones(3).topk(4) },
  "bitwise": { _ = Tensor.ones(2) & Tensor.ones(2) },
  "tShape": { _ = Tensor.ones(2, 2, 2).t() },
]

/// Each call stops a process of its own.
@Test(arguments: try GoldenFolder.cases("errors", GoldenError.self))
private func `what PyTorch refuses stops here with the same words`(golden: GoldenError) async {
  #expect(calls[golden.name] != nil, "unknown call")
  let result = await #expect(
    processExitsWith: .failure, observing: [\.standardErrorContent]
  ) { [name = golden.name as String] in calls[name]?() }
  let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  let first = output.split(separator: "\n").first { $0.contains("Fatal error: ") }
  let message = first.map { $0.components(separatedBy: "Fatal error: ").last ?? "" }
  #expect(message == golden.message)
}

@Test func `asking for a device that isn't there says which there are`() {
  #expect(throws: DeviceError(name: "cuda:0")) { try Device("cuda:0") }
  #expect(
    DeviceError(name: "cuda:0").description == "there is no device 'cuda:0'; the devices are: 'cpu'"
  )
}
