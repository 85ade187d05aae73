import Glibc

/// Changes an optimizer's learning rate as training goes on.
///
/// A subclass overrides ``changed(_:)``. Call ``step()`` once an epoch (or, for ``OneCycleLR``, once a
/// batch), after the optimizer's.
///
///     final class Halving: LearningRateSchedule {
///       override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
///         var group = group
///         if steps > 0 { group.learningRate /= 2 }
///         return group
///       }
///     }
open class LearningRateSchedule {
  /// The optimizer.
  public let optimizer: Optimizer
  /// How often ``step()`` was called.
  public private(set) final var steps = 0

  /// A schedule that changes nothing yet.
  public init(_ optimizer: Optimizer) { self.optimizer = optimizer }

  /// Sets the rates for the start, before the first step: for schedules whose first rate isn't the
  /// optimizer's own, at the end of their initialiser.
  public final func start() { apply() }

  /// Goes on to the next learning rate.
  public final func step() {
    steps += 1
    apply()
  }

  private final func apply() {
    for index in optimizer.groups.indices {
      optimizer.groups[index] = changed(optimizer.groups[index])
    }
  }

  /// The learning rate of each group at present.
  public final var lastLearningRates: [Double] { optimizer.groups.map(\.learningRate) }

  /// A group with the rates for the present step, of which ``steps`` says the number: 0 at the start.
  /// A subclass overrides it.
  open func changed(_ group: Optimizer.Group) -> Optimizer.Group { group }
}

/// Multiplies the learning rate by `gamma` every `stepSize` steps.
public final class StepLR: LearningRateSchedule {
  private let stepSize: Int
  private let gamma: Double

  /// A schedule for an optimizer. A `stepSize` of 0 stops the program at the first step.
  public init(_ optimizer: Optimizer, stepSize: Int, gamma: Double = 0.1) {
    self.stepSize = stepSize
    self.gamma = gamma
    super.init(optimizer)
  }

  /// The group with the rate of the present step.
  public override func changed(_ group: Optimizer.Group) -> Optimizer.Group {
    var group = group
    guard steps > 0 else { return group }
    if stepSize == 0 { fail("integer modulo by zero") }
    if steps % stepSize == 0 { group.learningRate *= gamma }
    return group
  }
}

/// Lowers the learning rate along half a cosine wave to `etaMin` in `tMax` steps, after Loshchilov
/// and Hutter (2017).
public final class CosineAnnealingLR: LearningRateSchedule {
  private let tMax: Int
  private let etaMin: Double

  /// A schedule for an optimizer. A `tMax` of 0 stops the program at the first step.
  public init(_ optimizer: Optimizer, tMax: Int, etaMin: Double = 0) {
    self.tMax = tMax
    self.etaMin = etaMin
    super.init(optimizer)
  }

  /// The group with the rate of the present step.
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

/// Raises the learning rate to a maximum and lowers it far below its start, while the momentum does
/// the opposite, after Smith and Topin (2018).
public final class OneCycleLR: LearningRateSchedule {
  private let maxLR: Double
  private let totalSteps: Int
  private let risingShare: Double
  private let cyclesMomentum: Bool
  private let momenta: (low: Double, high: Double)
  private let divisors: (start: Double, end: Double)

  /// - Parameters:
  ///   - maxLR: the highest rate.
  ///   - totalSteps: how often ``LearningRateSchedule/step()`` will be called, at least 1; once more
  ///     stops the program.
  ///   - pctStart: the share of the steps in which the rate rises, from 0 to 1.
  ///   - cycleMomentum: whether the momentum does the opposite.
  ///   - baseMomentum: the momentum at the highest rate.
  ///   - maxMomentum: the momentum at start and end.
  ///   - divFactor: the maximum divided by the rate at the start; not 0.
  ///   - finalDivFactor: the rate at the start divided by that at the end; not 0.
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

  /// The group with the rate of the present step.
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
