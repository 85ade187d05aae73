/// What stands between brackets that grow: `\left( … \right)`, and environments.
extension TeXParser {
  func bracket(_ sign: String, _ form: String) -> String {
    MathML.bracket(sign, form: form, isLarge: true)
  }

  /// The row between `\left` and `\right`, each with its delimiter.
  mutating func enclosed(at place: Int) throws(TeXError) -> MathAtom {
    var html = try delimiter().map { bracket($0, "prefix") } ?? ""
    html += MathML.spaced(try row())
    while reader.take(.command("middle")) {
      html += try delimiter().map { bracket($0, "infix") } ?? ""
      html += MathML.spaced(try row())
    }
    guard reader.take(.command("right")) else {
      throw TeXError(
        message: "this '\\left' has no '\\right'; '\\right.' is an unseen one", offset: place)
    }
    html += try delimiter().map { bracket($0, "postfix") } ?? ""
    return .ordinary(MathML.element("mrow", "", html))
  }

  /// A delimiter; nil for the unseen one.
  private mutating func delimiter() throws(TeXError) -> String? {
    let place = reader.offset
    switch reader.next {
    case .character(".")?:
      reader.take()
      return nil
    case .character(let character)? where "()[]|/".contains(character):
      reader.take()
      return String(character)
    case .character("<")?:
      reader.take()
      return "⟨"
    case .character(">")?:
      reader.take()
      return "⟩"
    case .command(let name)?:
      guard let sign = TeXCommands.delimiters[name] else { fallthrough }
      reader.take()
      return sign
    default:
      throw TeXError.expected(
        "a delimiter, such as '(' or '\\{' or '.',", found: reader.next, at: place)
    }
  }

  /// The height that `\big` and its like ask for, and what kind of delimiter: `\bigl` opens.
  func size(_ name: String) -> (height: String, kind: MathAtom.Kind)? {
    if let height = TeXCommands.sizes[name] { return (height, .ordinary) }
    guard let height = TeXCommands.sizes[String(name.dropLast())] else { return nil }
    switch name.last {
    case "l": return (height, .opening)
    case "r": return (height, .closing)
    default: return nil
    }
  }

  mutating func sized(_ height: String, _ kind: MathAtom.Kind) throws(TeXError) -> MathAtom {
    guard let sign = try delimiter() else { return .ordinary("") }
    let form = kind == .closing ? "postfix" : "prefix"
    let attributes =
      "stretchy=\"true\" symmetric=\"true\" form=\"\(form)\" minsize=\"\(height)em\" maxsize=\"\(height)em\""
    return MathAtom(kind: kind, html: MathML.operator(sign, attributes))
  }

  /// Rows and columns between `\begin{…}` and `\end{…}`.
  mutating func environment(at place: Int) throws(TeXError) -> String {
    guard let name = reader.takeBraced() else {
      throw misplaced(expecting: "an environment's name, as in '\\begin{matrix}',")
    }
    let environment = try environment(named: name, at: place)
    var rows: [[String]] = [[]]
    cells: while true {
      rows[rows.count - 1].append(MathML.row(try row()))
      switch reader.next {
      case .character("&")?: reader.take()
      case .command("\\")?:
        reader.take()
        // A line's end behind the last line doesn't begin another.
        if reader.next == .command("end") { break cells }
        rows.append([])
      default: break cells
      }
    }
    guard reader.take(.command("end")), reader.takeBraced() == name else {
      throw TeXError(message: "this '\\begin{\(name)}' has no '\\end{\(name)}'", offset: place)
    }
    return environment.html(rows)
  }

  private mutating func environment(
    named name: String, at place: Int
  ) throws(TeXError) -> TeXEnvironment {
    if let environment = TeXEnvironment(named: name) { return environment }
    guard name == TeXEnvironment.array else { throw TeXError.unknown(environment: name, at: place) }
    guard let columns = reader.takeBraced(), let array = TeXEnvironment(columns: columns) else {
      throw TeXError(
        message: "an array's columns should follow, each l, c or r, as in '\\begin{array}{lcr}'",
        offset: place)
    }
    return array
  }
}
