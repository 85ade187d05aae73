extension PageFunction {
  /// The examples, each with the greatest of what the function gives for it.
  public var figure: Representation {
    let shown = min(labels.count, 3)
    let isDrawn = if case .drawing = input { true } else { false }
    let lines = if case .fields(let fields) = input { fields.count } else { 0 }
    let height = max(isDrawn ? 84 : 18 * Double(lines) + 18, 22 * Double(shown) + 24)
    var drawing = Drawing(
      description, width: 480, height: 34 + height * Double(examples.count))
    drawing.text(title, 240, 20, class: "title")
    for number in examples.indices {
      let top = 38 + height * Double(number)
      draw(examples[number], top, in: &drawing)
      drawing.text(captions[number], 134, top + 10, .start, class: "title")
      let best = answers[number].indices.sorted { answers[number][$0] > answers[number][$1] }
      for (line, place) in best.prefix(shown).enumerated() {
        let y = top + 30 + 22 * Double(line)
        let value = answers[number][place]
        drawing.text(labels[place], 244, y, .end, class: "small")
        let width = value.isFinite ? 160 * max(0, min(1, value)) : 0
        if width > 0 { drawing.rectangle(254, y - 11, width, 14, "class=\"area s0\"") }
        drawing.text(Self.text(value), 262 + width, y, .start, class: "small")
      }
    }
    return .svg(drawing.svg, description: description)
  }

  private var description: String {
    let found = examples.indices.map { number in
      let answer = answers[number]
      let best = answer.indices.max { answer[$0] < answer[$1] }
      return "\(captions[number]): \(best.map { labels[$0] } ?? "nothing")"
    }
    return "\(title) \(found.joined(separator: "; "))"
  }

  /// Draws an example: white ink on black, in as many grays as the eye needs.
  private func draw(_ values: [Double], _ top: Double, in drawing: inout Drawing) {
    switch input {
    case .drawing(let columns, let rows):
      let side = 72 / Double(max(columns, rows))
      let place = "translate(32.0 \(Drawing.place(top))) scale(\(Self.digits(side)))"
      drawing.add(
        "<g transform=\"\(place)\" shape-rendering=\"crispEdges\"><path d=\"M0 0h\(columns)v\(rows)h-\(columns)z\"/>"
      )
      for level in 1...Self.levels {
        let runs = Self.runs(of: level, values, columns)
        if !runs.isEmpty {
          let share = Double(level) / Double(Self.levels)
          drawing.add("<path fill=\"#fff\" fill-opacity=\"\(Self.digits(share))\" d=\"\(runs)\"/>")
        }
      }
      drawing.add("</g>")
    case .fields(let fields):
      for (line, field) in fields.enumerated() {
        drawing.text(
          "\(field.label) \(Self.text(values[line]))", 20, top + 10 + 18 * Double(line), .start,
          class: "small")
      }
    }
  }

  /// How many grays there are beside black.
  private static let levels = 5

  /// The pixels of one gray as a path, those side by side together.
  private static func runs(of level: Int, _ values: [Double], _ columns: Int) -> String {
    var path = ""
    var place = 0
    func isOfLevel(_ place: Int) -> Bool {
      Int((max(0, min(1, values[place])) * Double(levels)).rounded()) == level
    }
    while place < values.count {
      let start = place
      while place < values.count, place / columns == start / columns, isOfLevel(place) {
        place += 1
      }
      let count = place - start
      if count > 0 { path += "M\(start % columns) \(start / columns)h\(count)v1h-\(count)z" }
      if count == 0 { place += 1 }
    }
    return path
  }

  /// A number with two digits behind the point, by which comparisons know that it may differ a little.
  private static func text(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "\(value)" }
    let hundredths = Int((value.magnitude * 100).rounded())
    let sign = value < 0 && hundredths > 0 ? "-" : ""
    let rest = hundredths % 100
    return "\(sign)\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A share with three digits behind the point.
  private static func digits(_ value: Double) -> String {
    "\((value * 1000).rounded() / 1000)"
  }
}
