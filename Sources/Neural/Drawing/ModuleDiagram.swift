import Display

extension Module {
  /// A diagram of the modules that an input passes, from top to bottom, with the shapes of the
  /// tensors between them. What `forward` computes outside of modules shows only in the shapes.
  ///
  /// - Parameter input: an example input. The module is called with it once, in evaluation mode and
  ///   without gradients.
  public final func diagram(for input: Tensor) -> Drawing {
    guard let use = ModuleTrace.use(of: self, input) else {
      fail("the module has replaced what was to follow its input")
    }
    return ModuleDiagram(use).drawing
  }
}

/// Lays out calls of modules below one another, those within a child in a frame.
private struct ModuleDiagram {
  private(set) var drawing: Drawing
  private let width = 480.0
  private let gap = 34.0
  /// Where the next box begins, and where the arrow to it does.
  private var y = 34.0
  private var arrowStart = 24.0
  private var shape: [Int]

  init(_ use: ModuleUse) {
    shape = use.input
    drawing = Drawing(Self.description(of: use), width: width, height: 0)
    drawing.text("\(use.input)", width / 2, 18)
    add(use, depth: 0)
    let end = max(y + 16, arrowStart + gap)
    drawArrow(to: end, label: "")
    drawing.text("\(use.output)", width / 2, end + 16)
    drawing.height = end + 28
  }

  private mutating func add(_ use: ModuleUse, depth: Int) {
    let inset = 24 + 16 * Double(depth)
    let title = (use.name.isEmpty ? "" : "\(use.name): ") + use.module.typeName
    if use.parts.isEmpty {
      addBox(use, title, inset)
    } else {
      let top = max(y + 8, arrowStart + 12)
      drawing.text(title, inset + 10, top + 16, .start, class: "small")
      y = top + 24
      for part in use.parts { add(part, depth: depth + 1) }
      y += 10
      drawing.rectangle(
        inset, top, width - 2 * inset, y - top, "class=\"frame\" rx=\"8\"")
      shape = use.output
    }
  }

  private mutating func addBox(_ use: ModuleUse, _ title: String, _ inset: Double) {
    let details = use.module.extraDescription
    let top = max(y, arrowStart + gap)
    let height = details.isEmpty ? 30.0 : 46.0
    let label = shape == use.input ? "" : "as \(use.input)"
    drawArrow(
      to: top, label: arrowStart < 30 ? label : label.isEmpty ? "\(shape)" : "\(shape) \(label)")
    drawing.rectangle(
      inset + 8, top, width - 2 * inset - 16, height, "class=\"box\" rx=\"5\"")
    drawing.text(title, width / 2, top + 20, class: "title")
    let room = Int((width - 2 * inset - 30) / 6.4)
    let text = details.count > room ? details.prefix(room - 1) + "…" : details[...]
    drawing.text(String(text), width / 2, top + 37, class: "small")
    shape = use.output
    arrowStart = top + height
    y = arrowStart
  }

  private mutating func drawArrow(to end: Double, label: String) {
    let middle = Drawing.place(width / 2)
    let tip = Drawing.place(end - 2)
    drawing.path(
      "M\(middle) \(Drawing.place(arrowStart))V\(tip)m-4.0 -6.0l4.0 6.0l4.0 -6.0", class: "axis")
    drawing.text(label, width / 2 + 12, (arrowStart + end) / 2 + 4.5, .start, class: "small")
  }

  private static func description(of use: ModuleUse) -> String {
    func steps(_ use: ModuleUse) -> [String] {
      use.parts.isEmpty ? ["\(use.module.typeName), \(use.output)"] : use.parts.flatMap(steps)
    }
    return "\(use.module.typeName): \(use.input), " + steps(use).joined(separator: ", ")
  }
}
