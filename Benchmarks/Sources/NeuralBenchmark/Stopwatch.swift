/// Times one piece of work again and again.
struct Stopwatch {
  /// How long each row is measured, in seconds.
  var budget: Double

  /// The median of the seconds that a call takes. Calls too short for the clock are timed in
  /// batches.
  func median(_ body: () -> Void) -> Double {
    body()
    let single = seconds(1, body)
    let batch = max(1, min(10_000, Int(0.000_2 / max(single, 1e-9))))
    var times: [Double] = []
    var total = 0.0
    while total < budget || times.count < 3 {
      let time = seconds(batch, body)
      total += time
      times.append(time / Double(batch))
    }
    return times.sorted()[times.count / 2]
  }

  private func seconds(_ count: Int, _ body: () -> Void) -> Double {
    let start = ContinuousClock.now
    for _ in 0..<count { body() }
    let time = ContinuousClock.now - start
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
}
