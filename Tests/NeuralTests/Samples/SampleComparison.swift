@testable import Neural

extension Sample {
  /// The seed that PyTorch's samples of random operations set themselves.
  private static let seed = 42

  var isInPlace: Bool { kind.hasPrefix("inplace") }

  /// Whether the call gives the same in that layout: an error needn't be tried twice.
  func takes(_ layout: SampleLayout) -> Bool {
    layout == .recorded || error == nil && backwardError == nil
  }

  /// What differs from PyTorch, or nil. Stops the process where Neural refuses the call.
  ///
  /// - Throws: ``NotInInterface`` if Neural has no such call.
  func difference(_ operation: SampleOperation, _ layout: SampleLayout) throws -> String? {
    var arguments = try SampleArguments(self, operation.parameters, layout)
    if isInPlace { try arguments.replace(operation.parameters[0]) { $0.clone() } }
    manualSeed(Self.seed)
    let outcome = try operation.body(arguments)
    if let error { return "no error, expected '\(error)'" }
    switch outcome {
    case .value(let found):
      guard let value else { return "a value, expected tensors" }
      return "\(found)" == "\(value)" ? nil : "\(found), expected \(value)"
    case .tensors(let found):
      guard let out else { return "tensors, expected a value" }
      if found.count != out.count { return "\(found.count) results, expected \(out.count)" }
      for (number, (tensor, golden)) in Swift.zip(found, out).enumerated() {
        if let difference = tensor.difference(from: golden, layout) {
          return "output \(number): \(difference)"
        }
      }
      return gradientDifference(found, arguments.tensors)
    }
  }

  private func gradientDifference(_ found: [Tensor], _ inputs: [Tensor]) -> String? {
    guard grads != nil || backwardError != nil else { return nil }
    let followed = found.filter(\.requiresGrad)
    for (number, tensor) in followed.enumerated() {
      let numbers = Tensor.arange(tensor.count, dtype: .float64) % 7 * 0.25 + 0.5
      tensor.backward(
        numbers.reshape(tensor.shape).to(tensor.dtype), retainGraph: number + 1 < followed.count)
    }
    if let backwardError { return "no error in the backward pass, expected '\(backwardError)'" }
    for (number, (input, golden)) in Swift.zip(inputs, grads ?? []).enumerated() {
      switch (input.grad, golden) {
      case (nil, .none): continue
      case (let grad?, .tensor(let golden)):
        if let wrong = grad.difference(from: golden.tensor, units: 8) {
          return "gradient \(number): \(wrong)"
        }
      case (nil, _): return "no gradient of argument \(number)"
      default: return "a gradient of argument \(number), expected none"
      }
    }
    return nil
  }
}

extension Tensor {
  /// What differs from one of a sample's results, or nil.
  fileprivate func difference(from golden: SampleTensor, _ layout: SampleLayout) -> String? {
    let expected = golden.tensor
    if let wrong = difference(from: expected, units: 8) { return wrong }
    if layout == .spread { return nil }
    if let strides = golden.st, strides != self.strides, count > 0 {
      return "strides \(self.strides), expected \(strides)"
    }
    let node = gradFn?.name ?? "-"
    if node != golden.nodeName { return "node \(node), expected \(golden.nodeName)" }
    if hexadecimal != expected.hexadecimal { return signDifference(from: expected) }
    let text = description
    let printed = text.utf8.count <= 200 ? text : "#" + text.digest
    return printed == golden.x ? nil : "text '\(printed)', expected '\(golden.x ?? "")'"
  }

  /// Zeros of different signs are equal, but not the same.
  private func signDifference(from expected: Tensor) -> String? {
    guard dtype.isFloatingPoint else { return nil }
    for (x, y) in Swift.zip(array(of: Double.self), expected.array(of: Double.self))
    where x == 0 && y == 0 && x.sign != y.sign { return "element is \(x), expected \(y)" }
    return nil
  }
}

extension String {
  /// The FNV-1a hash of the text.
  fileprivate var digest: String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
