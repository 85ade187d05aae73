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
    return GraphDrawing(of: self, names).drawing
  }
}

/// Lays out an autograd graph in layers: each node below all nodes that use it.
private struct GraphDrawing {
  /// A box of the drawing.
  private struct Field {
    var title: String
    var details = ""
    var layer = 0
    /// The indices of the boxes below that it is computed from.
    var sources: [Int] = []
    var x = 0.0

    /// Empty for a point where a longer edge passes a layer.
    var isPassage: Bool { title.isEmpty }

    var width: Double {
      isPassage ? 8 : 1.08 * max(Drawing.width(of: title), Drawing.width(of: details)) + 22
    }
  }

  /// A drawing of more operations would be unreadable.
  private static let most = 120

  private(set) var drawing: Drawing
  private var fields: [Field] = []

  init(of tensor: Tensor, _ names: [ObjectIdentifier: String]) {
    drawing = Drawing("", width: 0, height: 0)
    guard let root = tensor.gradFn else {
      drawing = Drawing("A tensor without a history", width: 240, height: 40)
      drawing.text("no history", 120, 25)
      return
    }
    collect(root, names)
    assignLayers()
    addPassages()
    let size = place()
    let operations = fields.count { !$0.isPassage && $0.details.isEmpty }
    drawing = Drawing(
      "The graph behind a tensor of shape \(tensor.shape): \(operations) operations, the last "
        + root.name, width: size.width, height: size.height)
    draw()
  }

  /// Makes a box of each node, and of each leaf that it uses.
  private mutating func collect(_ root: Node, _ names: [ObjectIdentifier: String]) {
    var numbers: [ObjectIdentifier: Int] = [ObjectIdentifier(root): 0]
    var queue = [root]
    fields = [Field(title: root.name)]
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
        fields.append(Field(title: "…"))
        continue
      }
      for edge in node.edges {
        if let next = edge.node {
          let (source, isNew) = number(ObjectIdentifier(next), Field(title: next.name), &fields)
          if isNew { queue.append(next) }
          fields[own].sources.append(source)
        } else if let leaf = edge.leaf {
          let name = names[ObjectIdentifier(leaf)].map { "\($0) " } ?? ""
          let field = Field(title: "AccumulateGrad", details: name + "\(leaf.shape)")
          fields[own].sources.append(number(ObjectIdentifier(leaf), field, &fields).0)
        }
      }
    }
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
          fields.append(Field(title: "", layer: layer, sources: [below]))
        }
        if !layers.isEmpty { fields[number].sources[place] = fields.count - 1 }
      }
    }
  }

  /// Places the boxes of each layer side by side, in the order of those that use them.
  private mutating func place() -> (width: Double, height: Double) {
    let layers = (fields.map(\.layer).max() ?? 0) + 1
    let rows = (0..<layers).map { layer in fields.indices.filter { fields[$0].layer == layer } }
    let gap = 18.0
    let widths = rows.map { row in row.reduce(-gap) { $0 + fields[$1].width + gap } }
    let width = max(240, (widths.max() ?? 0) + 24)
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
    return (width, 24 + Double(layers) * 74 - 30)
  }

  private mutating func draw() {
    for field in fields {
      for source in field.sources {
        let (top, bottom) = (y(field) + 42, y(fields[source]))
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
        drawing.path("M\(Drawing.place(field.x)) \(Drawing.place(y(field)))v42.0", class: "axis")
        continue
      }
      drawing.rectangle(
        field.x - field.width / 2, y(field), field.width, 42, "class=\"box\" rx=\"5\"")
      let isLeaf = !field.details.isEmpty
      drawing.text(
        field.title, field.x, y(field) + (isLeaf ? 18 : 26), class: isLeaf ? "small" : "")
      drawing.text(field.details, field.x, y(field) + 35, class: "title")
    }
  }

  private func y(_ field: Field) -> Double { 12 + 74 * Double(field.layer) }
}
