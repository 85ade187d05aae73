/// A series of values that readers go through: one is shown at a time, with a slider and a button that plays them.
///
///     Frames("epoch", [0, 1, 2, 4, 8]) { epoch in
///       Plot("After \(epoch) epochs", .line(predictions[epoch]))
///     }
///
/// A frame is a figure, or what else is ``Displayable``; of other values it is the text. Without scripts and in
/// other formats all frames are shown, on paper four of them.
public struct Frames: Displayable {
  private let title: String
  private let frames: [Representation.Frame]

  /// Makes a frame of each label, in their order. Stops the program where there is none, or one is itself a
  /// series.
  ///
  /// - Parameters:
  ///   - title: what is counted, such as `epoch`: it stands before each label.
  ///   - labels: where the frames stand, such as the numbers of epochs.
  ///   - content: makes a frame's value.
  public init<Labels: Sequence, Content>(
    _ title: String, _ labels: Labels, _ content: (Labels.Element) throws -> Content
  ) rethrows {
    self.title = title
    frames = try labels.map { label in
      let value = try content(label)
      let shown = (value as? any Displayable)?.representation ?? .text(String(describing: value))
      if case .frames = shown { fatalError("a frame of '\(title)' is itself a series of frames") }
      return Representation.Frame(String(describing: label), shown)
    }
    if frames.isEmpty { fatalError("the series '\(title)' has no frames") }
  }

  /// The series.
  public var representation: Representation { .frames(title: title, frames) }
}
