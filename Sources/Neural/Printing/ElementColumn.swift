/// Formats the elements of a tensor to one width, PyTorch's `_Formatter`.
struct ElementColumn {
  private enum Values {
    case reals([Double], NumberFormat)
    case integers([Int])
    case truths([Bool])
  }

  private let values: Values
  /// The width of the longest element.
  private(set) var width = 1

  /// - Parameter tensor: the elements that are printed, contiguous; they decide on style and width.
  init(_ tensor: Tensor, _ options: PrintOptions) {
    switch tensor.dtype {
    case .bool:
      values = .truths(tensor.array(of: Bool.self))
    case .uint8, .int32, .int64:
      values = .integers(tensor.array(of: Int.self))
    default:
      let numbers = tensor.array(of: Double.self)
      let deciding = numbers.filter { $0 != 0 && $0.isFinite }
      values = .reals(numbers, NumberFormat(style: Self.style(deciding, options)))
    }
    var text: [UInt8] = []
    for number in 0..<tensor.count where decidesWidth(number) {
      text.removeAll(keepingCapacity: true)
      append(number, to: &text)
      width = max(width, text.count)
    }
  }

  /// Whether an element counts for the width: among floating-point numbers, zeros, infinities and
  /// nan don't.
  private func decidesWidth(_ number: Int) -> Bool {
    guard case .reals(let numbers, _) = values else { return true }
    return numbers[number] != 0 && numbers[number].isFinite
  }

  private static func style(_ numbers: [Double], _ options: PrintOptions) -> NumberFormat.Style {
    guard let first = numbers.first else { return .whole }
    var (smallest, largest) = (first.magnitude, first.magnitude)
    var isWhole = true
    for number in numbers {
      smallest = min(smallest, number.magnitude)
      largest = max(largest, number.magnitude)
      if number != number.rounded(.up) { isWhole = false }
    }
    let isWide = largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4
    if options.sciMode ?? isWide { return .scientific(options.precision) }
    return isWhole ? .whole : .fixed(options.precision)
  }

  /// Appends an element without padding.
  func append(_ number: Int, to text: inout [UInt8]) {
    switch values {
    case .reals(let numbers, let format): format.append(numbers[number], to: &text)
    case .integers(let numbers): text.append(contentsOf: String(numbers[number]).utf8)
    case .truths(let flags): text.append(contentsOf: (flags[number] ? "True" : "False").utf8)
    }
  }

  /// Appends an element, padded on the left to ``width``.
  func appendPadded(_ number: Int, to text: inout [UInt8]) {
    let start = text.count
    append(number, to: &text)
    let missing = width - (text.count - start)
    if missing > 0 {
      text.insert(contentsOf: repeatElement(UInt8(ascii: " "), count: missing), at: start)
    }
  }
}
