/// The cross-entropy of scores and classes; see
/// ``crossEntropy(_:_:weight:ignoreIndex:reduction:labelSmoothing:)``.
public final class CrossEntropyLoss: Module {
  private let weight: Buffer?
  private let ignoreIndex: Int
  private let reduction: Reduction
  private let labelSmoothing: Double

  /// - Parameters:
  ///   - weight: a weight for each class.
  ///   - ignoreIndex: a class that counts nothing.
  ///   - labelSmoothing: the share of the target that is spread evenly over all classes.
  public init(
    weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean,
    labelSmoothing: Double = 0
  ) {
    self.weight = weight.map { Buffer($0) }
    self.ignoreIndex = ignoreIndex
    self.reduction = reduction
    self.labelSmoothing = labelSmoothing
  }

  /// The loss of scores and classes or probabilities.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    crossEntropy(
      input, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction,
      labelSmoothing: labelSmoothing)
  }
}

/// The negative logarithmic likelihood of classes; see ``nllLoss(_:_:weight:ignoreIndex:reduction:)``.
public final class NLLLoss: Module {
  private let weight: Buffer?
  private let ignoreIndex: Int
  private let reduction: Reduction

  /// - Parameters:
  ///   - weight: a weight for each class.
  ///   - ignoreIndex: a class that counts nothing.
  public init(weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.ignoreIndex = ignoreIndex
    self.reduction = reduction
  }

  /// The loss of logarithms of probabilities and classes.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    nllLoss(input, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
  }
}

/// The mean, or sum, of the squares of the differences.
public final class MSELoss: Module {
  private let reduction: Reduction

  /// A loss with a reduction.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The loss of values and targets of one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    mseLoss(input, target, reduction: reduction)
  }
}

/// The mean, or sum, of the magnitudes of the differences.
public final class L1Loss: Module {
  private let reduction: Reduction

  /// A loss with a reduction.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The loss of values and targets of one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    l1Loss(input, target, reduction: reduction)
  }
}

/// The cross-entropy of probabilities and targets between 0 and 1.
public final class BCELoss: Module {
  private let weight: Buffer?
  private let reduction: Reduction

  /// - Parameter weight: a factor for each element's loss, broadcast.
  public init(weight: Tensor? = nil, reduction: Reduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.reduction = reduction
  }

  /// The loss of probabilities and targets of one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropy(input, target, weight: weight, reduction: reduction)
  }
}

/// The cross-entropy of the logistic function of scores and targets between 0 and 1.
public final class BCEWithLogitsLoss: Module {
  private let weight: Buffer?
  private let posWeight: Buffer?
  private let reduction: Reduction

  /// - Parameters:
  ///   - weight: a factor for each element's loss, broadcast.
  ///   - posWeight: a factor for the positive share of each target, broadcast.
  public init(weight: Tensor? = nil, reduction: Reduction = .mean, posWeight: Tensor? = nil) {
    self.weight = weight.map { Buffer($0) }
    self.posWeight = posWeight.map { Buffer($0) }
    self.reduction = reduction
  }

  /// The loss of scores and targets of one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropyWithLogits(
      input, target, weight: weight, posWeight: posWeight, reduction: reduction)
  }
}
