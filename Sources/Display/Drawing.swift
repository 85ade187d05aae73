/// Builds an SVG drawing in the style that all drawings of this package share.
///
/// Coordinates are in CSS pixels from the upper left corner. They are written with one digit after
/// the point, so that rounding errors don't change the text. Colours follow the page's light or
/// dark theme; in a file of its own, that of the system.
public struct Drawing: Displayable {
  /// The alternative text, which screen readers read out.
  public let description: String
  /// The width in CSS pixels.
  public var width: Double
  /// The height in CSS pixels.
  public var height: Double
  private var elements = ""
  private var spots = 0

  /// An empty drawing.
  ///
  /// - Parameters:
  ///   - description: the alternative text.
  ///   - width: in CSS pixels.
  ///   - height: in CSS pixels.
  public init(_ description: String, width: Double, height: Double) {
    self.description = description
    self.width = width
    self.height = height
  }

  /// The drawing as an SVG figure.
  public var representation: Representation { .svg(svg, description: description) }

  /// The source of the `<svg>` element, style sheet included.
  public var svg: String {
    // What can be come to by keyboard may not be within an image.
    let role = spots > 0 ? "group" : "img"
    let spotStyle = spots > 0 ? "<style>\n\(Self.spotStyle)\n</style>\n" : ""
    let size = "width=\"\(Self.place(width))\" height=\"\(Self.place(height))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="\(role)" \(size) \
      viewBox="0 0 \(Self.place(width)) \(Self.place(height))">
      <title>\(Self.escaped(description))</title>
      <style>
      \(Self.style)
      </style>
      \(spotStyle)\(elements)</svg>
      """
  }

  /// How a text is aligned at its position, by the values of SVG's `text-anchor`.
  public enum Anchor: String, Sendable {
    /// The text begins at the position.
    case start
    /// The text is centred on the position.
    case middle
    /// The text ends at the position.
    case end
  }

  /// Adds the source of an SVG element. It isn't checked or escaped.
  public mutating func add(_ element: String) { elements += element + "\n" }

  /// Adds a `<text>` element, escaped; an empty text adds nothing.
  public mutating func text(
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

  /// Adds a `<rect>` element, coordinates in CSS pixels.
  public mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String
  ) {
    let sizes = [x, y, width, height].map(Self.place)
    add(
      "<rect x=\"\(sizes[0])\" y=\"\(sizes[1])\" width=\"\(sizes[2])\" height=\"\(sizes[3])\" "
        + "\(attributes)/>")
  }

  /// Adds a `<path>` element.
  ///
  /// - Parameters:
  ///   - data: path commands, as SVG's attribute `d` takes them.
  ///   - name: the element's CSS class.
  public mutating func path(_ data: String, class name: String) {
    add("<path class=\"\(name)\" d=\"\(data)\"/>")
  }

  /// Adds a part that shows details while readers point at it or come to it with the keyboard. Those of the
  /// first such part are shown where nobody points: at first, on paper, and in files.
  ///
  ///     drawing.spot("0.5 × 2 = 1", { $0.text("1", 40, 20) }, details: { $0.text("0.5 × 2", 40, 60) })
  ///
  /// - Parameters:
  ///   - description: what the part is and what its details say, for those who can't see them.
  ///   - part: draws what is always shown, and can be pointed at.
  ///   - details: draws what is shown then.
  public mutating func spot(
    _ description: String, _ part: (inout Drawing) -> Void, details: (inout Drawing) -> Void
  ) {
    spots += 1
    add(
      "<g class=\"spot\(spots == 1 ? " first" : "")\" tabindex=\"0\" role=\"img\" "
        + "aria-label=\"\(Self.escaped(description))\">")
    part(&self)
    add("<g class=\"details\">")
    details(&self)
    add("</g></g>")
  }

  /// A coordinate as text, always with one digit after the point, by which comparisons of figures
  /// recognise it as a number that may differ a little. Values beyond ±1,000,000 are clamped.
  public static func place(_ value: Double) -> String {
    let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  /// An upper estimate of a text's width in CSS pixels at the font size of 13.
  public static func width(of text: String) -> Double {
    let letters = text.reduce(0) { sum, letter in
      sum + ("mwMW".contains(letter) ? 12 : "fijlrt., ".contains(letter) ? 5 : 7.2)
    }
    return max(7.2 * Double(text.count), letters)
  }

  /// A text with `&`, `<`, `>` and quotes escaped for XML.
  public static func escaped(_ text: String) -> String {
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
  package static let style = """
    .drawing { font: 13px system-ui, sans-serif; color: light-dark(#24211e, #e3e0da) }
    .drawing:root { color-scheme: light dark }
    .drawing text { fill: currentColor; stroke: none }
    .drawing .small { font-size: 12px }
    .drawing .title { font-weight: 600 }
    .drawing .grid { stroke: currentColor; stroke-opacity: .14 }
    .drawing .axis { stroke: currentColor; stroke-opacity: .55; fill: none }
    .drawing .line { fill: none; stroke: var(--series); stroke-width: 2; stroke-linejoin: round }
    .drawing .area { fill: var(--series); fill-opacity: .75 }
    .drawing .point { fill: none; stroke: var(--series); stroke-width: 1.6 }
    .drawing .box { fill: currentColor; fill-opacity: .06; stroke: currentColor; stroke-opacity: .45 }
    .drawing .frame { fill: none; stroke: currentColor; stroke-opacity: .3; stroke-dasharray: 4 3 }
    .drawing .dot { stroke: currentColor; stroke-width: 2; stroke-linecap: round }
    .drawing .s0 { --series: light-dark(#00629b, #6db3e8) }
    .drawing .s1 { --series: light-dark(#b84a00, #ff9d5c) }
    .drawing .s2 { --series: light-dark(#00775a, #4fcba4) }
    .drawing .s3 { --series: light-dark(#9c3d76, #e79cc6) }
    .drawing .s4 { --series: light-dark(#6b6200, #d8cc4a) }
    .drawing .s5 { --series: light-dark(#5a5a5a, #b8b8b8) }
    .drawing .s1.line { stroke-dasharray: 8 3 }
    .drawing .s2.line { stroke-dasharray: 2 3 }
    .drawing .s3.line { stroke-dasharray: 9 3 2 3 }
    .drawing .s4.line { stroke-dasharray: 5 4 }
    .drawing .s5.line { stroke-dasharray: 12 4 2 4 2 4 }
    .drawing image { image-rendering: pixelated }
    """

  /// What drawings with spots have besides.
  package static let spotStyle = """
    .drawing .spot { cursor: pointer; outline: none }
    .drawing .spot > .box { fill-opacity: .1 }
    .drawing .spot:is(:hover, :focus) > .box { stroke-opacity: 1; stroke-width: 2.5 }
    .drawing .details { visibility: hidden; pointer-events: none }
    .drawing .spot:is(:hover, :focus) > .details { visibility: visible }
    .drawing:not(:has(.spot:is(:hover, :focus))) .spot.first > .details { visibility: visible }
    .drawing:has(.spot:hover) .spot:focus:not(:hover) > .details { visibility: hidden }
    .drawing .mark { fill: none; stroke: var(--series); stroke-width: 2.5 }
    """
}
