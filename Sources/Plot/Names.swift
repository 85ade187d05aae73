import Display

extension Drawing {
  /// The height that names take below columns of a width: on one line, or slanted where they are
  /// wider.
  static func height(of names: [String], room: Double) -> Double {
    let widest = names.map(width).max() ?? 0
    return names.isEmpty ? 0 : widest > room ? 24 + 0.7 * widest : 24
  }

  /// Adds names below columns, centred on `places`; slanted where one is wider than a column.
  mutating func names(_ names: [String], at places: [Double], below y: Double, room: Double) {
    let isSlanted = names.contains { Self.width(of: $0) > room }
    for (name, x) in zip(names, places) {
      guard isSlanted else {
        text(name, x, y + 18)
        continue
      }
      let place = "\(Self.place(x + 4)) \(Self.place(y + 16))"
      add(
        "<text text-anchor=\"end\" transform=\"translate(\(place)) rotate(-45)\">"
          + "\(Self.escaped(name))</text>")
    }
  }
}
