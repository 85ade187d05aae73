/// A value that shows itself in another way than as text: as a figure, as Markdown, as HTML.
///
/// In a chapter such a value is shown when it is a cell's last expression, or given to ``display(_:)``:
///
///     struct Circle: Displayable {
///       var radius: Double
///       var representation: Representation {
///         .svg("<svg …><circle r=\"\(radius)\"/></svg>", description: "A circle")
///       }
///     }
public protocol Displayable {
  /// What is shown.
  var representation: Representation { get }
}

/// A value in the form in which it is shown.
public enum Representation: Hashable, Sendable {
  /// Plain text.
  case text(String)
  /// Markdown, as CommonMark reads it.
  case markdown(String)
  /// A piece of HTML, complete in itself.
  case html(String)
  /// A drawing: the source of an `<svg>` element. The description is read out where the drawing
  /// can't be seen; it also makes the file's name.
  case svg(String, description: String)
  /// An image: the bytes of a PNG file, with a description as for a drawing.
  case png([UInt8], description: String)
}

extension Representation: Displayable {
  /// Itself.
  public var representation: Representation { self }
}

/// A value of which an editor would say more than its type: a tensor's shape, say.
public protocol Hinted {
  /// A few words that stand at the end of the line where a name is given to the value.
  var hint: String { get }
}

/// Shows a value: in a chapter in its place among what the cell prints; elsewhere its text, or a
/// figure's description, on standard output.
public func display(_ value: some Displayable) {
  Displays.show(value.representation)
}

/// Shows something in a form of one's choice.
///
///     display(.markdown("| a | b |\n|---|---|\n| 1 | 2 |"))
public func display(_ representation: Representation) { Displays.show(representation) }

/// Where shown values go. A chapter's program sets it before its first cell.
public enum Displays {
  /// Takes what is shown.
  nonisolated(unsafe) public static var show: (Representation) -> Void = { value in
    switch value {
    case .text(let text), .markdown(let text), .html(let text): print(text)
    case .svg(_, let description), .png(_, let description): print("[figure: \(description)]")
    }
  }
}
