import SourceModel

/// A series of frames in a page: all of them one below the other, of which its script shows one at a time.
struct FramesHTML {
  let title: String
  private var frames: [(label: String, content: String)] = []

  /// How many of them are printed.
  private static let onPaper = 4

  init(title: String) { self.title = title }

  mutating func begin(_ label: String) { frames.append((label, "")) }

  /// Takes more of what the last frame shows.
  mutating func add(_ content: String) { frames[frames.count - 1].content += content }

  var block: String {
    let name = title.visible.escapedForHTML
    let printed = Set(
      (0..<Self.onPaper).map {
        (2 * $0 * (frames.count - 1) + Self.onPaper - 1) / (2 * (Self.onPaper - 1))
      })
    let items = frames.enumerated().map { place, frame in
      """
      <div class="frame\(printed.contains(place) ? " on-paper" : "")">
      <p class="frame-label">\(name) <span>\(frame.label.visible.escapedForHTML)</span></p>
      \(frame.content)</div>

      """
    }
    return """
      <div class="frames" role="group" aria-label="\(name)">
      <div class="stage">
      \(items.joined())</div>
      </div>

      """
  }
}
