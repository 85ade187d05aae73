import Display

/// A heat map: a matrix of numbers as shaded cells. The greater the magnitude, the stronger the
/// shade; negative numbers have another colour and a dot.
public struct HeatMap: Displayable {
  private let title: String
  private let rows: [[Double]]
  private let rowNames: [String]
  private let columnNames: [String]
  private let rowLabel: String
  private let columnLabel: String
  private let digits: Int?
  private let showsZeros: Bool
  private let details: String?

  /// A heat map of a matrix. Stops the program where the values aren't a matrix with elements, or
  /// the names aren't as many as its rows or columns.
  ///
  /// - Parameters:
  ///   - title: stands above the matrix.
  ///   - values: of shape rows × columns.
  ///   - rows: the names of the rows; none, or one for each row.
  ///   - columns: the names of the columns; none, or one for each column.
  ///   - rowLabel: the label of the vertical axis.
  ///   - columnLabel: the label of the horizontal axis.
  ///   - digits: how many digits after the point the numbers in the cells have; nil shows no
  ///     numbers.
  ///   - showsZeros: whether cells with 0 have a number; without, the others stand out.
  ///   - description: the alternative text; nil makes one of the title, the size and the labels.
  public init(
    _ title: String, _ values: some Plottable, rows: [String] = [], columns: [String] = [],
    rowLabel: String = "", columnLabel: String = "", digits: Int? = nil,
    showsZeros: Bool = true, description: String? = nil
  ) {
    let values = values.plottedValues
    if values.shape.count != 2 || values.numbers.isEmpty {
      stop("a heat map of shape \(values.shape); it needs rows × columns")
    }
    let width = values.shape[1]
    if !(rows.isEmpty || rows.count == values.shape[0])
      || !(columns.isEmpty || columns.count == width)
    {
      stop("\(rows.count) × \(columns.count) names for a heat map of shape \(values.shape)")
    }
    self.title = title
    self.rows = stride(from: 0, to: values.numbers.count, by: width).map {
      Array(values.numbers[$0..<($0 + width)])
    }
    rowNames = rows
    columnNames = columns
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.digits = digits
    self.showsZeros = showsZeros
    details = description
  }

  /// The heat map as an SVG figure, 480 CSS pixels wide.
  public var representation: Representation {
    let columns = rows[0].count
    let names = (rowNames.map { Drawing.width(of: $0) }.max() ?? 0) + (rowNames.isEmpty ? 12 : 16)
    let left = names + (rowLabel.isEmpty ? 0 : 20)
    let side = min(44, (468 - left) / Double(columns))
    let below = max(2, Drawing.height(of: columnNames, room: side))
    let bottom = 34 + side * Double(rows.count)
    var drawing = Drawing(
      description, width: 480,
      height: bottom + below + (columnLabel.isEmpty ? 6 : 22) + (digits == nil ? 20 : 0))
    let middle = left + side * Double(columns) / 2
    drawing.text(title, max(middle, Drawing.width(of: title) / 2 + 6), 20, class: "title")
    for (row, numbers) in rows.enumerated() {
      let y = 34 + side * Double(row)
      if !rowNames.isEmpty { drawing.text(rowNames[row], left - 8, y + side / 2 + 4.5, .end) }
      for (column, number) in numbers.enumerated() {
        draw(number, left + side * Double(column), y, side, in: &drawing)
      }
    }
    drawing.names(
      columnNames, at: columnNames.indices.map { left + side * (Double($0) + 0.5) },
      below: bottom, room: side)
    drawing.text(columnLabel, middle, bottom + below + 14)
    drawing.text(rowLabel, 16, (34 + bottom) / 2, turned: true)
    if digits == nil {
      drawing.text(scale, middle, drawing.height - 8, class: "small")
    }
    return .svg(drawing.svg, description: description)
  }

  /// The range of the finite numbers, for the line below the map.
  private var scale: String {
    let numbers = rows.joined().filter(\.isFinite)
    let ends = [numbers.min() ?? 0, numbers.max() ?? 0].map { Self.text($0, 2) }
    return "from \(ends[0]) to \(ends[1])" + (ends[0].hasPrefix("−") ? ", dotted below 0" : "")
  }

  private var description: String {
    if let details { return details }
    let size = "\(rows.count) × \(rows[0].count) numbers"
    return "\(title): \(size)" + (rowLabel.isEmpty ? "" : ", \(rowLabel) by \(columnLabel)")
  }

  private func draw(
    _ number: Double, _ x: Double, _ y: Double, _ side: Double, in drawing: inout Drawing
  ) {
    let greatest = rows.joined().filter(\.isFinite).map(\.magnitude).max() ?? 0
    // Where numbers stand on them, shades stay light enough to read them.
    let strongest = digits == nil ? 0.9 : 0.5
    let share = number.isFinite && greatest > 0 ? number.magnitude / greatest : 0
    let series = number < 0 ? "s1" : "s0"
    drawing.rectangle(
      x, y, side - 1, side - 1,
      "class=\"\(series) area\" style=\"fill-opacity:\(Self.text(strongest * share, 2))\"")
    if let digits {
      guard number != 0 || showsZeros else { return }
      drawing.text(
        Self.text(number, digits), x + side / 2 - 0.5, y + side / 2 + 4, class: "small")
    } else if number < 0 && side >= 6 {
      drawing.path(
        "M\(Drawing.place(x + side / 2 - 0.5)) \(Drawing.place(y + side / 2 - 0.5))h0.1",
        class: "dot")
    }
  }

  /// A number with `digits` digits after the point, rounded half away from zero.
  static func text(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite, number.magnitude < 1e12 else { return "\(number)" }
    let power = (0..<digits).reduce(1) { power, _ in power * 10 }
    let whole = Int((number.magnitude * Double(power)).rounded())
    let sign = number < 0 && whole > 0 ? "−" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let rest = String(whole % power)
    let zeros = String(repeating: "0", count: digits - rest.count)
    return "\(sign)\(whole / power).\(zeros)\(rest)"
  }
}
