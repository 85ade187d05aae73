import Synchronization

/// A source of random numbers with the exact streams of PyTorch's generator for the CPU.
///
/// It may be used from several threads; each call draws its numbers in one piece.
public final class Generator: Sendable {
  /// What a seed determines.
  struct State {
    var twister: MersenneTwister
    /// The second value of a Box–Muller pair, which the next single draw returns.
    var keptNormal: Double?

    /// The next 32 bits.
    @inline(__always)
    mutating func draw32() -> UInt32 { twister.draw() }

    /// The next 64 bits, the high half first.
    @inline(__always)
    mutating func draw64() -> UInt64 {
      let high = UInt64(twister.draw())
      return high << 32 | UInt64(twister.draw())
    }

    /// Uniform in [0, 1) with 24 random bits.
    @inline(__always)
    mutating func uniformFloat() -> Float { Float(draw32() & 0xFF_FFFF) * 0x1p-24 }

    /// Uniform in [0, 1) with 53 random bits.
    @inline(__always)
    mutating func uniformDouble() -> Double {
      Double(draw64() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53
    }
  }

  private struct Seeded: Sendable {
    var seed: UInt64
    var state: State

    init(_ seed: UInt64) {
      self.seed = seed
      state = State(twister: MersenneTwister(seed: UInt32(truncatingIfNeeded: seed)))
    }
  }

  private let seeded: Mutex<Seeded>

  /// The seed that PyTorch's generators start with.
  private static let initialSeed: UInt64 = 67_280_421_310_721

  /// The generator that all random functions use if none is named.
  public static let `default` = Generator()

  /// A generator with the seed that every generator starts with.
  public init() { seeded = Mutex(Seeded(Generator.initialSeed)) }

  /// Starts the stream of a seed, of which the low 32 bits count, and returns the generator.
  @discardableResult
  public func manualSeed(_ seed: Int) -> Generator {
    seeded.withLock { $0 = Seeded(UInt64(bitPattern: Int64(seed))) }
    return self
  }

  /// The seed of the current stream.
  public var initialSeed: UInt64 { seeded.withLock { $0.seed } }

  /// Draws numbers; nobody else draws meanwhile.
  @inline(__always)
  func draw<Result>(_ body: (inout State) -> Result) -> Result {
    seeded.withLock { body(&$0.state) }
  }
}

/// Starts the stream of a seed in the default generator.
@discardableResult
public func manualSeed(_ seed: Int) -> Generator { Generator.default.manualSeed(seed) }
