import Foundation

/// The results of all rounds as a table in Markdown.
struct Table {
  /// One line: what was done, and how it has to compare.
  struct Line {
    var name: String
    /// PyTorch's median over ours has to be at least this.
    var ratio: Double
    var unit = Unit.seconds
  }

  /// What the numbers count.
  enum Unit { case seconds, bytes }

  let lines: [Line]
  let ours: [String: [Double]]
  let theirs: [String: [Double]]

  /// Prints the table; false if a line misses its ratio.
  func print() -> Bool {
    Swift.print("| work | Neural, median (best) | PyTorch, median (best) | ratio | at least |")
    Swift.print("|---|---|---|---|---|")
    return lines.map(print).allSatisfy { $0 }
  }

  private func print(_ line: Line) -> Bool {
    guard let mine = ours[line.name], !mine.isEmpty else { return true }
    let limit = line.ratio > 0 ? line.ratio.formatted() : "–"
    guard let other = theirs[line.name], !other.isEmpty else {
      Swift.print("| \(line.name) | \(text(mine, line.unit)) | – | – | \(limit) |")
      return true
    }
    let ratio = other.median / mine.median
    let isMet = ratio >= line.ratio
    let number = String(format: "%.2f", ratio) + (isMet ? "" : " **missed**")
    Swift.print(
      "| \(line.name) | \(text(mine, line.unit)) | \(text(other, line.unit)) | \(number) | \(limit) |"
    )
    return isMet
  }

  /// The geometric mean of some lines' ratios; nil where one side wasn't measured.
  func geometricMean(of names: [String]) -> Double? {
    let ratios = names.compactMap { name -> Double? in
      guard let mine = ours[name]?.median, let other = theirs[name]?.median else { return nil }
      return other / mine
    }
    if ratios.isEmpty { return nil }
    return exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
  }

  /// What a step takes beside its products; false if that is more than a quarter.
  func printPhysicalLimit(_ step: String, _ products: String) -> Bool {
    guard let whole = ours[step]?.median, let part = ours[products]?.median else { return true }
    let isMet = whole / part <= 1.25
    let mark = isMet ? "" : " **missed**"
    let ratio = String(format: "%.2f", whole / part)
    Swift.print(
      "\nAn SGD step takes \(ratio)\(mark) times its matrix products alone (at most 1.25).")
    return isMet
  }

  private func text(_ values: [Double], _ unit: Unit) -> String {
    "\(text(values.median, unit)) (\(text(values.min() ?? 0, unit)))"
  }

  private func text(_ value: Double, _ unit: Unit) -> String {
    switch unit {
    case .bytes: String(format: "%.1f MB", value / 1e6)
    case .seconds where value < 0.001: String(format: "%.2f µs", value * 1e6)
    case .seconds: String(format: "%.2f ms", value * 1e3)
    }
  }
}

extension [Double] {
  var median: Double { sorted()[count / 2] }
}
