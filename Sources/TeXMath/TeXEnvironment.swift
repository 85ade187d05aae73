/// What `\begin{…}` lays out: cells in rows and columns.
struct TeXEnvironment {
  /// The brackets around it.
  var opening: String?
  var closing: String?
  /// Where the columns' cells stand: left, right or centred. The last is repeated, or all are.
  var alignment: [Alignment] = [.center]
  /// Whether its cells are set as large as formulas on lines of their own.
  var isDisplay = false

  enum Alignment: Character { case left = "l", center = "c", right = "r" }

  static let array = "array"
  static let names = known.keys.sorted() + [array]

  private static let known: [String: TeXEnvironment] = [
    "matrix": TeXEnvironment(),
    "smallmatrix": TeXEnvironment(),
    "pmatrix": TeXEnvironment(opening: "(", closing: ")"),
    "bmatrix": TeXEnvironment(opening: "[", closing: "]"),
    "Bmatrix": TeXEnvironment(opening: "{", closing: "}"),
    "vmatrix": TeXEnvironment(opening: "|", closing: "|"),
    "Vmatrix": TeXEnvironment(opening: "‖", closing: "‖"),
    "cases": TeXEnvironment(opening: "{", alignment: [.left]),
    "aligned": TeXEnvironment(alignment: [.right, .left], isDisplay: true),
    "gathered": TeXEnvironment(isDisplay: true),
  ]

  /// The environment of a name.
  init?(named name: String) {
    guard let known = Self.known[name] else { return nil }
    self = known
  }

  /// An array whose columns are described, as by `lcr`.
  init?(columns: String) {
    let alignment = columns.filter { !$0.isWhitespace }.map(Alignment.init)
    guard !alignment.isEmpty, !alignment.contains(nil) else { return nil }
    self.alignment = alignment.compactMap { $0 }
  }

  private init(
    opening: String? = nil, closing: String? = nil, alignment: [Alignment] = [.center],
    isDisplay: Bool = false
  ) {
    (self.opening, self.closing) = (opening, closing)
    (self.alignment, self.isDisplay) = (alignment, isDisplay)
  }

  /// The table of some cells, between its brackets.
  func html(_ rows: [[String]]) -> String {
    let lines = rows.map { cells in
      MathML.element("mtr", "", cells.enumerated().map { cell($1, column: $0) }.joined())
    }
    var attributes = isDisplay ? "displaystyle=\"true\"" : ""
    // The sides of an equation belong together, as close as in a row.
    if alignment == [.right, .left] { attributes += " class=\"sides\"" }
    let table = MathML.element("mtable", attributes, lines.joined())
    guard opening != nil || closing != nil else { return table }
    return MathML.element(
      "mrow", "",
      opening.map { MathML.bracket($0, form: "prefix", isLarge: true) } ?? "", table,
      closing.map { MathML.bracket($0, form: "postfix", isLarge: true) } ?? "")
  }

  private func cell(_ html: String, column: Int) -> String {
    let place = alignment[column % alignment.count]
    return MathML.element("mtd", place == .center ? "" : "class=\"\(place)\"", html)
  }
}
