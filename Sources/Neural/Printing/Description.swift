extension Tensor: CustomStringConvertible {
  /// The text that PyTorch prints: `tensor([1., 2.], requires_grad=True)`.
  public var description: String { textPrefix + text(PrintOptions.current) }

  private final func text(_ options: PrintOptions) -> String {
    let prefix = "tensor("
    var text = Array(prefix.utf8)
    text += TensorText.write(self, indent: prefix.utf8.count, options)
    // PyTorch counts one character more than the last line has.
    let newline = text.lastIndex(of: UInt8(ascii: "\n")) ?? -1
    var lineLength = text.count - newline + 1
    for suffix in suffixes(options) {
      if lineLength + suffix.utf8.count + 2 > options.lineWidth {
        text.append(contentsOf: ",\n".utf8)
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: prefix.utf8.count))
        lineLength = prefix.utf8.count + suffix.utf8.count
      } else {
        text.append(contentsOf: ", ".utf8)
        lineLength += suffix.utf8.count + 2
      }
      text.append(contentsOf: suffix.utf8)
    }
    text.append(UInt8(ascii: ")"))
    return String(decoding: text, as: UTF8.self)
  }

  /// What follows the elements: size, dtype, and grad_fn or requires_grad.
  private final func suffixes(_ options: PrintOptions) -> [String] {
    var result: [String] = []
    let isEmpty = count == 0
    if isEmpty && ndim != 1 || !isEmpty && options.edgeItems == 0 {
      let list = shape.map(String.init).joined(separator: ", ")
      result.append("size=(\(list)\(ndim == 1 ? "," : ""))")
    }
    let isObvious = dtype == .default || !isEmpty && (dtype == .int64 || dtype == .bool)
    if !isObvious { result.append("dtype=\(dtype)") }
    if hasInvalidHistory {
      result.append("grad_fn=<Invalid>")
    } else if let gradFn {
      result.append("grad_fn=<\(gradFn.name)>")
    } else if requiresGrad {
      result.append("requires_grad=True")
    }
    return result
  }
}

extension DefaultStringInterpolation {
  /// Interpolates a tensor as Python's `format` does: a scalar as its value, other tensors as they
  /// print.
  public mutating func appendInterpolation(_ tensor: Tensor) {
    let isPlain = type(of: tensor) == Tensor.self
    appendLiteral(isPlain && tensor.dim == 0 ? tensor.scalarText : tensor.description)
  }
}

extension Tensor {
  /// The value of a scalar, as Python prints numbers.
  fileprivate final var scalarText: String {
    switch dtype {
    case .bool: item(as: Bool.self) ? "True" : "False"
    case .uint8, .int32, .int64: String(item(as: Int.self))
    default: pythonText(item())
    }
  }
}
