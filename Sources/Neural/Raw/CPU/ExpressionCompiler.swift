import CVectorMath

/// Turns expressions into instructions on registers: inputs first, then parameters and literals, then
/// results. A register whose value isn't needed any more takes the next.
struct ExpressionCompiler {
  /// The literals of the expressions, each once.
  private(set) var literals: [Double] = []
  private let inputs: Int
  private let parameters: Int
  /// The operations in the order in which they are carried out, each after its operands.
  private var operations: [Expression] = []
  private var numbers: [ObjectIdentifier: Int] = [:]
  private let outputs: [Expression]

  init(inputs: Int, parameters: Int, outputs: [Expression]) {
    self.inputs = inputs
    self.parameters = parameters
    self.outputs = outputs
    for output in outputs { visit(output) }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .input, .parameter: break
    case .literal(let value):
      if !literals.contains(where: { $0.bitPattern == value.bitPattern }) { literals.append(value) }
    case .operation(_, let operands):
      if numbers[ObjectIdentifier(expression)] != nil { return }
      for operand in operands { visit(operand) }
      numbers[ObjectIdentifier(expression)] = operations.count
      operations.append(expression)
    }
  }

  /// The compiled program. Its instructions are never freed.
  var program: elementwise_program {
    var allocation = RegisterAllocation(first: inputs + parameters + literals.count)
    let lastUses = self.lastUses
    let instructions = UnsafeMutablePointer<elementwise_instruction>
      .allocate(capacity: max(operations.count, 1))
    var places = [Int](repeating: 0, count: operations.count)
    for (number, expression) in operations.enumerated() {
      guard case .operation(let operation, let operands) = expression.kind else { continue }
      let sources = operands.map { UInt8(register(of: $0, places)) }
      // An output has a register of its own, which may be its place in memory.
      places[number] = isOutput(expression) ? allocation.new() : allocation.take()
      instructions[number] = elementwise_instruction(
        op: UInt8(operation.rawValue), into: UInt8(places[number]), a: sources[0],
        b: sources.count > 1 ? sources[1] : sources[0],
        c: sources.count > 2 ? sources[2] : sources[0])
      for other in 0..<number where lastUses[other] == number && !isOutput(operations[other]) {
        allocation.free(places[other])
      }
    }
    precondition(allocation.count <= Int(ELEMENTWISE_REGISTERS))
    var program = elementwise_program()
    program.instructions = UnsafePointer(instructions)
    program.instruction_count = operations.count
    program.input_count = inputs
    program.constant_count = parameters + literals.count
    program.register_count = allocation.count
    program.output_count = outputs.count
    withUnsafeMutableBytes(of: &program.outputs) { bytes in
      for (index, output) in outputs.enumerated() {
        bytes[index] = UInt8(register(of: output, places))
      }
    }
    withUnsafeMutableBytes(of: &program.is_written_last) { bytes in
      for (index, output) in outputs.enumerated() {
        bytes[index] = (numbers[ObjectIdentifier(output)] ?? -1) >= lastInputUse ? 1 : 0
      }
    }
    program.cost = max(operations.reduce(0) { $0 + cost(of: $1) }, 1)
    return program
  }

  private func register(of expression: Expression, _ places: [Int]) -> Int {
    switch expression.kind {
    case .input(let number): number
    case .parameter(let number): inputs + number
    case .literal(let value):
      inputs + parameters + (literals.firstIndex { $0.bitPattern == value.bitPattern } ?? 0)
    case .operation: places[numbers[ObjectIdentifier(expression)] ?? 0]
    }
  }

  private func isOutput(_ expression: Expression) -> Bool { outputs.contains { $0 === expression } }

  private func cost(of expression: Expression) -> Int {
    guard case .operation(let operation, _) = expression.kind else { return 0 }
    return elementwise_cost(operation)
  }

  /// For each operation the last one that uses its result.
  private var lastUses: [Int] {
    var result = [Int](repeating: -1, count: operations.count)
    for (number, expression) in operations.enumerated() {
      guard case .operation(_, let operands) = expression.kind else { continue }
      for operand in operands {
        if let used = numbers[ObjectIdentifier(operand)] { result[used] = number }
      }
    }
    return result
  }

  /// The last operation that reads an input.
  private var lastInputUse: Int {
    operations.lastIndex {
      guard case .operation(_, let operands) = $0.kind else { return false }
      return operands.contains { if case .input = $0.kind { true } else { false } }
    } ?? 0
  }
}

private struct RegisterAllocation {
  private(set) var count: Int
  private var unused: [Int] = []

  init(first: Int) { count = first }

  mutating func new() -> Int {
    count += 1
    return count - 1
  }

  mutating func take() -> Int { unused.popLast() ?? new() }

  mutating func free(_ register: Int) { unused.append(register) }
}
