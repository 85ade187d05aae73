import Testing

@testable import Neural

/// A case of an operation: tensors, and what PyTorch makes of them.
struct GoldenOperation: Decodable, Sendable, CustomTestStringConvertible {
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

  /// The types, shapes and layouts of the inputs, and the options.
  let name: String
  let inputs: [GoldenTensor]
  let output: GoldenTensor
  let node: String?
  let grads: [GoldenTensor?]?
  let options: Options?

  var testDescription: String { name }

  /// Expects PyTorch's output, gradients and node name of a function of one tensor.
  ///
  /// Results may differ by some `units` in the last place of the largest element.
  func check(
    units: Double = 4, at place: SourceLocation = #_sourceLocation, _ function: (Tensor) -> Tensor
  ) {
    check(inputCount: 1, units, place) { function($0[0]) }
  }

  /// The same of a function of two tensors.
  func check(
    at place: SourceLocation = #_sourceLocation, _ function: (Tensor, Tensor) -> Tensor
  ) {
    check(inputCount: 2, 4, place) { function($0[0], $0[1]) }
  }

  /// The same of a function of three tensors.
  func check(
    units: Double = 4, at place: SourceLocation = #_sourceLocation,
    _ function: (Tensor, Tensor, Tensor) -> Tensor
  ) {
    check(inputCount: 3, units, place) { function($0[0], $0[1], $0[2]) }
  }

  private func check(
    inputCount: Int, _ units: Double, _ place: SourceLocation, _ function: ([Tensor]) -> Tensor
  ) {
    guard inputs.count == inputCount else {
      Issue.record("\(inputs.count) inputs, expected \(inputCount)", sourceLocation: place)
      return
    }
    if let difference = difference(of: function, units) {
      Issue.record("\(difference)", sourceLocation: place)
    }
  }

  /// What differs from PyTorch, or nil.
  private func difference(of function: ([Tensor]) -> Tensor, _ units: Double) -> String? {
    let inputs = inputs.map(\.tensor)
    let output = function(inputs)
    if let wrong = output.difference(from: self.output, units: units) { return "output: \(wrong)" }
    if output.gradFn?.name != node {
      return "node \(output.gradFn?.name ?? "none"), expected \(node ?? "none")"
    }
    guard let grads else { return nil }
    let numbers = Tensor.arange(output.count, dtype: .float64) % 7 * 0.25 + 0.5
    output.backward(numbers.reshape(output.shape).to(output.dtype))
    if grads.count != inputs.count { return "\(grads.count) gradients are recorded" }
    for (number, (input, golden)) in Swift.zip(inputs, grads).enumerated() {
      guard let golden else {
        if input.grad == nil { continue }
        return "a gradient of input \(number), expected none"
      }
      guard let grad = input.grad else { return "no gradient of input \(number)" }
      if let wrong = grad.difference(from: golden, units: units) {
        return "gradient \(number): \(wrong)"
      }
    }
    return nil
  }
}

/// The options as Neural has them, where a case has others than the default.
extension GoldenOperation {
  var stride: Pair? { options?.stride.map { Pair($0) } }
  var padding: Pair { Pair(options?.padding ?? 0) }
  var dilation: Pair { Pair(options?.dilation ?? 1) }
  var groups: Int { options?.groups ?? 1 }
  var window: Pair { Pair(options?.kernel_size ?? 1) }
  var ceilMode: Bool { options?.ceil_mode ?? false }
  var labelSmoothing: Double { options?.label_smoothing ?? 0 }

  var reduction: Reduction {
    switch options?.reduction {
    case "sum": .sum
    case "none": .none
    default: .mean
    }
  }
}
