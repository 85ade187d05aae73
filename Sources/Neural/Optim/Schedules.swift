#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The base class of learning rate schedules, PyTorch's `LRScheduler`.
///
/// Call ``step()`` after the optimizer's: once an epoch or, for ``OneCycleLR``, once a batch. A
/// subclass overrides ``changed(_:)``:
///
///     final class Halving: LearningRateSchedule {
///       override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
///         var group = group
///         if steps > 0 { group.learningRate /= 2 }
///         return group
///       }
///     }
open class LearningRateSchedule {
  /// The optimizer whose learning rates are scheduled.
  public let optimizer: Optimizer
  /// How often ``step()`` has been called.
  public private(set) final var steps = 0

  /// A schedule of an optimizer, which it doesn't change before the first step.
  public init(_ optimizer: Optimizer) { self.optimizer = optimizer }

  /// Sets the learning rates before the first step. Schedules whose first rate isn't the
  /// optimizer's call it at the end of their initialiser.
  public final func start() { apply() }

  /// Sets the learning rates of the next step.
  public final func step() {
    steps += 1
    apply()
  }

  private final func apply() {
    for index in optimizer.groups.indices {
      optimizer.groups[index] = changed(optimizer.groups[index])
    }
  }

  /// The current learning rate of each parameter group, PyTorch's `get_last_lr`.
  public final var lastLearningRates: [Double] { optimizer.groups.map(\.learningRate) }

  /// The settings of a parameter group at the current step, whose number is ``steps``, 0 at the
  /// start. A subclass overrides it.
  open func changed(_ group: Optimizer.Group) -> Optimizer.Group { group }
}

/// Step decay: multiplies the learning rate by `gamma` every `stepSize` steps.
public final class StepLR: LearningRateSchedule {
  private let stepSize: Int
  private let gamma: Double

  /// - Parameters:
  ///   - stepSize: the period in steps; 0 stops the program at the first step.
  ///   - gamma: the factor.
  public init(_ optimizer: Optimizer, stepSize: Int, gamma: Double = 0.1) {
    self.stepSize = stepSize
    self.gamma = gamma
    super.init(optimizer)
  }

  /// The settings of a parameter group at the current step.
  public override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
    var group = group
    guard steps > 0 else { return group }
    if stepSize == 0 { fail("integer modulo by zero") }
    if steps % stepSize == 0 { group.learningRate *= gamma }
    return group
  }
}

/// Cosine annealing, after Loshchilov and Hutter (2017): the learning rate falls to `etaMin` in
/// `tMax` steps, along half a cosine wave.
public final class CosineAnnealingLR: LearningRateSchedule {
  private let tMax: Int
  private let etaMin: Double

  /// - Parameters:
  ///   - tMax: the number of steps to the lowest rate; 0 stops the program at the first step.
  ///   - etaMin: the lowest rate.
  public init(_ optimizer: Optimizer, tMax: Int, etaMin: Double = 0) {
    self.tMax = tMax
    self.etaMin = etaMin
    super.init(optimizer)
  }

  /// The settings of a parameter group at the current step.
  public override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
    var group = group
    guard steps > 0 else { return group }
    if tMax == 0 { fail("integer modulo by zero") }
    let base = group.initialLearningRate
    let (period, isTooLong) = tMax.multipliedReportingOverflow(by: 2)
    if !isTooLong && (steps - 1 - tMax) % period == 0 {
      group.learningRate += (base - etaMin) * (1 - Glibc.cos(.pi / Double(tMax))) / 2
    } else {
      let now = 1 + Glibc.cos(.pi * Double(steps) / Double(tMax))
      let before = 1 + Glibc.cos(.pi * Double(steps - 1) / Double(tMax))
      group.learningRate = now / before * (group.learningRate - etaMin) + etaMin
    }
    return group
  }
}

/// The 1cycle policy, after Smith and Topin (2018): the learning rate rises to a maximum and falls
/// far below its start, while the momentum does the opposite.
public final class OneCycleLR: LearningRateSchedule {
  private let maxLR: Double
  private let totalSteps: Int
  private let risingShare: Double
  private let cyclesMomentum: Bool
  private let momenta: (low: Double, high: Double)
  private let divisors: (start: Double, end: Double)

  /// Sets the first learning rate. Stops the program where an argument is out of its range.
  ///
  /// - Parameters:
  ///   - maxLR: the highest rate.
  ///   - totalSteps: the number of steps, at least 1; more calls of ``LearningRateSchedule/step()``
  ///     stop the program.
  ///   - pctStart: the fraction of the steps in which the rate rises, from 0 to 1.
  ///   - cycleMomentum: whether to change the momentum.
  ///   - baseMomentum: the momentum at the highest rate.
  ///   - maxMomentum: the momentum at the start and the end.
  ///   - divFactor: the highest rate divided by the first; not 0.
  ///   - finalDivFactor: the first rate divided by the last; not 0.
  public init(
    _ optimizer: Optimizer, maxLR: Double, totalSteps: Int, pctStart: Double = 0.3,
    cycleMomentum: Bool = true, baseMomentum: Double = 0.85, maxMomentum: Double = 0.95,
    divFactor: Double = 25, finalDivFactor: Double = 1e4
  ) {
    if totalSteps <= 0 { fail("Expected positive integer total_steps, but got \(totalSteps)") }
    if pctStart < 0 || pctStart > 1 {
      fail("Expected float between 0 and 1 pct_start, but got \(pythonText(pctStart))")
    }
    if divFactor == 0 || finalDivFactor == 0 { fail("float division by zero") }
    self.maxLR = maxLR
    self.totalSteps = totalSteps
    risingShare = pctStart
    cyclesMomentum = cycleMomentum
    momenta = (baseMomentum, maxMomentum)
    divisors = (divFactor, finalDivFactor)
    super.init(optimizer)
    start()
  }

  /// The settings of a parameter group at the current step.
  public override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
    if steps > totalSteps {
      fail("Tried to step \(steps) times. The specified number of total steps is \(totalSteps)")
    }
    var group = group
    let first = maxLR / divisors.start
    let last = first / divisors.end
    let peak = risingShare * Double(totalSteps) - 1
    let now = Double(steps)
    let end = Double(totalSteps - 1)
    let isRising = now <= peak
    if isRising ? peak == 0 : end == peak { fail("float division by zero") }
    let share = isRising ? now / peak : (now - peak) / (end - peak)
    group.learningRate = isRising ? between(first, maxLR, share) : between(maxLR, last, share)
    if cyclesMomentum {
      group.momentum =
        isRising
        ? between(momenta.high, momenta.low, share) : between(momenta.low, momenta.high, share)
    }
    return group
  }

  /// From one value to another along half a cosine wave.
  private func between(_ from: Double, _ to: Double, _ share: Double) -> Double {
    to + (from - to) / 2 * (1 + Glibc.cos(.pi * share))
  }
}
