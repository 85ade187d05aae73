import Display

extension Tensor {
  /// A drawing of the autograd graph of this tensor: the recorded operations, down to the leaves.
  ///
  /// - Parameter names: names for leaves, to be shown in the drawing.
  public final func graph(_ names: KeyValuePairs<String, Tensor> = [:]) -> Drawing {
    graph(named: names.map { (name: $0, tensor: $1) })
  }

  /// A drawing of the autograd graph of this tensor, with the paths of a module's parameters as
  /// names of the leaves.
  public final func graph(_ module: Module) -> Drawing {
    graph(named: module.namedParameters().map { (name: $0, tensor: $1 as Tensor) })
  }

  private final func graph(named: [(name: String, tensor: Tensor)]) -> Drawing {
    var names: [ObjectIdentifier: String] = [:]
    for (name, tensor) in named { names[ObjectIdentifier(tensor)] = name }
    guard let root = gradFn else {
      var drawing = Drawing("A tensor without a history", width: 240, height: 40)
      drawing.text("no history", 120, 25)
      return drawing
    }
    var layout = GraphLayout(of: root) { names[ObjectIdentifier($0)] }
    layout.place()
    let operations = layout.fields.count { $0.node != nil }
    var drawing = Drawing(
      "The graph behind a tensor of shape \(shape): \(operations) operations, the last \(root.name)",
      width: layout.width, height: layout.height)
    layout.draw(in: &drawing)
    return drawing
  }
}

/// Lays out an autograd graph in layers: each node below all nodes that use it.
struct GraphLayout {
  /// A box of the drawing.
  struct Field {
    /// A line of text in a box, and its CSS class.
    struct Line {
      var text: String
      var kind = ""
    }

    /// None for a point where a longer edge passes a layer.
    var lines: [Line] = []
    /// The operation, or the leaf, that the box stands for.
    var node: Node?
    var leaf: Tensor?
    var layer = 0
    /// The indices of the boxes below that it is computed from.
    var sources: [Int] = []
    var x = 0.0

    var isPassage: Bool { lines.isEmpty }

    var width: Double {
      isPassage ? 8 : 1.08 * (lines.map { Drawing.width(of: $0.text) }.max() ?? 0) + 22
    }
  }

  /// A drawing of more operations would be unreadable.
  private static let most = 120

  var fields: [Field] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  /// The height of a box, and of one with the gap below it.
  private let boxHeight: Double
  private var pitch: Double { boxHeight + 32 }

  /// The boxes of a graph, not yet placed.
  ///
  /// - Parameters:
  ///   - lines: how many lines a box has room for.
  ///   - name: the names of leaves.
  init(of root: Node, lines: Int = 2, name: (Tensor) -> String?) {
    boxHeight = 8 + 17 * Double(lines)
    collect(root, name)
    assignLayers()
    addPassages()
  }

  /// Makes a box of each node, and of each leaf that it uses.
  private mutating func collect(_ root: Node, _ name: (Tensor) -> String?) {
    var numbers: [ObjectIdentifier: Int] = [ObjectIdentifier(root): 0]
    var queue = [root]
    fields = [Self.field(of: root)]
    func number(_ key: ObjectIdentifier, _ field: Field, _ fields: inout [Field]) -> (Int, Bool) {
      if let number = numbers[key] { return (number, false) }
      numbers[key] = fields.count
      fields.append(field)
      return (fields.count - 1, true)
    }
    while let node = queue.first {
      queue.removeFirst()
      let own = numbers[ObjectIdentifier(node)] ?? 0
      if fields.count > Self.most {
        fields[own].sources.append(fields.count)
        fields.append(Field(lines: [Field.Line(text: "…")]))
        continue
      }
      for edge in node.edges {
        if let next = edge.node {
          let (source, isNew) = number(ObjectIdentifier(next), Self.field(of: next), &fields)
          if isNew { queue.append(next) }
          fields[own].sources.append(source)
        } else if let leaf = edge.leaf {
          let text = (name(leaf).map { "\($0) " } ?? "") + "\(leaf.shape)"
          let lines = [
            Field.Line(text: "AccumulateGrad", kind: "small"),
            Field.Line(text: text, kind: "title"),
          ]
          let field = Field(lines: lines, leaf: leaf)
          fields[own].sources.append(number(ObjectIdentifier(leaf), field, &fields).0)
        }
      }
    }
  }

  private static func field(of node: Node) -> Field {
    Field(lines: [Field.Line(text: node.name)], node: node)
  }

  /// A box lies one layer below the lowest box that uses it.
  private mutating func assignLayers() {
    var isStable = false
    while !isStable {
      isStable = true
      for field in fields {
        for source in field.sources where fields[source].layer <= field.layer {
          fields[source].layer = field.layer + 1
          isStable = false
        }
      }
    }
  }

  /// Splits edges that pass layers, so that they run between the boxes there.
  private mutating func addPassages() {
    for number in fields.indices {
      for place in fields[number].sources.indices {
        let source = fields[number].sources[place]
        let layers = (fields[number].layer + 1)..<fields[source].layer
        for layer in layers.reversed() {
          let below = layer + 1 == fields[source].layer ? source : fields.count - 1
          fields.append(Field(layer: layer, sources: [below]))
        }
        if !layers.isEmpty { fields[number].sources[place] = fields.count - 1 }
      }
    }
  }

  /// Places the boxes of each layer side by side, in the order of those that use them.
  mutating func place() {
    let layers = (fields.map(\.layer).max() ?? 0) + 1
    let rows = (0..<layers).map { layer in fields.indices.filter { fields[$0].layer == layer } }
    let gap = 18.0
    let widths = rows.map { row in row.reduce(-gap) { $0 + fields[$1].width + gap } }
    width = max(240, (widths.max() ?? 0) + 24)
    for (row, rowWidth) in zip(rows, widths) {
      var wanted: [(field: Int, x: Double)] = []
      for number in row {
        let users = fields.indices.filter { fields[$0].sources.contains(number) }
        let mean = users.isEmpty ? 0 : users.reduce(0) { $0 + fields[$1].x } / Double(users.count)
        wanted.append((number, mean))
      }
      wanted.sort { ($0.x, $0.field) < ($1.x, $1.field) }
      var x = (width - rowWidth) / 2
      for (number, _) in wanted {
        fields[number].x = x + fields[number].width / 2
        x += fields[number].width + gap
      }
    }
    height = 26 + Double(layers) * pitch - 32
  }

  func draw(in drawing: inout Drawing) {
    for field in fields {
      for source in field.sources {
        let (top, bottom) = (y(field) + boxHeight, y(fields[source]))
        let half = (bottom - top) / 2
        let places = [field.x, top, field.x, top + half, fields[source].x, bottom - half].map(
          Drawing.place)
        let end = "\(Drawing.place(fields[source].x)) \(Drawing.place(bottom))"
        drawing.path(
          "M\(places[0]) \(places[1])C\(places[2]) \(places[3]) \(places[4]) \(places[5]) \(end)",
          class: "axis")
      }
    }
    for field in fields {
      if field.isPassage {
        drawing.path(
          "M\(Drawing.place(field.x)) \(Drawing.place(y(field)))v\(Drawing.place(boxHeight))",
          class: "axis")
        continue
      }
      drawing.rectangle(
        field.x - field.width / 2, y(field), field.width, boxHeight, "class=\"box\" rx=\"5\"")
      // A single line stands in the middle.
      let first = field.lines.count == 1 ? boxHeight / 2 + 5 : 18
      for (number, line) in field.lines.enumerated() {
        drawing.text(line.text, field.x, y(field) + first + 17 * Double(number), class: line.kind)
      }
    }
  }

  /// The upper edge of a box.
  func y(_ field: Field) -> Double { 12 + pitch * Double(field.layer) }

  /// The box of an operation.
  func place(of node: Node) -> Int? { fields.firstIndex { $0.node === node } }

  /// Draws what marks a box, as an operation that passes on its gradient.
  func mark(_ place: Int, in drawing: inout Drawing) {
    let field = fields[place]
    drawing.rectangle(
      field.x - field.width / 2 - 2, y(field) - 2, field.width + 4, boxHeight + 4,
      "class=\"s1 line\" rx=\"6\" style=\"stroke-dasharray:none\"")
  }

  /// Writes above a box what passes along an edge to it.
  func label(_ text: String, at place: Int, in drawing: inout Drawing) {
    let target = fields[place]
    drawing.text(text, target.x + 16, y(target) - 4, .start, class: "small")
  }
}
