import Neural

private let ones = Tensor.ones(2)
private let halves = Tensor([0.5, 0.5])
private let scores = Tensor([[1.0, 2.0], [3.0, 5.0]])

private func both(_ loss: (Tensor, Tensor) -> Tensor) -> String {
  let x = Tensor([0.25, 0.5, 0.75], requiresGrad: true)
  let t = Tensor([0.0, 1.0, 0.5], requiresGrad: true)
  loss(x, t).sum().backward()
  return "\(x.grad ?? x) \(t.grad ?? t)"
}

private func classes(_ loss: (Tensor) -> Tensor) -> Tensor {
  let x = scores.clone().requiresGrad()
  loss(x).sum().backward()
  return x.grad ?? x
}

extension KnownCases {
  /// Losses of scores for classes.
  static let classLosses: [String: KnownProgram] = [
    "classes of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in described(nllLoss(Tensor([[0, 1, 3]], dtype: d), Tensor([2]))) }
        .joined(separator: "\n")
    },
    "cross-entropy of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          crossEntropy(
            Tensor([[0, 1, 3]], dtype: d), Tensor([2]), weight: Tensor([1, 2, 3], dtype: d)))
      }.joined(separator: "\n")
    },
    "targets of bool": { described(nllLoss(.ones(1, 3), .ones(1, dtype: .bool))) },
    "targets of int32": { described(nllLoss(.ones(1, 3), .ones(1, dtype: .int32))) },
    "targets of float32": { described(nllLoss(.ones(1, 3), .ones(1, dtype: .float32))) },
    "targets of uint8": { described(nllLoss(.ones(1, 3), .ones(1, dtype: .uint8))) },
    "targets of uint8 for images": {
      described(nllLoss(.ones(1, 3, 1, 1), .ones(1, 1, 1, dtype: .uint8)))
    },
    "integer logarithms": { described(nllLoss(Tensor.ones(1, 3).long(), Tensor([1]))) },
    "integer logarithms of images": {
      described(nllLoss(Tensor.ones(1, 3, 1, 1).long(), Tensor([[[1]]])))
    },
    "integer scores": { described(crossEntropy(Tensor.ones(1, 3).long(), Tensor([1]))) },
    "no samples, none": {
      described(nllLoss(.ones(0, 3), .zeros(0, dtype: .int64), reduction: .none))
    },
    "no samples, mean": {
      described(nllLoss(.ones(0, 3), .zeros(0, dtype: .int64), reduction: .mean))
    },
    "no samples, sum": {
      described(nllLoss(.ones(0, 3), .zeros(0, dtype: .int64), reduction: .sum))
    },
    "no images, none": {
      described(nllLoss(.ones(0, 3, 2, 2), .zeros(0, 2, 2, dtype: .int64), reduction: .none))
    },
    "no images, mean": {
      described(nllLoss(.ones(0, 3, 2, 2), .zeros(0, 2, 2, dtype: .int64), reduction: .mean))
    },
    "no images, sum": {
      described(nllLoss(.ones(0, 3, 2, 2), .zeros(0, 2, 2, dtype: .int64), reduction: .sum))
    },
    "no classes, none": {
      described(nllLoss(.ones(2, 0), Tensor([-100, -100]), reduction: .none))
    },
    "no classes, mean": {
      described(nllLoss(.ones(2, 0), Tensor([-100, -100]), reduction: .mean))
    },
    "no classes, sum": { described(nllLoss(.ones(2, 0), Tensor([-100, -100]), reduction: .sum)) },
    "all ignored, none": {
      described(nllLoss(.ones(2, 2), Tensor([-100, -100]), reduction: .none))
    },
    "all ignored, mean": {
      described(nllLoss(.ones(2, 2), Tensor([-100, -100]), reduction: .mean))
    },
    "all ignored, sum": { described(nllLoss(.ones(2, 2), Tensor([-100, -100]), reduction: .sum)) },
    "an ignored infinity, none": {
      described(
        nllLoss(Tensor([[1.0, 2.0], [.infinity, 0.0]]), Tensor([1, -100]), reduction: .none))
    },
    "an ignored infinity, mean": {
      described(
        nllLoss(Tensor([[1.0, 2.0], [.infinity, 0.0]]), Tensor([1, -100]), reduction: .mean))
    },
    "an ignored infinity, sum": {
      described(
        nllLoss(Tensor([[1.0, 2.0], [.infinity, 0.0]]), Tensor([1, -100]), reduction: .sum))
    },
    "cross-entropy without samples, none": {
      described(crossEntropy(.ones(0, 3), .zeros(0, dtype: .int64), reduction: .none))
    },
    "cross-entropy of no probabilities, none": {
      described(crossEntropy(.ones(0, 3), .ones(0, 3), reduction: .none))
    },
    "cross-entropy of probabilities of no classes, none": {
      described(crossEntropy(.ones(2, 0), .ones(2, 0), reduction: .none, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy without samples, none": {
      described(
        crossEntropy(.ones(0, 0), .zeros(0, dtype: .int64), reduction: .none, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy with an ignored class, none": {
      described(
        crossEntropy(
          scores, Tensor([0, -100]), weight: ones * 3, reduction: .none, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy of ignored classes, none": {
      described(crossEntropy(scores, Tensor([-100, -100]), reduction: .none, labelSmoothing: 0.1))
    },
    "cross-entropy of one sample, none": {
      described(crossEntropy(ones, Tensor(1), reduction: .none))
    },
    "cross-entropy of an infinite score, none": {
      described(crossEntropy(Tensor([[-Double.infinity, 0.0]]), Tensor([0]), reduction: .none))
    },
    "cross-entropy of probabilities, none": {
      described(
        crossEntropy(
          scores, halves.expand(2, 2), weight: Tensor([1.0, 2.0]), reduction: .none,
          labelSmoothing: 0.2))
    },
    "cross-entropy without samples, mean": {
      described(crossEntropy(.ones(0, 3), .zeros(0, dtype: .int64), reduction: .mean))
    },
    "cross-entropy of no probabilities, mean": {
      described(crossEntropy(.ones(0, 3), .ones(0, 3), reduction: .mean))
    },
    "cross-entropy of probabilities of no classes, mean": {
      described(crossEntropy(.ones(2, 0), .ones(2, 0), reduction: .mean, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy without samples, mean": {
      described(
        crossEntropy(.ones(0, 0), .zeros(0, dtype: .int64), reduction: .mean, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy with an ignored class, mean": {
      described(
        crossEntropy(
          scores, Tensor([0, -100]), weight: ones * 3, reduction: .mean, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy of ignored classes, mean": {
      described(crossEntropy(scores, Tensor([-100, -100]), reduction: .mean, labelSmoothing: 0.1))
    },
    "cross-entropy of one sample, mean": {
      described(crossEntropy(ones, Tensor(1), reduction: .mean))
    },
    "cross-entropy of an infinite score, mean": {
      described(crossEntropy(Tensor([[-Double.infinity, 0.0]]), Tensor([0]), reduction: .mean))
    },
    "cross-entropy of probabilities, mean": {
      described(
        crossEntropy(
          scores, halves.expand(2, 2), weight: Tensor([1.0, 2.0]), reduction: .mean,
          labelSmoothing: 0.2))
    },
    "cross-entropy without samples, sum": {
      described(crossEntropy(.ones(0, 3), .zeros(0, dtype: .int64), reduction: .sum))
    },
    "cross-entropy of no probabilities, sum": {
      described(crossEntropy(.ones(0, 3), .ones(0, 3), reduction: .sum))
    },
    "cross-entropy of probabilities of no classes, sum": {
      described(crossEntropy(.ones(2, 0), .ones(2, 0), reduction: .sum, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy without samples, sum": {
      described(
        crossEntropy(.ones(0, 0), .zeros(0, dtype: .int64), reduction: .sum, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy with an ignored class, sum": {
      described(
        crossEntropy(
          scores, Tensor([0, -100]), weight: ones * 3, reduction: .sum, labelSmoothing: 0.1))
    },
    "smoothed cross-entropy of ignored classes, sum": {
      described(crossEntropy(scores, Tensor([-100, -100]), reduction: .sum, labelSmoothing: 0.1))
    },
    "cross-entropy of one sample, sum": {
      described(crossEntropy(ones, Tensor(1), reduction: .sum))
    },
    "cross-entropy of an infinite score, sum": {
      described(crossEntropy(Tensor([[-Double.infinity, 0.0]]), Tensor([0]), reduction: .sum))
    },
    "cross-entropy of probabilities, sum": {
      described(
        crossEntropy(
          scores, halves.expand(2, 2), weight: Tensor([1.0, 2.0]), reduction: .sum,
          labelSmoothing: 0.2))
    },
    "weights of 0": {
      described(nllLoss(.ones(2, 2), Tensor([0, 0]), weight: Tensor([0.0, 1.0])))
    },
    "one target in a vector": { described(nllLoss(.ones(2), Tensor([0]), reduction: .none)) },
    "places of 3 dimensions": {
      described(nllLoss(.ones(2, 2, 2, 2, 2), .zeros(2, 2, 2, 2, dtype: .int64)))
    },
    "another class to ignore": { described(nllLoss(scores, Tensor([0, 7]), ignoreIndex: 7)) },
    "weights of 2 dimensions for images": {
      described(nllLoss(.ones(1, 2, 1, 1), Tensor([[[0]]]), weight: .ones(1, 2)))
    },
    "gradient of weighted classes": {
      described(classes { crossEntropy($0, Tensor([0, 1]), weight: Tensor([1.0, 2.0])) })
    },
    "gradient of single classes": {
      described(classes { crossEntropy($0, Tensor([0, -100]), reduction: .none) })
    },
    "gradient of smoothed classes": {
      described(classes { crossEntropy($0, Tensor([0, 1]), labelSmoothing: 0.3) })
    },
    "gradient of probabilities": { described(both { crossEntropy($0, $1) }) },
    "smoothing below 0": { described(crossEntropy(scores, Tensor([0, 1]), labelSmoothing: -0.1)) },
    "logarithms without dimensions": { described(nllLoss(Tensor(1.0), Tensor(0))) },
    "two targets of one sample": { described(nllLoss(ones, Tensor([0, 1]))) },
    "a target without dimensions": { described(nllLoss(scores, Tensor(0))) },
    "targets of 2 dimensions": { described(nllLoss(scores, Tensor([[0], [1]]))) },
    "targets of another number": { described(nllLoss(scores, Tensor([0]))) },
    "targets without places": { described(nllLoss(.ones(2, 2, 2), Tensor([0, 1]))) },
    "targets of other places": { described(nllLoss(.ones(2, 2, 2), Tensor.zeros(2, 3).long())) },
    "targets of other images": {
      described(nllLoss(.ones(2, 2, 2, 2), Tensor.zeros(2, 2, 3).long()))
    },
    "targets of images without height": {
      described(nllLoss(.ones(2, 2, 2, 2), Tensor.zeros(2, 2).long()))
    },
    "size of the weights": { described(nllLoss(scores, Tensor([0, 7]), weight: .ones(3))) },
    "weights without dimensions": {
      described(nllLoss(scores, Tensor([0, 1]), weight: Tensor(1.0)))
    },
    "size of the weights of images": {
      described(nllLoss(.ones(1, 2, 1, 1), Tensor.zeros(1, 1, 1).long(), weight: .ones(3)))
    },
    "type of the weights": { described(nllLoss(scores, Tensor([0, 7]), weight: ones.double())) },
    "class weights that require a gradient": {
      described(nllLoss(scores, Tensor([0, 1]), weight: .ones(2, requiresGrad: true)))
    },
    "a negative class": { described(nllLoss(scores, Tensor([0, -1]))) },
    "a class beyond the last": { described(nllLoss(scores, Tensor([2, 0]))) },
    "a class of none": { described(nllLoss(.ones(1, 0), Tensor([0]))) },
    "a class beyond the last in an image": {
      described(nllLoss(.ones(1, 2, 1, 1), Tensor([[[2]]])))
    },
    "integer probabilities": { described(crossEntropy(scores, Tensor.zeros(2, 2).long())) },
    "a class of scores without dimensions": { described(crossEntropy(Tensor(1.0), Tensor(0))) },
    "cross-entropy without dimensions": { described(crossEntropy(Tensor(1.0), Tensor(0.0))) },
    "probabilities of another shape": { described(crossEntropy(scores, .ones(2, 3))) },
    "probabilities of fewer dimensions": { described(crossEntropy(scores, .ones(2))) },
    "probabilities with a class to ignore": {
      described(crossEntropy(scores, scores, ignoreIndex: 1))
    },
    "weights of probabilities": { described(crossEntropy(scores, scores, weight: .ones(1, 2))) },
    "smoothing above 1": { described(crossEntropy(scores, Tensor([0, 1]), labelSmoothing: 1.1)) },
    "smoothing by 2": { described(CrossEntropyLoss(labelSmoothing: 2)(scores, scores)) },
    "weights of half beside float": {
      described(crossEntropy(scores, Tensor([0, 1]), weight: ones.half(), labelSmoothing: 0.1))
    },
  ]
}
