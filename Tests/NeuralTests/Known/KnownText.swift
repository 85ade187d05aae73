import Neural

/// What the programs of `Tests/Golden/known` write, as Python's `str` writes it.
extension KnownCases {
  /// A tensor, also one without dimensions.
  static func shown(_ tensor: Tensor) -> String { tensor.description }

  /// A number, a text without quotes, or whatever else is written the same way in both languages.
  static func shown(_ value: some CustomStringConvertible) -> String { value.description }

  /// A list.
  static func shown(_ list: [some Any]) -> String {
    let items = list.map { item in
      switch item {
      case let tensor as Tensor: shown(tensor)
      case let list as [Tensor]: shown(list)
      case let list as [Int]: shown(list)
      case let truth as Bool: truth ? "True" : "False"
      case let text as String: "'\(text)'"
      default: "\(item)"
      }
    }
    return "[\(items.joined(separator: ", "))]"
  }

  /// The values and places that a reduction gives; the programs that call it are refused.
  static func shown(_ found: (values: Tensor, indices: Tensor)) -> String {
    shown([found.values, found.indices])
  }

  /// The gradients of the sum of a function of leaves.
  static func gradients(of function: ([Tensor]) -> Tensor, _ numbers: Tensor...) -> [Tensor] {
    let leaves = numbers.map { $0.requiresGrad() }
    function(leaves).sum().backward()
    return leaves.compactMap(\.grad)
  }

  /// The name of the operation that computed a tensor.
  static func nodeName(_ tensor: Tensor) -> String { tensor.gradFn?.name ?? "NoneType" }
}

/// What is printed of a value of any kind, as Python's `str` gives it for tensors, numbers and texts.
func described(_ value: Any) -> String { String(describing: value) }
