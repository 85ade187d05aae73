import Neural

/// Runs a program of tensors, statement by statement, as `Tests/RandomPrograms/run.py` does on PyTorch.
struct Interpreter {
  private(set) var variables: [Int: Tensor] = [:]

  /// An operation that one of the two interpreters doesn't have.
  private struct Unknown: Error {
    let operation: String
  }

  mutating func run(_ statement: [Argument]) throws {
    let name = try statement[0].text()
    let target = try statement[1].int()
    let arguments = Array(statement[2...])
    if name.hasPrefix("!") {
      try noGrad { try perform(String(name.dropFirst()), target, arguments) }
    } else {
      try perform(name, target, arguments)
    }
  }

  private mutating func perform(_ name: String, _ target: Int, _ arguments: [Argument]) throws {
    if name == "leaf" {
      variables[target] = try Self.leaf(arguments)
    } else if let function = Self.views[name] ?? Self.results[name] {
      variables[target] = try function(try variable(arguments[0]), Array(arguments[1...]))
    } else if let function = Self.pairs[name] {
      variables[target] = try function(
        try variable(arguments[0]), try variable(arguments[1]), Array(arguments[2...]))
    } else if let function = Self.changes[name] {
      try function(try variable(.number(Double(target))), arguments)
    } else {
      try change(name, try variable(.number(Double(target))), arguments)
    }
  }

  /// Changes by a second variable, and by operators.
  private func change(_ name: String, _ x: Tensor, _ arguments: [Argument]) throws {
    switch name {
    case "copy": x.copy(from: try variable(arguments[0]))
    case "set": x[at: try arguments[1].indices()] = try variable(arguments[0])
    case "augment":
      let operand = try variable(arguments[2])
      let indices = try arguments[1].indices()
      switch try arguments[0].text() {
      case "+=": x[at: indices] += operand
      case "-=": x[at: indices] -= operand
      default: x[at: indices] *= operand
      }
    case "augmentNumber":
      let operand = try arguments[2].number()
      let indices = try arguments[1].indices()
      switch try arguments[0].text() {
      case "+=": x[at: indices] += operand
      case "-=": x[at: indices] -= operand
      default: x[at: indices] *= operand
      }
    case "+=": x += try variable(arguments[0])
    case "-=": x -= try variable(arguments[0])
    case "*=": x *= try variable(arguments[0])
    case "/=": x /= try variable(arguments[0])
    case "+=n": x += try arguments[0].number()
    case "-=n": x -= try arguments[0].number()
    case "*=n": x *= try arguments[0].number()
    case "/=n": x /= try arguments[0].number()
    default: throw Unknown(operation: name)
    }
  }

  private func variable(_ name: Argument) throws -> Tensor {
    guard let tensor = variables[try name.int()] else {
      throw UnexpectedArgument(expected: "variable", found: name)
    }
    return tensor
  }

  private static func leaf(_ arguments: [Argument]) throws -> Tensor {
    let shape = try arguments[0].ints()
    let seed = try arguments[1].int()
    let numbers = (0..<shape.reduce(1, *)).map { Double(($0 * 5 + seed) % 9 - 4) / 2 }
    let dtype: DType = try arguments[2].text() == "int64" ? .int64 : .float32
    return Tensor(numbers, shape: shape, dtype: dtype).requiresGrad(try arguments[3].bool())
  }

  /// What is compared of the variables when the program has ended.
  var state: [String: [Argument]] {
    var result: [String: [Argument]] = [:]
    for (number, tensor) in variables { result[String(number)] = Self.state(of: tensor) }
    return result
  }

  private static func state(of tensor: Tensor) -> [Argument] {
    let text = tensor.description
    if text.contains("<Invalid>") { return [.text(text)] }
    let numbers = { (values: [Int]) in Argument.list(values.map { .number(Double($0)) }) }
    // The strides of dimensions in which there is no second element say nothing.
    let strides = zip(tensor.shape, tensor.strides).map {
      $0 == 1 || tensor.count == 0 ? 0 : $1
    }
    let offset = tensor.count == 0 ? 0 : tensor.storageOffset
    return [
      .text(text), numbers(tensor.shape), numbers(strides), .number(Double(offset)),
      .bool(tensor.isLeaf),
      tensor.grad.map { .text($0.description) } ?? .null,
    ]
  }
}
