@testable import Neural

/// What an operation gave: tensors, or a plain value.
enum SampleOutcome {
  case tensors([Tensor])
  case value(SampleValue)
}

/// An operation by PyTorch's names of its parameters, and the call of Neural's that stands for it.
struct SampleOperation: Sendable {
  typealias Body = @Sendable (SampleArguments) throws -> SampleOutcome

  let parameters: [String]
  let body: Body

  /// An operation that gives one or the other.
  init(_ parameters: String, outcome body: @escaping Body) {
    self.parameters = parameters.split(separator: " ").map(String.init)
    self.body = body
  }

  /// An operation that gives a tensor.
  init(_ parameters: String, _ body: @escaping @Sendable (SampleArguments) throws -> Tensor) {
    self.init(parameters, outcome: { .tensors([try body($0)]) })
  }

  /// An operation that gives several tensors.
  init(
    _ parameters: String, several body: @escaping @Sendable (SampleArguments) throws -> [Tensor]
  ) {
    self.init(parameters, outcome: { .tensors(try body($0)) })
  }

  /// An operation that gives tensors with the places where they were found.
  init(
    _ parameters: String,
    pair body: @escaping @Sendable (SampleArguments) throws -> (values: Tensor, indices: Tensor)
  ) {
    self.init(parameters) { arguments in
      let pair = try body(arguments)
      return .tensors([pair.values, pair.indices])
    }
  }

  /// An operation that gives no tensor.
  init(
    _ parameters: String, value body: @escaping @Sendable (SampleArguments) throws -> SampleValue
  ) {
    self.init(parameters, outcome: { .value(try body($0)) })
  }

  /// An operation on one tensor without options.
  static func unary(_ body: @escaping @Sendable (Tensor) -> Tensor) -> SampleOperation {
    SampleOperation("input") { body(try $0.tensor("input")) }
  }

  typealias WithNumber = @Sendable (Tensor, any Element) -> Tensor
  typealias OfNumber = @Sendable (any Element, Tensor) -> Tensor

  /// An operation on two tensors, or on a tensor and a number.
  static func binary(
    _ tensors: @escaping @Sendable (Tensor, Tensor) -> Tensor, number: WithNumber? = nil,
    ofNumber: OfNumber? = nil
  ) -> SampleOperation {
    SampleOperation("input other") { a in
      if case .tensor? = a.value("input") {
        if case .tensor? = a.value("other") {
          return tensors(try a.tensor("input"), try a.tensor("other"))
        }
        guard let number else { throw NotInInterface() }
        return number(try a.tensor("input"), try a.number("other"))
      }
      guard let ofNumber else { throw NotInInterface() }
      return ofNumber(try a.number("input"), try a.tensor("other"))
    }
  }
}
