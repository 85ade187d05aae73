import Neural

extension Argument {
  /// A tensor of indices, truth values or bytes: `{"shape": …, "i" | "b" | "u": numbers}`.
  func tensor() throws -> Tensor {
    guard case .object(let fields) = self, let shape = try fields["shape"]?.ints() else {
      throw UnexpectedArgument(expected: "tensor", found: self)
    }
    if let numbers = fields["i"] { return Tensor(try numbers.ints(), shape: shape) }
    if let truths = fields["b"] {
      return Tensor(try truths.list().map { try $0.bool() }, shape: shape)
    }
    if let bytes = fields["u"] { return Tensor(try bytes.ints(), shape: shape, dtype: .uint8) }
    throw UnexpectedArgument(expected: "tensor", found: self)
  }

  /// What stands between the brackets.
  func indices() throws -> [any TensorIndex] { try list().map { try $0.index() } }

  private func index() throws -> any TensorIndex {
    switch self {
    case .bool(let value): return value
    case .number(let value): return Int(value)
    case .text("new"): return NewAxis()
    case .text("all"): return Ellipsis()
    case .object(let fields):
      guard let bounds = try fields["s"]?.list() else { return try tensor() }
      let step = try bounds[2].optionalInt() ?? 1
      return Slice(from: try bounds[0].optionalInt(), to: try bounds[1].optionalInt(), step: step)
    default: throw UnexpectedArgument(expected: "index", found: self)
    }
  }
}
