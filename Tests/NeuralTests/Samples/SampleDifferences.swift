/// What differs from PyTorch on purpose, with the reason.
struct SampleDifference {
  /// The operations that differ so; none means all.
  var operations: Set<String> = []
  /// What the report says of the difference, or how it begins.
  let what: String
  /// And what it has further on.
  var and = ""
  let reason: String

  func covers(_ name: String, _ text: String) -> Bool {
    (operations.isEmpty || operations.contains(name)) && text.hasPrefix(what)
      && (and.isEmpty || text.contains(and))
  }

  static let all: [SampleDifference] = [
    SampleDifference(
      operations: ["sort"], what: "output 1: element",
      reason:
        "PyTorch leaves the order of equal elements open unless it is asked for a stable one; "
        + "Neural keeps it always. The sorted values, output 0, have to be the same."),
    SampleDifference(
      operations: ["argsort"], what: "output 0: element",
      reason: "The order of equal elements, as in sort."),
    SampleDifference(
      operations: ["maximum", "minimum", "max-binary", "min-binary"],
      what: "output 0: element is 0.0",
      reason: "Of 0 and -0 PyTorch takes the second in what fills its vectors and the first in the "
        + "rest, so that it depends on the processor; Neural takes the first."),
    SampleDifference(
      operations: ["nn.functional.elu"], what: "gradient 0: element", and: "nan",
      reason:
        "At nan PyTorch gives nan in what fills its vectors and passes the gradient in the rest, "
        + "so that it depends on the processor; Neural passes it."),
    SampleDifference(
      operations: ["nn.functional.layer_norm"], what: "gradient 1: element 0 is 0.0",
      reason: "A row of one number: normalized it is 0, of which PyTorch's rounding leaves 1e-5."),
    SampleDifference(
      operations: ["bitwise_not"], what: "error '~ (operator.invert)",
      reason: "Neural has the operator ~, and says what PyTorch's operator says, not its function."),
  ]
}
