import Display

extension Module {
  /// A drawing of the layers of neurons that an example passes, from left to right.
  ///
  /// A layer of up to eight neurons shows each of them with the value that it gives, its weights on
  /// the lines that lead to it and its bias below; a line's colour tells the sign, its width the
  /// size. A larger layer is a bar as long as its neurons are many, on a logarithmic scale.
  ///
  /// - Parameters:
  ///   - example: one input, an image for instance. The module is called with it once, in evaluation
  ///     mode and without gradients.
  ///   - outputs: names of the outputs, whose values are then drawn as bars; none, or one for each.
  ///   - description: the alternative text; nil makes one of the numbers of neurons.
  public final func neurons(
    for example: Tensor, outputs: [String] = [], description: String? = nil
  ) -> Drawing {
    guard let use = ModuleTrace.use(of: self, example) else {
      fail("the module has replaced what was to follow its input")
    }
    let layers = NeuronLayer.layers(of: use, example)
    let last = layers.last?.values.count ?? 0
    if !outputs.isEmpty, outputs.count != last {
      fail("\(outputs.count) names for \(last) outputs")
    }
    return NeuronDrawing(layers, outputs, description).drawing
  }
}

/// A layer of neurons with the values that it gives for one example.
private struct NeuronLayer {
  let linear: Linear?
  var values: [Double]
  /// The names of the modules between this layer's sums and the next layer.
  var activations: [String] = []

  /// The input, and a layer for each `Linear` that it passes. What changes the values without
  /// changing their count belongs to the layer before.
  static func layers(of use: ModuleUse, _ example: Tensor) -> [NeuronLayer] {
    var layers = [NeuronLayer(linear: nil, values: numbers(example))]
    func visit(_ use: ModuleUse) {
      if !use.parts.isEmpty {
        use.parts.forEach(visit)
        return
      }
      guard let result = use.result else { return }
      let values = numbers(result)
      if let linear = use.module as? Linear {
        if values.count != linear.outFeatures {
          fail(
            "expected one example, but a layer of \(linear.outFeatures) neurons gives "
              + "\(result.shape); take one, as by [0]")
        }
        layers.append(NeuronLayer(linear: linear, values: values))
      } else if layers.count > 1, values.count == layers[layers.count - 1].values.count {
        layers[layers.count - 1].values = values
        layers[layers.count - 1].activations.append(use.module.typeName)
      }
    }
    visit(use)
    return layers
  }

  private static func numbers(_ tensor: Tensor) -> [Double] {
    tensor.detach().to(.float64).array(of: Double.self)
  }
}

/// Lays out layers of neurons from left to right.
private struct NeuronDrawing {
  private(set) var drawing: Drawing
  private let layers: [NeuronLayer]
  private let outputs: [String]
  private let columns: [Double]
  private let middle: Double
  private static let most = 8

  init(_ layers: [NeuronLayer], _ outputs: [String], _ description: String?) {
    (self.layers, self.outputs) = (layers, outputs)
    let room = outputs.isEmpty ? 420.0 : 300
    let gap = (room - 46) / Double(max(1, layers.count - 1))
    columns = layers.indices.map { 52 + gap * Double($0) }
    let rows = layers.map(\.values.count).filter { $0 <= Self.most }.max() ?? 0
    let hasBars = layers.contains { $0.values.count > Self.most }
    let inner = max(68 * Double(rows), hasBars ? 210 : 0, 17 * Double(outputs.count))
    middle = 34 + inner / 2
    let counts = layers.map { String($0.values.count) }.joined(separator: ", ")
    drawing = Drawing(
      description ?? "Layers of \(counts) neurons", width: 480, height: inner + 84)
    for number in layers.indices.dropFirst() { connect(number) }
    for number in layers.indices { draw(number) }
    if !outputs.isEmpty { drawOutputs() }
  }

  private func isSmall(_ number: Int) -> Bool {
    layers[number].values.count <= Self.most && !(isLast(number) && !outputs.isEmpty)
  }

  private func isLast(_ number: Int) -> Bool { number == layers.count - 1 }

  /// The height of a neuron's middle, in a small layer.
  private func y(_ row: Int, _ number: Int) -> Double {
    middle + 68 * (Double(row) - Double(layers[number].values.count - 1) / 2)
  }

  /// Half the length of a large layer's bar: as its neurons double, it grows by the same amount.
  private func half(_ number: Int) -> Double {
    var (count, doublings) = (layers[number].values.count, 0.0)
    while count > 1 { (count, doublings) = (count / 2, doublings + 1) }
    return isSmall(number)
      ? y(layers[number].values.count - 1, number) - middle + 17 : 16 + 9 * doublings
  }

  private mutating func connect(_ number: Int) {
    guard let linear = layers[number].linear else { return }
    let (left, right) = (columns[number - 1], columns[number])
    // What stands between two layers may join inputs, as pooling does.
    let isWhole = layers[number - 1].values.count == linear.inFeatures
    guard isWhole, isSmall(number - 1), isSmall(number) else {
      let (a, b) = (half(number - 1), half(number))
      let corners = [
        (left + 12, middle - a), (right - 12, middle - b), (right - 12, middle + b),
        (left + 12, middle + a),
      ].map { "\(Drawing.place($0)) \(Drawing.place($1))" }
      drawing.path("M" + corners.joined(separator: "L") + "Z", class: "box")
      return
    }
    let weights = linear.weight.detach().to(.float64).array(of: Double.self)
    let greatest = weights.map(\.magnitude).max() ?? 1
    let count = linear.inFeatures
    for (place, weight) in weights.enumerated() {
      let (start, end) = (y(place % count, number - 1), y(place / count, number))
      let (dx, dy) = (right - left, end - start)
      let share = weight == 0 || greatest == 0 ? 0 : weight.magnitude / greatest
      let data =
        "M\(Drawing.place(left + 17)) \(Drawing.place(start + dy * 17 / dx))"
        + "L\(Drawing.place(right - 17)) \(Drawing.place(end - dy * 17 / dx))"
      let name = share == 0 ? "axis" : weight < 0 ? "s1 line" : "s0 line"
      let width = Drawing.place(1 + 2.2 * share)
      drawing.add("<path class=\"\(name)\" style=\"stroke-width:\(width)\" d=\"\(data)\"/>")
      drawing.text(
        weight.drawn(), left + 0.32 * dx, start + 0.32 * dy - 5, class: "small")
    }
  }

  private mutating func draw(_ number: Int) {
    let layer = layers[number]
    let x = columns[number]
    let title = number == 0 ? "input" : isLast(number) ? "output" : "hidden"
    drawing.text(title, x, 20, class: "title")
    if isSmall(number) {
      let biases = layer.linear?.bias?.detach().to(.float64).array(of: Double.self)
      for (row, value) in layer.values.enumerated() {
        let (cx, cy) = (Drawing.place(x), Drawing.place(y(row, number)))
        drawing.add("<circle class=\"box\" cx=\"\(cx)\" cy=\"\(cy)\" r=\"17.0\"/>")
        drawing.text(value.drawn(), x, y(row, number) + 4.5)
        if let bias = biases?[row] {
          drawing.text("bias \(bias.drawn())", x, y(row, number) + 31, class: "small")
        }
      }
    } else {
      drawing.rectangle(
        x - 12, middle - half(number), 24, 2 * half(number), "class=\"box\" rx=\"4\"")
    }
    let bottom = drawing.height - 26
    drawing.text("\(layer.values.count)", x, bottom, class: "title")
    drawing.text(layer.activations.joined(separator: ", "), x, bottom + 16, class: "small")
  }

  /// The outputs as bars, each with its name.
  private mutating func drawOutputs() {
    guard let values = layers.last?.values, let x = columns.last else { return }
    let greatest = values.map(\.magnitude).max() ?? 0
    let room = 34.0
    for (row, value) in values.enumerated() {
      let y = middle + 17 * (Double(row) - Double(values.count - 1) / 2)
      let length = greatest > 0 ? room * value.magnitude / greatest : 0
      let name = value < 0 ? "s1" : "s0"
      drawing.rectangle(
        value < 0 ? x + 58 - length : x + 58, y - 5, max(0.5, length), 10, "class=\"\(name) area\"")
      drawing.text(outputs[row], x + 98, y + 4, .start, class: "small")
    }
  }
}
