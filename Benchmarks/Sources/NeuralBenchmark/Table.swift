import Foundation

/// The results of all rounds as a table in Markdown.
struct Table {
  /// One line: what was done, and how it has to compare.
  struct Line {
    var name: String
    /// PyTorch's median over ours has to be at least this.
    var ratio: Double
    /// The same for compiled JAX; 0 where nothing is asked.
    var compiledRatio = 0.0
    var unit = Unit.seconds
  }

  /// What the numbers count.
  enum Unit { case seconds, bytes }

  let lines: [Line]
  let ours: [String: [Double]]
  let theirs: [String: [Double]]
  /// JAX's.
  let compiled: [String: [Double]]

  /// Prints the table; false if a line misses a ratio.
  func print() -> Bool {
    let jax = compiled.isEmpty ? "" : " JAX, median (best) | ratio | at least |"
    let columns = 2 + 3 + (compiled.isEmpty ? 0 : 3)
    let head = "| work | Neural, median (best) | PyTorch, median (best) | ratio | at least |"
    Swift.print(head + jax)
    Swift.print("|" + String(repeating: "---|", count: columns))
    return lines.map(print).allSatisfy { $0 }
  }

  private func print(_ line: Line) -> Bool {
    guard let mine = ours[line.name], !mine.isEmpty else { return true }
    let pyTorch = comparison(theirs[line.name], mine, line.unit, atLeast: line.ratio)
    let jax =
      compiled.isEmpty
      ? (text: "", isMet: true)
      : comparison(compiled[line.name], mine, line.unit, atLeast: line.compiledRatio)
    Swift.print("| \(line.name) | \(text(mine, line.unit)) |\(pyTorch.text)\(jax.text)")
    return pyTorch.isMet && jax.isMet
  }

  /// The cells of another library: its times, the ratio of its median to ours, and what is asked.
  private func comparison(
    _ other: [Double]?, _ mine: [Double], _ unit: Unit, atLeast limit: Double
  ) -> (text: String, isMet: Bool) {
    let asked = limit > 0 ? limit.formatted() : "–"
    guard let other, !other.isEmpty else { return (" – | – | \(asked) |", true) }
    let ratio = other.median / mine.median
    let isMet = ratio >= limit
    let number = String(format: "%.2f", ratio) + (isMet ? "" : " **missed**")
    return (" \(text(other, unit)) | \(number) | \(asked) |", isMet)
  }

  /// Whether a line is so little above what is asked that noise may decide, or below it.
  func isUncertain(_ line: Line) -> Bool {
    guard let mine = ours[line.name]?.median else { return false }
    return [(theirs, line.ratio), (compiled, line.compiledRatio)].contains { side, asked in
      guard let other = side[line.name]?.median else { return false }
      return other / mine < 1.05 * asked
    }
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

  /// What a product of 1024×1024 reaches of what the processors can do; false if that is below 85 %.
  func printPeak(_ name: String, of processor: Processor?) -> Bool {
    guard let processor, let best = ours[name]?.min() else { return true }
    let rate = 2 * 1024 * 1024 * 1024 / best
    let isMet = rate >= 0.85 * processor.peak
    let gigaflops = { (rate: Double) in String(format: "%.0f", rate / 1e9) }
    Swift.print(
      "\nA product of 1024×1024 reaches \(gigaflops(rate)) GFLOP/s, "
        + String(format: "%.0f %%", 100 * rate / processor.peak) + (isMet ? "" : " **missed**")
        + " (at least 85 %) of the \(gigaflops(processor.peak)) that \(processor.count) processors do at "
        + String(format: "%.2f", processor.clock / 1e9)
        + " GHz with \(Int(processor.productsPerCycle)) × \(processor.lanes) fused multiplications and "
        + "additions a cycle.")
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
