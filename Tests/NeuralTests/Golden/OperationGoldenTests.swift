import Testing

@testable import Neural

private struct GoldenOperation: Decodable {
  struct Options: Decodable {
    let reduction: String?
    let label_smoothing: Double?
    let stride: Int?
    let padding: Int?
    let dilation: Int?
    let groups: Int?
    let kernel_size: Int?
    let ceil_mode: Bool?
  }

  let name: String
  let inputs: [GoldenTensor]
  let output: GoldenTensor
  let node: String?
  let grads: [GoldenTensor?]?
  let options: Options?
}

extension GoldenOperation {
  fileprivate func apply(_ x: [Tensor]) -> Tensor? {
    if let operation = OperationTable.all[name] { return operation(x) }
    return options.flatMap { applyImages(x, $0) ?? applyLoss(x, $0) }
  }

  private func applyImages(_ x: [Tensor], _ options: Options) -> Tensor? {
    let padding = Pair(options.padding ?? 0)
    switch name {
    case "conv2d":
      return conv2d(
        x[0], x[1], x[2], stride: Pair(options.stride ?? 1), padding: padding,
        dilation: Pair(options.dilation ?? 1), groups: options.groups ?? 1)
    case "maxPool2d":
      return maxPool2d(
        x[0], kernelSize: Pair(options.kernel_size ?? 1), stride: options.stride.map { Pair($0) },
        padding: padding, ceilMode: options.ceil_mode ?? false)
    case "avgPool2d":
      return avgPool2d(
        x[0], kernelSize: Pair(options.kernel_size ?? 1), stride: options.stride.map { Pair($0) },
        padding: padding, ceilMode: options.ceil_mode ?? false)
    default:
      return nil
    }
  }

  private func applyLoss(_ x: [Tensor], _ options: Options) -> Tensor? {
    let names: [String: Reduction] = ["mean": .mean, "sum": .sum, "none": .none]
    let reduction = names[options.reduction ?? "mean"] ?? .mean
    switch name {
    case "mse": return mseLoss(x[0], x[1], reduction: reduction)
    case "l1": return l1Loss(x[0], x[1], reduction: reduction)
    case "bce": return binaryCrossEntropy(x[0], x[1], reduction: reduction)
    case "bceLogits": return binaryCrossEntropyWithLogits(x[0], x[1], reduction: reduction)
    case "nll": return nllLoss(x[0], x[1], reduction: reduction)
    case "crossEntropy", "crossEntropyWeighted":
      return crossEntropy(
        x[0], x[1], weight: x.count > 2 ? x[2] : nil, reduction: reduction,
        labelSmoothing: options.label_smoothing ?? 0)
    default: return nil
    }
  }

  /// Normalisations subtract means of all they sum up, which loses more in each step.
  private var units: Double { name.contains("Norm") ? 8 : 4 }

  /// What differs from PyTorch, or nil.
  fileprivate var difference: String? {
    let inputs = inputs.map(\.tensor)
    guard let output = apply(inputs) else { return "unknown operation" }
    if let wrong = output.difference(from: self.output, units: units) { return "output: \(wrong)" }
    if output.gradFn?.name != node {
      return "node \(output.gradFn?.name ?? "none"), expected \(node ?? "none")"
    }
    guard let grads else { return nil }
    let numbers = Tensor.arange(output.count, dtype: .float64) % 7 * 0.25 + 0.5
    output.backward(numbers.reshape(output.shape).to(output.dtype))
    for (number, (input, golden)) in Swift.zip(inputs, grads).enumerated() {
      guard let golden else { continue }
      guard let grad = input.grad else { return "no gradient of input \(number)" }
      if let wrong = grad.difference(from: golden, units: units) {
        return "gradient \(number): \(wrong)"
      }
    }
    return nil
  }
}

@Test func `operations give PyTorch's values, gradients and node names`() throws {
  for golden in try GoldenFolder.cases("operations", GoldenOperation.self) {
    let difference = golden.difference
    let shapes = golden.inputs.map { "\($0.dtype) \($0.shape) \($0.strides ?? [])" }
    #expect(difference == nil, "\(golden.name) of \(shapes): \(difference ?? "")")
  }
}
