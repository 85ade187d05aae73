// A function of a page as JSON, which the runner decodes as the same type. Cells may have no Foundation to encode
// it with.

func json(_ function: PageFunction) -> String {
  let input =
    switch function.input {
    case .drawing(let width, let height):
      "{\"drawing\":{\"width\":\(width),\"height\":\(height)}}"
    case .fields(let fields): "{\"fields\":{\"_0\":\(list(fields.map(json)))}}"
    }
  return """
    {"name":\(quoted(function.name)),"title":\(quoted(function.title)),"input":\(input),\
    "labels":\(list(function.labels.map(quoted))),"isSingle":\(function.isSingle),\
    "data":\(lists(function.data)),"examples":\(lists(function.examples)),\
    "captions":\(list(function.captions.map(quoted))),"answers":\(lists(function.answers))}
    """
}

private func json(_ field: PageFunction.Field) -> String {
  "{\"label\":\(quoted(field.label)),\"lowest\":\(field.lowest),\"highest\":\(field.highest)}"
}

private func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }

/// JSON has no infinity: what isn't finite is the greatest number there is, or nothing.
private func lists(_ numbers: [[Double]]) -> String {
  list(
    numbers.map { row in
      list(row.map { $0.isFinite ? "\($0)" : $0.isNaN ? "0" : "\($0 < 0 ? "-" : "")1e308" })
    })
}

private func quoted(_ text: String) -> String {
  let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case _ where scalar.value < 32:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return "\"\(escaped)\""
}
