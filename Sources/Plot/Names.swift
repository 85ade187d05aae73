import Display

extension Drawing {
  /// How much room names below fields of some width take: side by side, or slanted.
  static func height(of names: [String], room: Double) -> Double {
    let widest = names.map(width).max() ?? 0
    return names.isEmpty ? 0 : widest > room ? 24 + 0.7 * widest : 24
  }

  /// Names side by side below fields, the middles of which are given; slanted where they don't fit.
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
