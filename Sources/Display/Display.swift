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
  /// The value as text, Markdown, HTML, SVG or PNG.
  var representation: Representation { get }
}

/// A value in the form in which it is shown.
public enum Representation: Hashable, Sendable {
  /// Plain text, shown as it is.
  case text(String)
  /// Markdown by the CommonMark specification.
  case markdown(String)
  /// A piece of HTML, complete in itself.
  case html(String)
  /// A drawing: the source of an `<svg>` element. The description is read out where the drawing
  /// can't be seen; it also makes the file's name.
  case svg(String, description: String)
  /// An image: the bytes of a PNG file, with a description as for a drawing.
  case png([UInt8], description: String)
  /// Values of which a page shows one at a time, with a slider and a button that plays them. `title` says
  /// what is counted, each frame's label where it stands. See ``Frames``.
  indirect case frames(title: String, [Frame])
  /// A function that the readers of a page call, and a figure where they can't. See ``PageFunction``.
  case function(PageFunction)

  /// One of a series of values.
  public struct Frame: Hashable, Sendable {
    /// Where it stands, such as the number of an epoch.
    public let label: String
    /// What is shown.
    public let content: Representation

    /// A frame.
    public init(_ label: String, _ content: Representation) {
      self.label = label
      self.content = content
    }
  }
}

extension Representation: Displayable {
  /// The representation itself.
  public var representation: Representation { self }
}

/// A value with an inlay hint: an editor shows it where a name is given to the value, such as a
/// tensor's shape.
public protocol Hinted {
  /// The text of the hint, a few words, which stands at the end of the line.
  var hint: String { get }
}

/// Shows a value. In a chapter it becomes part of the cell's output, in order with what the cell
/// prints. Elsewhere the text, or a figure's description, goes to standard output.
public func display(_ value: some Displayable) {
  Displays.show(value.representation)
}

/// Shows something in a form of one's choice.
///
///     display(.markdown("| a | b |\n|---|---|\n| 1 | 2 |"))
public func display(_ representation: Representation) { Displays.show(representation) }

/// Where ``display(_:)`` sends values. The program of a chapter sets it before the first cell.
public enum Displays {
  /// Called with each value that is displayed. By default it prints texts, and of figures the
  /// description.
  nonisolated(unsafe) public static var show: (Representation) -> Void = { value in
    switch value {
    case .text(let text), .markdown(let text), .html(let text): print(text)
    case .svg(_, let description), .png(_, let description): print("[figure: \(description)]")
    case .frames(let title, let frames):
      for frame in frames {
        print(title, frame.label)
        show(frame.content)
      }
    case .function(let function): show(function.figure)
    }
  }
}
