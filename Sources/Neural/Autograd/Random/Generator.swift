import Synchronization

/// A random number generator with the streams of PyTorch's CPU generator.
///
/// It may be used from several threads. Each call draws its numbers without interruption by others.
public final class Generator: Sendable {
  private struct Seeded: Sendable {
    var seed: UInt64
    var state: GeneratorState

    init(_ seed: UInt64) {
      self.seed = seed
      state = GeneratorState(twister: MersenneTwister(seed: UInt32(truncatingIfNeeded: seed)))
    }
  }

  private let seeded: Mutex<Seeded>

  /// PyTorch's `default_rng_seed_val`.
  private static let initialSeed: UInt64 = 67_280_421_310_721

  /// The generator that random functions use where none is given.
  public static let `default` = Generator()

  /// A generator with PyTorch's default seed, 67280421310721.
  public init() { seeded = Mutex(Seeded(Generator.initialSeed)) }

  /// Seeds the generator and returns it. The stream depends on the lower 32 bits of the seed.
  @discardableResult
  public func manualSeed(_ seed: Int) -> Generator {
    seeded.withLock { $0 = Seeded(UInt64(bitPattern: Int64(seed))) }
    return self
  }

  /// The seed of the generator.
  public var initialSeed: UInt64 { seeded.withLock { $0.seed } }

  /// Calls `body` with the generator's state, exclusively.
  @inline(__always)
  func draw<Result>(_ body: (inout GeneratorState) -> Result) -> Result {
    seeded.withLock { body(&$0.state) }
  }
}

/// Seeds the default generator and returns it.
@discardableResult
public func manualSeed(_ seed: Int) -> Generator { Generator.default.manualSeed(seed) }
