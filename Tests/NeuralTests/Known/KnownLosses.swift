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
  static let losses: [String: KnownProgram] = [
    "squares of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(mseLoss(Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d)))
      }.joined(separator: "\n")
    },
    "single squares of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          mseLoss(Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d), reduction: .none))
      }.joined(separator: "\n")
    },
    "squares of integers": { described(mseLoss(Tensor([0, 1]), Tensor([1, 1]))) },
    "squares of bool": { described(mseLoss(Tensor([true]), Tensor([true]))) },
    "squares and integer targets": { described(mseLoss(Tensor([0.0, 1.0]), Tensor([1, 0]))) },
    "squares and half targets": { described(mseLoss(Tensor([0.0, 1.0]), Tensor([1, 0]).half())) },
    "squares and double targets": {
      described(mseLoss(Tensor([0.0, 1.0]), Tensor([1, 0]).double()))
    },
    "no squares, none": { described(mseLoss(.ones(0), .ones(0), reduction: .none)) },
    "no squares, mean": { described(mseLoss(.ones(0), .ones(0), reduction: .mean)) },
    "no squares, sum": { described(mseLoss(.ones(0), .ones(0), reduction: .sum)) },
    "squares without dimensions": { described(mseLoss(Tensor(0.5), Tensor(0.5))) },
    "squares of other shapes": { described(mseLoss(.ones(2), .ones(3))) },
    "squares of broadcast shapes": { described(mseLoss(.ones(2), .ones(2, 2))) },
    "gradients of squares": { described(both { mseLoss($0, $1) }) },
    "gradients of single squares": { described(both { mseLoss($0, $1, reduction: .none) }) },
    "name of squares of a target alone": {
      described(mseLoss(halves, .ones(2, requiresGrad: true)).gradFn?.name ?? "")
    },
    "magnitudes of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(l1Loss(Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d)))
      }.joined(separator: "\n")
    },
    "single magnitudes of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          l1Loss(Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d), reduction: .none))
      }.joined(separator: "\n")
    },
    "magnitudes of integers": { described(l1Loss(Tensor([0, 1]), Tensor([1, 1]))) },
    "magnitudes of bool": { described(l1Loss(Tensor([true]), Tensor([true]))) },
    "magnitudes and integer targets": { described(l1Loss(Tensor([0.0, 1.0]), Tensor([1, 0]))) },
    "magnitudes and half targets": {
      described(l1Loss(Tensor([0.0, 1.0]), Tensor([1, 0]).half()))
    },
    "magnitudes and double targets": {
      described(l1Loss(Tensor([0.0, 1.0]), Tensor([1, 0]).double()))
    },
    "no magnitudes, none": { described(l1Loss(.ones(0), .ones(0), reduction: .none)) },
    "no magnitudes, mean": { described(l1Loss(.ones(0), .ones(0), reduction: .mean)) },
    "no magnitudes, sum": { described(l1Loss(.ones(0), .ones(0), reduction: .sum)) },
    "magnitudes without dimensions": { described(l1Loss(Tensor(0.5), Tensor(0.5))) },
    "magnitudes of other shapes": { described(l1Loss(.ones(2), .ones(3))) },
    "magnitudes of broadcast shapes": { described(l1Loss(.ones(2), .ones(2, 2))) },
    "gradients of magnitudes": { described(both { l1Loss($0, $1) }) },
    "gradients of single magnitudes": { described(both { l1Loss($0, $1, reduction: .none) }) },
    "name of magnitudes of a target alone": {
      described(l1Loss(halves, .ones(2, requiresGrad: true)).gradFn?.name ?? "")
    },
    "probabilities of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(binaryCrossEntropy(Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d)))
      }.joined(separator: "\n")
    },
    "single probabilities of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          binaryCrossEntropy(
            Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d), reduction: .none))
      }.joined(separator: "\n")
    },
    "probabilities of integers": {
      described(binaryCrossEntropy(Tensor([0, 1]), Tensor([1, 1])))
    },
    "probabilities of bool": { described(binaryCrossEntropy(Tensor([true]), Tensor([true]))) },
    "probabilities and integer targets": {
      described(binaryCrossEntropy(Tensor([0.0, 1.0]), Tensor([1, 0])))
    },
    "probabilities and half targets": {
      described(binaryCrossEntropy(Tensor([0.0, 1.0]), Tensor([1, 0]).half()))
    },
    "probabilities and double targets": {
      described(binaryCrossEntropy(Tensor([0.0, 1.0]), Tensor([1, 0]).double()))
    },
    "no probabilities, none": {
      described(binaryCrossEntropy(.ones(0), .ones(0), reduction: .none))
    },
    "no probabilities, mean": {
      described(binaryCrossEntropy(.ones(0), .ones(0), reduction: .mean))
    },
    "no probabilities, sum": { described(binaryCrossEntropy(.ones(0), .ones(0), reduction: .sum)) },
    "probabilities without dimensions": { described(binaryCrossEntropy(Tensor(0.5), Tensor(0.5))) },
    "probabilities of other shapes": { described(binaryCrossEntropy(.ones(2), .ones(3))) },
    "probabilities of broadcast shapes": { described(binaryCrossEntropy(.ones(2), .ones(2, 2))) },
    "gradients of probabilities": { described(both { binaryCrossEntropy($0, $1) }) },
    "gradients of single probabilities": {
      described(both { binaryCrossEntropy($0, $1, reduction: .none) })
    },
    "name of probabilities of a target alone": {
      described(binaryCrossEntropy(halves, .ones(2, requiresGrad: true)).gradFn?.name ?? "")
    },
    "scores of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          binaryCrossEntropyWithLogits(Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d)))
      }.joined(separator: "\n")
    },
    "single scores of all types": {
      let types: [DType] = [.float16, .bfloat16, .float32, .float64]
      return types.map { d in
        described(
          binaryCrossEntropyWithLogits(
            Tensor([0, 1, 1], dtype: d), Tensor([1, 1, 0], dtype: d), reduction: .none))
      }.joined(separator: "\n")
    },
    "scores of integers": {
      described(binaryCrossEntropyWithLogits(Tensor([0, 1]), Tensor([1, 1])))
    },
    "scores of bool": { described(binaryCrossEntropyWithLogits(Tensor([true]), Tensor([true]))) },
    "scores and integer targets": {
      described(binaryCrossEntropyWithLogits(Tensor([0.0, 1.0]), Tensor([1, 0])))
    },
    "scores and half targets": {
      described(binaryCrossEntropyWithLogits(Tensor([0.0, 1.0]), Tensor([1, 0]).half()))
    },
    "scores and double targets": {
      described(binaryCrossEntropyWithLogits(Tensor([0.0, 1.0]), Tensor([1, 0]).double()))
    },
    "no scores, none": {
      described(binaryCrossEntropyWithLogits(.ones(0), .ones(0), reduction: .none))
    },
    "no scores, mean": {
      described(binaryCrossEntropyWithLogits(.ones(0), .ones(0), reduction: .mean))
    },
    "no scores, sum": {
      described(binaryCrossEntropyWithLogits(.ones(0), .ones(0), reduction: .sum))
    },
    "scores without dimensions": {
      described(binaryCrossEntropyWithLogits(Tensor(0.5), Tensor(0.5)))
    },
    "scores of other shapes": { described(binaryCrossEntropyWithLogits(.ones(2), .ones(3))) },
    "scores of broadcast shapes": {
      described(binaryCrossEntropyWithLogits(.ones(2), .ones(2, 2)))
    },
    "gradients of scores": { described(both { binaryCrossEntropyWithLogits($0, $1) }) },
    "gradients of single scores": {
      described(both { binaryCrossEntropyWithLogits($0, $1, reduction: .none) })
    },
    "name of scores of a target alone": {
      described(
        binaryCrossEntropyWithLogits(halves, .ones(2, requiresGrad: true)).gradFn?.name ?? "")
    },
    "gradients of weighted probabilities": {
      described(both { binaryCrossEntropy($0, $1, weight: Tensor([2.0, 3.0, 1.0])) })
    },
    "weights of int64 for probabilities": {
      described(binaryCrossEntropy(halves, ones, weight: Tensor([1, 2])))
    },
    "weights of bool for probabilities": {
      described(binaryCrossEntropy(halves, ones, weight: Tensor([true, false])))
    },
    "double weights for halves of probabilities": {
      described(binaryCrossEntropy(halves.half(), ones.half(), weight: ones.double()))
    },
    "weights of another size for probabilities": {
      described(binaryCrossEntropy(halves, ones, weight: .ones(3)))
    },
    "weights of more dimensions for probabilities": {
      described(binaryCrossEntropy(halves, ones, weight: .ones(3, 2)))
    },
    "weights that require a gradient for probabilities": {
      described(binaryCrossEntropy(halves, ones, weight: .ones(2, requiresGrad: true)))
    },
    "gradients of weighted scores": {
      described(both { binaryCrossEntropyWithLogits($0, $1, weight: Tensor([2.0, 3.0, 1.0])) })
    },
    "weights of int64 for scores": {
      described(binaryCrossEntropyWithLogits(halves, ones, weight: Tensor([1, 2])))
    },
    "weights of bool for scores": {
      described(binaryCrossEntropyWithLogits(halves, ones, weight: Tensor([true, false])))
    },
    "double weights for halves of scores": {
      described(binaryCrossEntropyWithLogits(halves.half(), ones.half(), weight: ones.double()))
    },
    "weights of another size for scores": {
      described(binaryCrossEntropyWithLogits(halves, ones, weight: .ones(3)))
    },
    "weights of more dimensions for scores": {
      described(binaryCrossEntropyWithLogits(halves, ones, weight: .ones(3, 2)))
    },
    "weights that require a gradient for scores": {
      described(binaryCrossEntropyWithLogits(halves, ones, weight: .ones(2, requiresGrad: true)))
    },
    "squares and bool targets": { described(mseLoss(Tensor([0.0, 1.0]), Tensor([true, false]))) },
    "magnitudes and bool targets": {
      described(l1Loss(Tensor([0.0, 1.0]), Tensor([true, false])))
    },
    "weights that can't be broadcast": {
      described(binaryCrossEntropy(.ones(2, 1), .ones(2, 1), weight: .ones(3, 3)))
    },
    "gradients of scores with positive weights": {
      described(
        both { binaryCrossEntropyWithLogits($0, $1, posWeight: Tensor([2.0, 3.0, 1.0])) })
    },
    "positive weights of int64": {
      described(binaryCrossEntropyWithLogits(halves, ones, posWeight: Tensor([1, 2])))
    },
    "positive weights of another size": {
      described(binaryCrossEntropyWithLogits(halves, ones, posWeight: .ones(3)))
    },
    "positive weights of more dimensions": {
      described(binaryCrossEntropyWithLogits(halves, ones, posWeight: .ones(3, 2)))
    },
    "positive weights that require a gradient": {
      described(
        binaryCrossEntropyWithLogits(halves, ones, posWeight: .ones(2, requiresGrad: true)))
    },
    "negative probability": { described(binaryCrossEntropy(Tensor([-0.1]), Tensor([0.0]))) },
    "probability above 1": { described(binaryCrossEntropy(Tensor([1.1]), Tensor([0.0]))) },
    "negative target": { described(binaryCrossEntropy(Tensor([0.5]), Tensor([-1.0]))) },
    "target above 1": { described(binaryCrossEntropy(Tensor([0.5, 2.0]), Tensor([2.0, 0.0]))) },
    "probability of nan": { described(binaryCrossEntropy(Tensor([Double.nan]), Tensor([0.0]))) },
    "target of nan": { described(binaryCrossEntropy(Tensor([0.5]), Tensor([Double.nan]))) },
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
