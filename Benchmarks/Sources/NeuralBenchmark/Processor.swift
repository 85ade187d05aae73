import CProcessor
import Foundation

/// What this machine's processors can do at most in float32.
struct Processor {
  /// Floats in one of the registers that both sides use.
  let lanes: Int
  let count: Int
  /// Cycles a second, the most of all measurements so far.
  private(set) var clock = 0.0

  /// nil where it isn't known how wide the registers are: on other processors than x86-64.
  init?(usesAVX2: Bool) {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
    else { return nil }
    let flags = Set(line.split(separator: " "))
    guard flags.contains("fma") else { return nil }
    lanes = flags.contains("avx512f") && !usesAVX2 ? 16 : 8
    count = min(2, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Fused multiplications and additions of whole registers a second in one thread, while every processor
  /// has one; the most of all measurements so far.
  private var products = 0.0

  /// How many of them start in a cycle: one or two, by the processor.
  var productsPerCycle: Double { (products / clock).rounded() }

  /// Operations a second of all processors.
  var peak: Double { Double(count * lanes) * 2 * productsPerCycle * clock }

  /// Measures how fast products are of which none waits for another.
  mutating func measureProducts() {
    let rounds = 4_000_000
    for _ in 0..<5 {
      let start = ContinuousClock.now
      let (lanes, count) = (lanes, count)
      DispatchQueue.concurrentPerform(iterations: count) { _ in fused_products(Int32(lanes), rounds)
      }
      products = max(products, Double(rounds) / Self.seconds(since: start))
    }
  }

  /// Measures the clock on a chain of multiplications, three cycles each, and additions, one each, of which
  /// none can start before the last has ended.
  mutating func measureClock() {
    for _ in 0..<20 {
      let start = ContinuousClock.now
      var x: UInt64 = .random(in: 1...9)
      for _ in 0..<100_000 { x = x &* x &+ 1 }
      let seconds = Self.seconds(since: start)
      // What nothing reads is not computed.
      if x == 0 { print("") }
      clock = max(clock, 4 * 100_000 / seconds)
    }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let time = (ContinuousClock.now - start).components
    return Double(time.seconds) + Double(time.attoseconds) * 1e-18
  }
}
