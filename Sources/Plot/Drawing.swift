/// The text of an SVG drawing as it grows. Places have one digit after the point, so that they don't
/// change with a number's last bits.
struct Drawing {
  let description: String
  let width: Double
  let height: Double
  private var elements = ""

  init(_ description: String, width: Double, height: Double) {
    self.description = description
    self.width = width
    self.height = height
  }

  /// The whole drawing.
  var svg: String {
    let size = "width=\"\(Self.place(width))\" height=\"\(Self.place(height))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" \(size) \
      viewBox="0 0 \(Self.place(width)) \(Self.place(height))">
      <title>\(Self.escaped(description))</title>
      <style>
      \(Self.style)
      </style>
      \(elements)</svg>
      """
  }

  /// Where a text stands beside its place.
  enum Anchor: String {
    case start, middle, end
  }

  mutating func add(_ element: String) { elements += element + "\n" }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .middle, class name: String = "",
    turned: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let place =
      turned
      ? "transform=\"translate(\(Self.place(x)) \(Self.place(y))) rotate(-90)\""
      : "x=\"\(Self.place(x))\" y=\"\(Self.place(y))\""
    let kind = name.isEmpty ? "" : " class=\"\(name)\""
    add("<text\(kind) \(place) text-anchor=\"\(anchor.rawValue)\">\(Self.escaped(text))</text>")
  }

  /// How much room names below fields of some width take: side by side, or slanted.
  static func height(of names: [String], room: Double) -> Double {
    let widest = names.map(width).max() ?? 0
    return names.isEmpty ? 0 : widest > room ? 24 + 0.7 * widest : 24
  }

  /// Names side by side below fields, the middles of which are given; slanted where they don't fit.
  mutating func names(_ names: [String], at places: [Double], below y: Double, room: Double) {
    let isSlanted = names.contains { Self.width(of: $0) > room }
    for (name, x) in zip(names, places) {
      guard isSlanted else {
        text(name, x, y + 18)
        continue
      }
      let place = "\(Self.place(x + 4)) \(Self.place(y + 16))"
      add(
        "<text text-anchor=\"end\" transform=\"translate(\(place)) rotate(-45)\">"
          + "\(Self.escaped(name))</text>")
    }
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String
  ) {
    let sizes = [x, y, width, height].map(Self.place)
    add(
      "<rect x=\"\(sizes[0])\" y=\"\(sizes[1])\" width=\"\(sizes[2])\" height=\"\(sizes[3])\" "
        + "\(attributes)/>")
  }

  mutating func path(_ data: String, class name: String) {
    add("<path class=\"\(name)\" d=\"\(data)\"/>")
  }

  /// A length with one digit after the point, always: as a number with a fraction it may differ a
  /// little and still be the same.
  static func place(_ value: Double) -> String {
    let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  /// How wide a text of 13 units is drawn at most, about.
  static func width(of text: String) -> Double { 7.2 * Double(text.count) }

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }

  /// Colours in pairs for light and dark grounds. In a page they follow the page, in a file of its
  /// own the system. Each has a contrast of 3:1 at least; the hues are those that colour-blind
  /// readers can tell apart (Okabe and Ito, 2008).
  private static let style = """
    .plot { font: 13px system-ui, sans-serif; color: light-dark(#24211e, #e3e0da) }
    .plot:root { color-scheme: light dark }
    .plot text { fill: currentColor; stroke: none }
    .plot .small { font-size: 12px }
    .plot .title { font-weight: 600 }
    .plot .grid { stroke: currentColor; stroke-opacity: .14 }
    .plot .axis { stroke: currentColor; stroke-opacity: .55; fill: none }
    .plot .line { fill: none; stroke: var(--series); stroke-width: 2; stroke-linejoin: round }
    .plot .area { fill: var(--series); fill-opacity: .75 }
    .plot .point { fill: none; stroke: var(--series); stroke-width: 1.6 }
    .plot .dot { stroke: currentColor; stroke-width: 2; stroke-linecap: round }
    .plot .s0 { --series: light-dark(#00629b, #6db3e8) }
    .plot .s1 { --series: light-dark(#b84a00, #ff9d5c) }
    .plot .s2 { --series: light-dark(#00775a, #4fcba4) }
    .plot .s3 { --series: light-dark(#9c3d76, #e79cc6) }
    .plot .s4 { --series: light-dark(#6b6200, #d8cc4a) }
    .plot .s5 { --series: light-dark(#5a5a5a, #b8b8b8) }
    .plot .s1.line { stroke-dasharray: 8 3 }
    .plot .s2.line { stroke-dasharray: 2 3 }
    .plot .s3.line { stroke-dasharray: 9 3 2 3 }
    .plot .s4.line { stroke-dasharray: 5 4 }
    .plot .s5.line { stroke-dasharray: 12 4 2 4 2 4 }
    .plot image { image-rendering: pixelated }
    """
}
