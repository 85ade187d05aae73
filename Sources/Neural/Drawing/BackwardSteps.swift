import Display

extension Tensor {
  /// The backward pass from this tensor, one operation a frame: each box of the graph has the name and the value
  /// of its result, where that has a name here, and the gradient that has arrived there so far.
  ///
  /// No gradient is accumulated in leaves, and the graph stays as it is. Stops the program where this tensor has
  /// no history or more than one element, and where the graph has been freed by a backward pass.
  ///
  /// - Parameter names: names for leaves and for results of operations.
  public final func backwardSteps(_ names: KeyValuePairs<String, Tensor>) -> Frames {
    guard let root = gradFn, count == 1 else {
      fail("the steps of a backward pass are drawn for a tensor of one element that has a history")
    }
    let pass = noGrad { SteppedBackwardPass(from: root, self, names) }
    return Frames("step", 0...pass.nodes.count) { pass.drawing(after: $0) }
  }
}

/// A backward pass that keeps what arrives where, step by step.
private struct SteppedBackwardPass {
  /// The operations in the order in which they pass on their gradients.
  private(set) var nodes: [Node] = []
  private var layout: GraphLayout
  /// The name and value of each box, by its place.
  private var results: [Int: String] = [:]
  /// For each step, the gradients of the boxes after it; and what it has passed along its edges.
  private var gradients: [[Int: Tensor]] = []
  private var passed: [[(edge: Int, part: Tensor)]] = [[]]

  init(from root: Node, _ tensor: Tensor, _ names: KeyValuePairs<String, Tensor>) {
    layout = GraphLayout(of: root, lines: 3) { leaf in names.first { $0.value === leaf }?.key }
    nodes = layout.fields.compactMap(\.node).sorted { $0.sequence > $1.sequence }
    for (place, field) in layout.fields.enumerated() {
      let named = names.first { entry in
        field.leaf.map { $0 === entry.value }
          ?? (field.node != nil && field.node === entry.value.gradFn)
      }
      let value = field.leaf ?? named?.value ?? (field.node === root ? tensor : nil)
      let parts = [named?.key, value?.drawn].compactMap(\.self)
      results[place] = parts.joined(separator: " = ")
    }
    walk(from: root, Tensor.ones(tensor.shape, dtype: tensor.dtype))
    // The boxes are as wide as they will have to be.
    for place in layout.fields.indices { fill(place, after: nodes.count) }
    layout.place()
  }

  private mutating func walk(from root: Node, _ start: Tensor) {
    gradients = [[layout.place(of: root) ?? 0: start]]
    for node in nodes {
      var all = gradients[gradients.count - 1]
      var parts: [(Int, Tensor)] = []
      if let place = layout.place(of: node), let gradient = all[place] {
        for (number, edge) in node.edges.enumerated() {
          guard let part = edge.inputGradient(gradient) else {
            fail(
              "the graph has been freed by a backward pass; draw its steps before that, or call "
                + "'backward(retainGraph: true)'")
          }
          parts.append((number, part))
          let target = layout.fields.firstIndex {
            edge.node != nil && $0.node === edge.node || edge.leaf != nil && $0.leaf === edge.leaf
          }
          if let target { all[target] = all[target].map { $0 + part } ?? part }
        }
      }
      gradients.append(all)
      passed.append(parts)
    }
  }

  private mutating func fill(_ place: Int, after step: Int) {
    let field = layout.fields[place]
    guard field.node != nil || field.leaf != nil else { return }
    let gradient = gradients[step][place]?.drawn ?? "?"
    layout.fields[place].lines = [
      .init(text: field.node.map(\.operationName) ?? "leaf", kind: "small"),
      .init(text: results[place] ?? "", kind: "title"), .init(text: "gradient \(gradient)"),
    ]
  }

  func drawing(after step: Int) -> Drawing {
    var copy = self
    for place in layout.fields.indices { copy.fill(place, after: step) }
    var drawing = Drawing(description(of: step), width: layout.width, height: layout.height)
    copy.layout.draw(in: &drawing)
    if step > 0, let place = layout.place(of: nodes[step - 1]) {
      layout.mark(place, in: &drawing)
      // An operation may use one result twice.
      let targets = Dictionary(grouping: passed[step]) { layout.fields[place].sources[$0.edge] }
      for (target, parts) in targets.sorted(by: { $0.key < $1.key }) {
        let text = parts.map { "+ \($0.part.drawn)" }.joined(separator: " ")
        layout.label(text, at: target, in: &drawing)
      }
    }
    return drawing
  }

  private func description(of step: Int) -> String {
    guard step > 0 else {
      return "The graph before the backward pass: the gradient of the result is 1"
    }
    let node = nodes[step - 1]
    let parts = zip(node.edges, passed[step]).map { edge, entry in
      let target = layout.fields.firstIndex {
        edge.node != nil && $0.node === edge.node || edge.leaf != nil && $0.leaf === edge.leaf
      }
      let result = target.flatMap { results[$0] }
      let name = result.flatMap { $0.isEmpty ? nil : $0 } ?? edge.node?.operationName ?? "a leaf"
      return "\(entry.part.drawn) to \(name)"
    }
    return "\(node.operationName) passes on " + parts.joined(separator: " and ")
  }
}
