import Neural

private let ones = Tensor.ones(2)
private let halves = Tensor([0.5, 0.5])

private func both(_ loss: (Tensor, Tensor) -> Tensor) -> String {
  let x = Tensor([0.25, 0.5, 0.75], requiresGrad: true)
  let t = Tensor([0.0, 1.0, 0.5], requiresGrad: true)
  loss(x, t).sum().backward()
  return "\(x.grad ?? x) \(t.grad ?? t)"
}

extension KnownCases {
  /// Losses that compare element by element.
  static let elementLosses: [String: KnownProgram] = [
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
  ]
}
