/// The cross-entropy of logits and classes; see
/// ``crossEntropy(_:_:weight:ignoreIndex:reduction:labelSmoothing:)``.
public final class CrossEntropyLoss: Module {
  private let weight: Buffer?
  private let ignoreIndex: Int
  private let reduction: Reduction
  private let labelSmoothing: Double

  /// - Parameters:
  ///   - weight: a weight for each class, of shape `[classes]`.
  ///   - ignoreIndex: a class whose samples don't count.
  ///   - reduction: whether losses are averaged, summed, or returned as they are.
  ///   - labelSmoothing: the share of the target that is spread evenly over all classes, at most 1.
  public init(
    weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean,
    labelSmoothing: Double = 0
  ) {
    self.weight = weight.map { Buffer($0) }
    self.ignoreIndex = ignoreIndex
    self.reduction = reduction
    self.labelSmoothing = labelSmoothing
  }

  /// The loss of logits of shape N × classes × … and of classes of shape N × …, or of probabilities
  /// of the logits' shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    crossEntropy(
      input, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction,
      labelSmoothing: labelSmoothing)
  }
}

/// The negative log likelihood of classes; see ``nllLoss(_:_:weight:ignoreIndex:reduction:)``.
public final class NLLLoss: Module {
  private let weight: Buffer?
  private let ignoreIndex: Int
  private let reduction: Reduction

  /// - Parameters:
  ///   - weight: a weight for each class, of shape `[classes]`.
  ///   - ignoreIndex: a class whose samples don't count.
  ///   - reduction: whether losses are averaged, summed, or returned as they are.
  public init(weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.ignoreIndex = ignoreIndex
    self.reduction = reduction
  }

  /// The loss of log probabilities of shape N × classes × … and of classes of shape N × ….
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    nllLoss(input, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
  }
}

/// The mean squared error, or the sum of the squares.
public final class MSELoss: Module {
  private let reduction: Reduction

  /// - Parameter reduction: whether losses are averaged, summed, or returned as they are.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The loss of a prediction and a target, broadcast to one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    mseLoss(input, target, reduction: reduction)
  }
}

/// The mean absolute error, or the sum of the absolute differences.
public final class L1Loss: Module {
  private let reduction: Reduction

  /// - Parameter reduction: whether losses are averaged, summed, or returned as they are.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The loss of a prediction and a target, broadcast to one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    l1Loss(input, target, reduction: reduction)
  }
}

/// The binary cross-entropy of probabilities and targets, both between 0 and 1.
public final class BCELoss: Module {
  private let weight: Buffer?
  private let reduction: Reduction

  /// - Parameters:
  ///   - weight: a factor of each element's loss, broadcast.
  ///   - reduction: whether losses are averaged, summed, or returned as they are.
  public init(weight: Tensor? = nil, reduction: Reduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.reduction = reduction
  }

  /// The loss of probabilities and targets of one shape. Stops the program where an element isn't
  /// between 0 and 1.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropy(input, target, weight: weight, reduction: reduction)
  }
}

/// The binary cross-entropy of logits and targets between 0 and 1, computed stably from the logits.
public final class BCEWithLogitsLoss: Module {
  private let weight: Buffer?
  private let posWeight: Buffer?
  private let reduction: Reduction

  /// - Parameters:
  ///   - weight: a factor of each element's loss, broadcast.
  ///   - reduction: whether losses are averaged, summed, or returned as they are.
  ///   - posWeight: a weight of positive examples, broadcast.
  public init(weight: Tensor? = nil, reduction: Reduction = .mean, posWeight: Tensor? = nil) {
    self.weight = weight.map { Buffer($0) }
    self.posWeight = posWeight.map { Buffer($0) }
    self.reduction = reduction
  }

  /// The loss of logits and targets of one shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropyWithLogits(
      input, target, weight: weight, posWeight: posWeight, reduction: reduction)
  }
}
