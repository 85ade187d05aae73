import SourceModel

/// A part of a formula as MathML.
struct MathAtom {
  /// What decides on the space around it, as in TeX.
  enum Kind {
    case ordinary, function, binary, relation, opening, closing, punctuation, large
  }

  var kind: Kind
  var html: String
  /// Whether scripts go below and above, where there is room.
  var takesLimits = false

  static func ordinary(_ html: String) -> MathAtom { MathAtom(kind: .ordinary, html: html) }
}

/// The elements of MathML.
enum MathML {
  static func element(_ name: String, _ attributes: String = "", _ content: String...)
    -> String
  {
    let attributes = attributes.isEmpty ? "" : " " + attributes
    return "<\(name)\(attributes)>\(content.joined())</\(name)>"
  }

  /// A letter stands slanted if it is alone, unless it is said to be upright.
  static func identifier(_ text: String, isUpright: Bool = false) -> String {
    element("mi", isUpright && text.count == 1 ? "mathvariant=\"normal\"" : "", text.escapedForHTML)
  }

  static func `operator`(_ text: String, _ attributes: String = "") -> String {
    element("mo", attributes, text.escapedForHTML)
  }

  /// A bracket as large as a letter, or as what it encloses.
  static func bracket(_ text: String, form: String, isLarge: Bool) -> String {
    self.operator(text, "stretchy=\"\(isLarge)\" form=\"\(form)\"")
  }

  static func space(_ ems: String) -> String { "<mspace width=\"\(ems)em\"></mspace>" }

  /// Parts in a row; a single one needs none.
  static func row(_ atoms: [MathAtom]) -> String {
    atoms.count == 1 ? atoms[0].html : element("mrow", "", spaced(atoms))
  }

  /// Parts with the space that TeX puts between the name of a function and its neighbours.
  static func spaced(_ atoms: [MathAtom]) -> String {
    var html = ""
    var previous: MathAtom.Kind?
    for atom in atoms {
      switch (previous, atom.kind) {
      case (.function?, .ordinary), (.function?, .function), (.function?, .large),
        (.ordinary?, .function), (.closing?, .function):
        html += space("0.1667")
      default: break
      }
      html += atom.html
      previous = atom.kind
    }
    return html
  }

  /// A part with what stands at its lower and upper right, or below and above.
  static func scripted(_ base: MathAtom, below: String?, above: String?) -> String {
    let names = base.takesLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    return switch (below, above) {
    case (let below?, let above?): element(names.2, "", base.html, below, above)
    case (let below?, nil): element(names.0, "", base.html, below)
    case (nil, let above?): element(names.1, "", base.html, above)
    case (nil, nil): base.html
    }
  }
}
