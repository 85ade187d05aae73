/// Decides whether an SVG drawing may stand in a page itself, where it takes on the page's colours: only one
/// that does nothing but draw. Scripts, handlers of events, links, animations, HTML, and whatever else isn't
/// known here make it an image in a file of its own, in which browsers run nothing.
///
/// A page is read as HTML and not as XML, so that nothing counts but what is the same in both: elements in
/// one another, attributes in quotes, text.
struct PlainDrawing {
  private var rest: ArraySlice<UInt8>
  private var open: [String] = []

  /// Whether a text is one `<svg>` element of this kind.
  static func holds(_ svg: Substring) -> Bool {
    var drawing = PlainDrawing(rest: Array(svg.utf8)[...])
    return drawing.isPlain()
  }

  private mutating func isPlain() -> Bool {
    var hasBegun = false
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      let text = rest[..<start]
      if open.isEmpty, hasBegun || text.contains(where: { !Self.isSpace($0) }) { return false }
      if open.last == "style", !Self.isPlainStyle(text) { return false }
      rest = rest[(start + 1)...]
      hasBegun = true
      guard takeTag() else { return false }
    }
    return hasBegun && open.isEmpty && rest.allSatisfy(Self.isSpace)
  }

  /// Takes a tag behind its first sign; false where it isn't known.
  private mutating func takeTag() -> Bool {
    let isEnd = rest.first == UInt8(ascii: "/")
    if isEnd { rest.removeFirst() }
    let name = takeName()
    guard Self.elements.contains(name), open.isEmpty ? name == "svg" : true else { return false }
    if isEnd {
      skipSpace()
      guard open.popLast() == name, rest.popFirst() == UInt8(ascii: ">") else { return false }
      return true
    }
    while true {
      let hasSpace = skipSpace()
      switch rest.first {
      case UInt8(ascii: ">"):
        rest.removeFirst()
        open.append(name)
        return true
      case UInt8(ascii: "/"):
        rest.removeFirst()
        return rest.popFirst() == UInt8(ascii: ">")
      default:
        guard hasSpace, takeAttribute() else { return false }
      }
    }
  }

  private mutating func takeAttribute() -> Bool {
    let name = takeName()
    skipSpace()
    guard rest.popFirst() == UInt8(ascii: "=") else { return false }
    skipSpace()
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = rest.firstIndex(of: quote)
    else { return false }
    let value = rest[..<end]
    rest = rest[(end + 1)...]
    guard !value.contains(UInt8(ascii: "<")) else { return false }
    if name == "href" || name == "xlink:href" { return Self.isPlainAddress(value) }
    guard Self.attributes.contains(name) || name.hasPrefix("aria-") || name.hasPrefix("data-")
    else { return false }
    return Self.isPlainStyle(value)
  }

  private mutating func takeName() -> String {
    let name = rest.prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (0x30...0x39).contains(byte) || "-:_".utf8.contains(byte)
    }
    rest = rest[name.endIndex...]
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  @discardableResult private mutating func skipSpace() -> Bool {
    let space = rest.prefix(while: Self.isSpace)
    rest = rest[space.endIndex...]
    return !space.isEmpty
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  /// Parts of the drawing itself, and images within it.
  private static func isPlainAddress(_ value: ArraySlice<UInt8>) -> Bool {
    let images = ["png", "jpeg", "gif", "webp"].map { "data:image/\($0);base64," }
    return (["#"] + images).contains { value.starts(with: $0.utf8) }
  }

  /// Whether style or a value loads nothing; it may name parts of the drawing.
  private static func isPlainStyle(_ value: ArraySlice<UInt8>) -> Bool {
    // The text of a path has neither.
    guard value.contains(where: { "@\\(&".utf8.contains($0) }) else { return true }
    let text = String(decoding: value, as: UTF8.self).lowercased()
    return !text.contains("\\") && !text.contains("@import") && !text.contains("@charset")
      && !text.contains("@namespace") && !text.replacing("url(#", with: "").contains("url(")
      && !text.contains("image(") && !text.contains("image-set(") && !text.contains("src(")
      && !(text.contains("&") && text.contains("("))
  }

  private static let elements: Set = [
    "svg", "g", "defs", "symbol", "use", "title", "desc", "style", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "textpath", "image",
    "lineargradient", "radialgradient", "stop", "clippath", "mask", "pattern", "marker", "filter",
    "feblend", "fecolormatrix", "fecomposite", "fedropshadow", "feflood", "fegaussianblur",
    "femerge", "femergenode", "femorphology", "feoffset", "feturbulence",
  ]

  private static let attributes: Set = [
    "alignment-baseline", "baseline-shift", "class", "clip-path", "clip-rule", "clippathunits",
    "color", "cx", "cy", "d", "direction", "display", "dominant-baseline", "dx", "dy", "fill",
    "fill-opacity", "fill-rule", "filter", "filterunits", "flood-color", "flood-opacity",
    "font-family", "font-size", "font-style", "font-variant", "font-weight", "fr", "fx", "fy",
    "gradienttransform", "gradientunits", "height", "id", "image-rendering", "in", "in2", "lang",
    "lengthadjust", "letter-spacing", "marker-end", "marker-mid", "marker-start", "markerheight",
    "markerunits", "markerwidth", "mask", "maskcontentunits", "maskunits", "mode", "offset",
    "opacity", "operator", "orient", "overflow", "paint-order", "patterncontentunits",
    "patterntransform", "patternunits", "points", "preserveaspectratio", "primitiveunits", "r",
    "radius", "refx", "refy", "result", "role", "rotate", "rx", "ry", "shape-rendering",
    "spreadmethod", "startoffset", "stddeviation", "stop-color", "stop-opacity", "stroke",
    "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-opacity", "stroke-width", "style", "tabindex", "text-anchor",
    "text-decoration", "text-rendering", "textlength", "transform", "transform-origin", "type",
    "values", "vector-effect", "version", "viewbox", "visibility", "width", "word-spacing",
    "writing-mode", "x", "x1", "x2", "xml:lang", "xml:space", "xmlns", "xmlns:xlink", "y", "y1",
    "y2",
  ]
}
