/// What differs from PyTorch on purpose, with the reason.
struct SampleDifference {
  /// The operations that differ so; none means all.
  var operations: Set<String> = []
  /// What the report says of the difference, or a part of it.
  let what: String
  let reason: String

  func covers(_ name: String, _ text: String) -> Bool {
    (operations.isEmpty || operations.contains(name)) && text.contains(what)
  }

  static let all: [SampleDifference] = [
    SampleDifference(
      what: "error 'tensors have at most 8 dimensions",
      reason:
        "Sizes and strides are kept in place, without an allocation; eight are enough for nets."),
    SampleDifference(
      operations: ["bitwise_not"], what: "error '~ (operator.invert)",
      reason: "Neural has the operator ~, and says what PyTorch's operator says, not its function."),
  ]
}
