import Display

extension Linear {
  /// A drawing of how this layer makes its outputs: pointing at one, or coming to it with the keyboard, shows
  /// the row of the input, the row of weights, their products and the bias that it is the sum of.
  ///
  /// Stops the program where input and output have more than twelve columns together, or more than six rows.
  ///
  /// - Parameters:
  ///   - input: of shape `[inFeatures]` or rows × inFeatures.
  ///   - description: the alternative text; nil makes one of the sizes.
  public final func dotProducts(for input: Tensor, description: String? = nil) -> Drawing {
    guard input.dim == 1 || input.dim == 2, input.shape.last == inFeatures else {
      fail(
        "the dot products of a layer with \(inFeatures) inputs are drawn for a tensor of shape "
          + "[\(inFeatures)] or rows × \(inFeatures), and this one has the shape \(input.shape)")
    }
    let rows = input.dim == 1 ? input.unsqueeze(0) : input
    guard inFeatures + outFeatures <= 12, rows.size(0) <= 6 else {
      fail(
        "\(rows.size(0)) rows of \(inFeatures) inputs and \(outFeatures) outputs are too many to be "
          + "drawn; there is room for 12 inputs and outputs together, and for 6 rows")
    }
    return DotProductDrawing(self, rows, description).drawing
  }
}

/// Lays out an input and an output as tables of numbers, and below them what makes each output.
private struct DotProductDrawing {
  private(set) var drawing: Drawing
  private let inputs: [[Double]]
  private let weights: [[Double]]
  private let biases: [Double]?
  private let outputs: [[Double]]
  private let side: Double
  private static let height = 26.0
  private static let top = 34.0
  private static let label = 96.0

  init(_ layer: Linear, _ rows: Tensor, _ description: String?) {
    inputs = Self.table(rows)
    weights = Self.table(layer.weight)
    biases = layer.bias.map { Self.table($0.unsqueeze(0))[0] }
    outputs = Self.table(noGrad { layer(rows) })
    side = min(52, (452 - 40) / Double(layer.inFeatures + layer.outFeatures))
    let tables = Self.top + Self.height * Double(inputs.count)
    drawing = Drawing(
      description
        ?? "A layer of \(layer.outFeatures) neurons applied to \(inputs.count) rows of \(layer.inFeatures) numbers",
      width: 480, height: tables + 24 + 4 * 32 + 8)
    draw()
  }

  private static func table(_ tensor: Tensor) -> [[Double]] {
    let numbers = tensor.detach().to(.float64).array(of: Double.self)
    let width = tensor.size(-1)
    return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
  }

  private var outputLeft: Double { 14 + side * Double(weights[0].count) + 40 }

  private mutating func draw() {
    drawing.text("input", 14, 20, .start, class: "title")
    drawing.text("output", outputLeft, 20, .start, class: "title")
    for (row, numbers) in inputs.enumerated() {
      for (column, number) in numbers.enumerated() {
        Self.field(number, 14 + side * Double(column), y(row), side, in: &drawing)
      }
    }
    for row in outputs.indices {
      for column in outputs[row].indices { drawOutput(row, column) }
    }
  }

  private func y(_ row: Int) -> Double { Self.top + Self.height * Double(row) }

  private mutating func drawOutput(_ row: Int, _ column: Int) {
    let (value, x) = (outputs[row][column], outputLeft + side * Double(column))
    let (top, side) = (y(row), side)
    let copy = self
    drawing.spot(
      description(row, column), { Self.field(value, x, top, side, in: &$0) },
      details: { copy.drawDetails(row, column, in: &$0) })
  }

  private func products(_ row: Int, _ column: Int) -> [Double] {
    zip(inputs[row], weights[column]).map { $0 * $1 }
  }

  private func description(_ row: Int, _ column: Int) -> String {
    let terms = zip(inputs[row], weights[column]).map { "\($0.drawn()) × \($1.drawn())" }
    let bias = biases.map { " + bias \($0[column].drawn())" } ?? ""
    return "Row \(row), output \(column): " + terms.joined(separator: " + ") + bias
      + " = \(outputs[row][column].drawn())"
  }

  /// The row and the weights, one below the other, their products, and the sum.
  private func drawDetails(_ row: Int, _ column: Int, in drawing: inout Drawing) {
    let first = y(inputs.count) + 24
    drawing.rectangle(
      14, y(row), side * Double(inputs[row].count), Self.height, "class=\"mark s0\" rx=\"3\"")
    let lines = [
      ("row \(row)", inputs[row], "s0"), ("× weights \(column)", weights[column], "s1"),
      ("= products", products(row, column), "s2"),
    ]
    let width = min(58, (468 - Self.label) / Double(inputs[row].count))
    for (number, (label, numbers, series)) in lines.enumerated() {
      let top = first + 32 * Double(number)
      drawing.text(label, 14, top + 17, .start, class: "small")
      for (place, value) in numbers.enumerated() {
        Self.field(value, Self.label + width * Double(place), top, width - 4, in: &drawing)
      }
      drawing.rectangle(
        Self.label - 3, top - 1, width * Double(numbers.count) + 2, Self.height,
        "class=\"mark \(series)\" rx=\"3\"")
    }
    let sum = products(row, column).reduce(0, +)
    let bias = biases.map { " + bias \($0[column].drawn())" } ?? ""
    drawing.text(
      "sum \(sum.drawn())\(bias) = \(outputs[row][column].drawn())", Self.label,
      first + 3 * 32 + 17,
      .start, class: "title")
  }

  private static func field(
    _ value: Double, _ x: Double, _ y: Double, _ width: Double, in drawing: inout Drawing
  ) {
    drawing.rectangle(x + 1, y + 1, width - 2, height - 4, "class=\"box\" rx=\"3\"")
    drawing.text(value.drawn(), x + width / 2, y + 16.5, class: "small")
  }
}
