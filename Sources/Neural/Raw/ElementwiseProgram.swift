import CVectorMath

/// A function of elements as a list of vector instructions, which the kernels carry out on one block
/// of elements after the other: whatever it consists of, memory is read and written once.
///
///     let square = ElementwiseProgram { x in x * x }
///
/// It says nothing of types: it is computed in float32, float64, uint8, int32 or int64, as the elements
/// ask for. All there are live as long as the process.
final class ElementwiseProgram: @unchecked Sendable {
  /// The program as the kernels take it.
  let compiled: UnsafePointer<elementwise_program>
  /// Numbers that are known when it runs, before those that stand in the program.
  let parameterCount: Int
  private let constants: UnsafePointer<Double>

  /// The constants that stand in the program, after its parameters.
  private let literals: [Double]

  private init(inputs: Int, parameters: Int, outputs: [Expression]) {
    let compiler = ExpressionCompiler(inputs: inputs, parameters: parameters, outputs: outputs)
    let program = UnsafeMutablePointer<elementwise_program>.allocate(capacity: 1)
    program.initialize(to: compiler.program)
    compiled = UnsafePointer(program)
    parameterCount = parameters
    literals = compiler.literals
    let values = UnsafeMutablePointer<Double>.allocate(capacity: max(literals.count, 1))
    values.initialize(from: literals, count: literals.count)
    constants = UnsafePointer(values)
  }

  /// Calls `body` with the values of the constants, of which the first are the parameters.
  @inline(__always)
  func withConstants(_ parameters: [Double], _ body: (UnsafePointer<Double>) -> Void) {
    if parameterCount == 0 { return body(constants) }
    (parameters + literals).withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
  }
}

extension ElementwiseProgram {
  /// A function of an element.
  convenience init(_ body: (Expression) -> Expression) {
    self.init(inputs: 1, parameters: 0, outputs: [body(.input(0))])
  }

  /// A function of two elements.
  convenience init(_ body: (Expression, Expression) -> Expression) {
    self.init(inputs: 2, parameters: 0, outputs: [body(.input(0), .input(1))])
  }

  /// A function of three elements.
  convenience init(_ body: (Expression, Expression, Expression) -> Expression) {
    self.init(inputs: 3, parameters: 0, outputs: [body(.input(0), .input(1), .input(2))])
  }

  /// A function of elements and parameters with one or more results.
  convenience init(
    inputs: Int, parameters: Int,
    _ body: (_ inputs: [Expression], _ parameters: [Expression]) -> [Expression]
  ) {
    self.init(
      inputs: inputs, parameters: parameters,
      outputs: body(
        (0..<inputs).map(Expression.input), (0..<parameters).map(Expression.parameter)))
  }
}
