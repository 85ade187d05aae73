/// Formats a tensor's elements with brackets and line breaks, PyTorch's
/// `_tensor_str_with_formatter`.
struct TensorText {
  private let shape: [Int]
  private let blocks: [Int]
  private let column: ElementColumn
  private let options: PrintOptions
  private let isSummary: Bool
  private var text: [UInt8] = []

  /// - Parameter indent: the column in which the text begins.
  static func write(_ tensor: Tensor, indent: Int, _ options: PrintOptions) -> [UInt8] {
    if tensor.count == 0 { return Array("[]".utf8) }
    var writer = TensorText(tensor, options)
    writer.append(dim: 0, first: 0, indent: indent)
    return writer.text
  }

  private init(_ tensor: Tensor, _ options: PrintOptions) {
    shape = tensor.shape
    self.options = options
    isSummary = tensor.count > options.threshold
    let shown = isSummary ? Self.ends(of: tensor, options.edgeItems) : tensor
    blocks = shown.layout.shape.contiguousStrides.array
    column = ElementColumn(rawContiguous(shown), options)
  }

  /// What a summary shows: the elements at the ends of each dimension.
  private static func ends(of tensor: Tensor, _ edge: Int) -> Tensor {
    noGrad {
      var result = tensor.detach()
      for (dim, size) in tensor.shape.enumerated() where size > 2 * edge {
        let (first, last) = (
          result.narrow(dim: dim, start: 0, length: edge),
          result.narrow(dim: dim, start: size - edge, length: edge)
        )
        result = Tensor.cat([first, last], dim: dim)
      }
      return result
    }
  }

  private func isCut(_ size: Int) -> Bool { isSummary && size > 2 * options.edgeItems }

  /// How many entries of a dimension are shown.
  private func shownCount(_ size: Int) -> Int { isCut(size) ? 2 * options.edgeItems : size }

  private mutating func append(dim: Int, first: Int, indent: Int) {
    if shape.isEmpty {
      column.appendPadded(first, to: &text)
    } else if dim == shape.count - 1 {
      appendRow(first: first, indent: indent)
    } else {
      appendSlices(dim: dim, first: first, indent: indent)
    }
  }

  private mutating func appendSlices(dim: Int, first: Int, indent: Int) {
    let size = shape[dim]
    let isCut = isCut(size)
    let newlines = repeatElement(UInt8(ascii: "\n"), count: shape.count - 1 - dim)
    text.append(UInt8(ascii: "["))
    for order in 0..<shownCount(size) {
      if order > 0 { appendBreak(newlines, indent + 1) }
      if isCut && order == options.edgeItems {
        text.append(contentsOf: "...".utf8)
        appendBreak(newlines, indent + 1)
      }
      append(dim: dim + 1, first: first + order * blocks[dim], indent: indent + 1)
    }
    if isCut && options.edgeItems == 0 { text.append(contentsOf: "...".utf8) }
    text.append(UInt8(ascii: "]"))
  }

  private mutating func appendBreak(_ newlines: Repeated<UInt8>, _ indent: Int) {
    text.append(UInt8(ascii: ","))
    text.append(contentsOf: newlines)
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  private mutating func appendRow(first: Int, indent: Int) {
    let size = shape[shape.count - 1]
    let perLine = max(1, (options.lineWidth - indent) / (column.width + 2))
    let isCut = isCut(size)
    var written = 0
    text.append(UInt8(ascii: "["))
    for order in 0..<shownCount(size) {
      if isCut && order == options.edgeItems {
        appendSeparator(&written, perLine, indent)
        text.append(contentsOf: " ...".utf8)
      }
      appendSeparator(&written, perLine, indent)
      column.appendPadded(first + order, to: &text)
    }
    if isCut && options.edgeItems == 0 { text.append(contentsOf: "...".utf8) }
    text.append(UInt8(ascii: "]"))
  }

  /// Appends what separates an entry of a row from the one before: a comma, or a comma and a line
  /// break.
  private mutating func appendSeparator(_ written: inout Int, _ perLine: Int, _ indent: Int) {
    if written > 0 {
      text.append(UInt8(ascii: ","))
      if written % perLine == 0 {
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent + 1))
      } else {
        text.append(UInt8(ascii: " "))
      }
    }
    written += 1
  }
}
