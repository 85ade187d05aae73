import Display

/// Draws a ``Plot``: its axes, then its reference lines, series and annotations, then its legend.
struct AxesDrawing {
  private let plot: Plot
  private let series: [Mark]
  private let x: Axis
  private let y: Axis
  private let categories: [String]
  private let left: Double
  private let top: Double
  private let right = 468.0
  private let bottom: Double
  /// The width that each category's name has, and the height that labels below the axis take.
  private let room: Double
  private let below: Double
  private var drawing: Drawing

  init(_ plot: Plot) {
    self.plot = plot
    series = plot.marks.filter(\.isSeries)
    categories = plot.marks.map(\.categories).max { $0.count < $1.count } ?? []
    let hasBars = plot.marks.contains { $0.kind == .bars || $0.kind == .histogram }
    let places = plot.marks.flatMap { $0.edges.isEmpty ? $0.x : $0.edges }
    x = Axis(
      places,
      plot.xRange ?? (categories.isEmpty ? nil : -0.5...(Double(categories.count) - 0.5)), count: 6,
      scale: categories.isEmpty ? plot.xScale : .linear)
    y = Axis(
      plot.marks.flatMap(\.y), plot.yRange, count: 5, scale: plot.yScale, zero: hasBars)
    let widest = y.ticks.map { Drawing.width(of: $0.label) }.max() ?? 0
    left = (plot.yLabel.isEmpty ? 14 : 34) + 1.15 * widest
    let legend = Legend(series, left: left, right: right)
    top = 34 + legend.height
    bottom = top + 216
    room = (right - left) / Double(max(1, categories.count))
    below = categories.isEmpty ? 24 : Drawing.height(of: categories, room: room)
    drawing = Drawing(
      plot.description, width: 480, height: bottom + below + (plot.xLabel.isEmpty ? 6 : 24))
    drawing.text(plot.title, (left + right) / 2, 20, class: "title")
    drawAxes()
    for mark in plot.marks { drawRule(mark) }
    drawSeries()
    for mark in plot.marks { drawAnnotation(mark) }
    legend.draw(in: &drawing)
  }

  var svg: String { drawing.svg }

  private func across(_ value: Double) -> Double { left + (right - left) * x.position(value) }
  private func down(_ value: Double) -> Double { bottom - (bottom - top) * y.position(value) }

  private mutating func drawAxes() {
    for tick in y.ticks {
      let place = Drawing.place(down(tick.value))
      drawing.path("M\(Drawing.place(left)) \(place)H\(Drawing.place(right))", class: "grid")
      drawing.text(tick.label, left - 8, down(tick.value) + 4.5, .end)
    }
    if categories.isEmpty {
      for tick in x.ticks {
        drawing.path(
          "M\(Drawing.place(across(tick.value))) \(Drawing.place(bottom))v5", class: "axis")
        // The last label would reach beyond the drawing.
        let last = 479 - Drawing.width(of: tick.label) / 2
        drawing.text(tick.label, min(across(tick.value), last), bottom + 19)
      }
    } else {
      drawing.names(
        categories, at: categories.indices.map { across(Double($0)) }, below: bottom, room: room)
    }
    drawing.path(
      "M\(Drawing.place(left)) \(Drawing.place(top))V\(Drawing.place(bottom))H\(Drawing.place(right))",
      class: "axis")
    drawing.text(plot.xLabel, (left + right) / 2, bottom + below + 16)
    drawing.text(plot.yLabel, 16, (top + bottom) / 2, turned: true)
  }

  /// Draws a dashed line across the plot, its label at the end.
  private mutating func drawRule(_ mark: Mark) {
    let data: String
    if mark.kind == .horizontalRule, let value = mark.y.first, isShown(y.position(value)) {
      data = "M\(Drawing.place(left)) \(Drawing.place(down(value)))H\(Drawing.place(right))"
      drawing.text(mark.label, right - 4, down(value) - 5, .end, class: "small")
    } else if mark.kind == .verticalRule, let value = mark.x.first, isShown(x.position(value)) {
      data = "M\(Drawing.place(across(value))) \(Drawing.place(bottom))V\(Drawing.place(top))"
      drawing.text(mark.label, across(value) + 5, top + 12, .start, class: "small")
    } else {
      return
    }
    drawing.add("<path class=\"axis\" stroke-dasharray=\"5 4\" d=\"\(data)\"/>")
  }

  private mutating func drawAnnotation(_ mark: Mark) {
    guard case .annotation(let anchor) = mark.kind, let x = mark.x.first, let y = mark.y.first,
      isShown(self.x.position(x)), isShown(self.y.position(y))
    else { return }
    let offset: (x: Double, y: Double) =
      switch anchor {
      case .start: (7, 4.5)
      case .middle: (0, -8)
      case .end: (-7, 4.5)
      }
    drawing.text(mark.label, across(x) + offset.x, down(y) + offset.y, anchor, class: "small")
  }

  /// Whether a position lies on its axis.
  private func isShown(_ position: Double) -> Bool { (-1e-9...1 + 1e-9).contains(position) }

  private mutating func drawSeries() {
    let bars = series.count { $0.kind == .bars }
    var bar = 0
    let clips = plot.xRange != nil || plot.yRange != nil
    if clips { beginClip() }
    for (number, mark) in series.enumerated() {
      let series = "s\(number % 6)"
      switch mark.kind {
      case .line, .step:
        drawing.path(line(mark), class: "\(series) line")
        if mark.hasMarkers { drawing.path(points(mark, number), class: "\(series) point") }
      case .scatter: drawing.path(points(mark, number), class: "\(series) point")
      case .histogram:
        for (bin, count) in mark.y.enumerated() {
          drawBar(mark.edges[bin], mark.edges[bin + 1], count, gap: 1, series)
        }
      case .bars:
        let width = 0.8 / Double(bars)
        for (place, value) in mark.y.enumerated() {
          let start = Double(place) - 0.4 + width * Double(bar)
          drawBar(start, start + width, value, gap: 1, series)
        }
        bar += 1
      case .horizontalRule, .verticalRule, .annotation: break
      }
    }
    if clips { drawing.add("</svg>") }
  }

  /// Begins a nested `<svg>` that clips the series to the chosen range.
  private mutating func beginClip() {
    let places = [left, top, right - left, bottom - top].map(Drawing.place)
    drawing.add(
      """
      <svg x="\(places[0])" y="\(places[1])" width="\(places[2])" height="\(places[3])" \
      viewBox="\(places.joined(separator: " "))">
      """)
  }

  private func line(_ mark: Mark) -> String {
    var data = ""
    var isDown = false
    for (x, y) in zip(mark.x, mark.y) {
      guard across(x).isFinite, down(y).isFinite else {
        isDown = false
        continue
      }
      let (place, height) = (Drawing.place(across(x)), Drawing.place(down(y)))
      if isDown && mark.kind == .step {
        data += "H\(place)V\(height)"
      } else {
        data += "\(isDown ? "L" : "M")\(place) \(height)"
      }
      isDown = true
    }
    return data
  }

  private func points(_ mark: Mark, _ number: Int) -> String {
    zip(mark.x, mark.y).filter { across($0).isFinite && down($1).isFinite }.map { x, y in
      "M\(Drawing.place(across(x))) \(Drawing.place(down(y)))" + PointShape.path(number)
    }.joined()
  }

  private mutating func drawBar(
    _ start: Double, _ end: Double, _ value: Double, gap: Double, _ series: String
  ) {
    let (height, zero) = (down(value), down(y.base))
    guard height.isFinite, across(start).isFinite, across(end).isFinite else { return }
    drawing.rectangle(
      across(start) + gap / 2, min(height, zero), max(0.5, across(end) - across(start) - gap),
      (height - zero).magnitude, "class=\"\(series) area\"")
  }
}

/// The shapes of points, which tell series apart without colour.
enum PointShape {
  /// Path commands, relative to the point, of a circle, square, triangle, diamond, cross or plus.
  static func path(_ number: Int) -> String {
    switch number % 6 {
    case 0: "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
    case 1: "m-3 -3h6v6h-6z"
    case 2: "m0 -3.5l3.5 6h-7z"
    case 3: "m0 -4l4 4l-4 4l-4 -4z"
    case 4: "m-3 -3l6 6m-6 0l6 -6"
    default: "m-4 0h8m-4 -4v8"
    }
  }
}

/// The legend: the names of the series, wrapped to rows.
struct Legend {
  private var entries: [(number: Int, mark: Mark, x: Double, y: Double)] = []
  /// The height of all rows, in CSS pixels.
  let height: Double

  init(_ marks: [Mark], left: Double, right: Double) {
    var (x, y) = (left, 42.0)
    for (number, mark) in marks.enumerated() where !mark.label.isEmpty {
      let width = 50 + Drawing.width(of: mark.label)
      if x > left && x + width > right + 14 { (x, y) = (left, y + 19) }
      entries.append((number, mark, x, y))
      x += width
    }
    height = entries.isEmpty ? 0 : y - 24
  }

  func draw(in drawing: inout Drawing) {
    for (number, mark, x, y) in entries {
      let series = "s\(number % 6)"
      switch mark.kind {
      case .line, .step:
        drawing.path("M\(Drawing.place(x)) \(Drawing.place(y - 4))h24", class: "\(series) line")
        guard mark.hasMarkers else { break }
        let place = "M\(Drawing.place(x + 12)) \(Drawing.place(y - 4))"
        drawing.path(place + PointShape.path(number), class: "\(series) point")
      case .scatter:
        let place = "M\(Drawing.place(x + 12)) \(Drawing.place(y - 4))"
        drawing.path(place + PointShape.path(number), class: "\(series) point")
      case .bars, .histogram: drawing.rectangle(x + 6, y - 10, 12, 12, "class=\"\(series) area\"")
      case .horizontalRule, .verticalRule, .annotation: break
      }
      drawing.text(mark.label, x + 30, y, .start)
    }
  }
}
