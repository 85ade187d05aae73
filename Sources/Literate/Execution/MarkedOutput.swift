/// Takes a program's output apart: what it printed, and where the cell runtime's marks stand in it.
struct MarkedOutput {
  /// What each cell that began has printed.
  private(set) var outputs: [[UInt8]] = []
  /// Whether the program came to its end.
  private(set) var reachedEnd = false

  private let mark: [UInt8]
  private var pending: [UInt8] = []

  /// - Parameter word: The word behind which this run's marks stand.
  init(word: String) {
    mark = [0x1E] + Array(word.utf8) + [.space]
  }

  /// Takes more of the output, as it comes.
  mutating func append(_ bytes: [UInt8]) {
    pending += bytes
    while let start = pending.firstIndex(of: mark[0]) {
      let candidate = pending[start...]
      guard candidate.starts(with: mark) else {
        // What could still become a mark waits for more.
        guard !mark.starts(with: candidate) else { return flush(upTo: start) }
        flush(upTo: start + 1)
        continue
      }
      guard let end = candidate.firstIndex(of: .lineFeed) else { return flush(upTo: start) }
      let word = String(decoding: candidate[(start + mark.count)..<end], as: UTF8.self)
      flush(upTo: start)
      pending.removeFirst(end + 1 - start)
      take(word)
    }
    flush(upTo: pending.count)
  }

  private mutating func take(_ word: String) {
    switch word {
    case "end": reachedEnd = true
    case "value":
      // A value has a line of its own.
      if let last = outputs.last?.last, last != .lineFeed {
        outputs[outputs.count - 1].append(.lineFeed)
      }
    default: outputs.append([])
    }
  }

  /// No more will come.
  mutating func finish() { flush(upTo: pending.count) }

  private mutating func flush(upTo end: Int) {
    // Before the first cell begins only the runtime itself could print.
    if !outputs.isEmpty { outputs[outputs.count - 1] += pending[..<end] }
    pending.removeFirst(end)
  }
}
