/// Normalises each channel by its mean and variance over a batch; in evaluation, by the running
/// means of those.
open class BatchNorm: Module {
  /// What the normalised values are multiplied with, one number for each channel.
  public let weight: Parameter?
  /// What is added then, one number for each channel.
  public let bias: Parameter?
  /// The running mean of each channel.
  public let runningMean: Buffer?
  /// The running variance of each channel.
  public let runningVar: Buffer?
  /// How many batches the running values have seen.
  public let numBatchesTracked: Buffer?

  private let features: Int
  private let eps: Double
  private let momentum: Double?

  /// - Parameters:
  ///   - momentum: the share of the new value in the running ones; nil takes the mean of all batches.
  ///   - affine: whether to learn weight and bias.
  ///   - trackRunningStats: whether to keep running values; without them, evaluation uses the batch.
  public init(
    _ features: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
    trackRunningStats: Bool = true
  ) {
    self.features = features
    self.eps = eps
    self.momentum = momentum
    weight = affine ? Parameter(.ones(features)) : nil
    bias = affine ? Parameter(.zeros(features)) : nil
    runningMean = trackRunningStats ? Buffer(.zeros(features)) : nil
    runningVar = trackRunningStats ? Buffer(.ones(features)) : nil
    numBatchesTracked = trackRunningStats ? Buffer(Tensor(0)) : nil
  }

  /// The dimensions that inputs may have.
  var allowedDims: ClosedRange<Int> { 2...4 }

  /// The normalised input.
  public override func forward(_ input: Tensor) -> Tensor {
    checkInput(input)
    let usesBatch = isTraining || runningMean == nil
    var share = momentum ?? 0
    if isTraining, let numBatchesTracked {
      noGrad { numBatchesTracked += 1 }
      if momentum == nil { share = 1 / numBatchesTracked.item() }
    }
    return batchNorm(
      input, runningMean: runningMean, runningVar: runningVar, weight: weight, bias: bias,
      training: usesBatch, momentum: share, eps: eps)
  }

  private func checkInput(_ input: Tensor) {
    if !allowedDims.contains(input.dim) {
      let (low, high) = (allowedDims.lowerBound, allowedDims.upperBound)
      fail(
        "expected \(low == high ? "\(low)D" : "\(low)D or \(high)D") input (got \(input.dim)D input)"
      )
    }
  }

  /// The numbers, as PyTorch prints them.
  public override var extraDescription: String {
    let share = momentum.map { pythonText($0) } ?? "None"
    return "\(features), eps=\(pythonText(eps)), momentum=\(share), "
      + "affine=\(pythonText(weight != nil)), bias=\(pythonText(bias != nil)), "
      + "track_running_stats=\(pythonText(runningMean != nil))"
  }
}

/// ``BatchNorm`` for inputs of shape samples × channels, or samples × channels × length.
public final class BatchNorm1d: BatchNorm {
  override var allowedDims: ClosedRange<Int> { 2...3 }
}

/// ``BatchNorm`` for images, of shape samples × channels × height × width.
public final class BatchNorm2d: BatchNorm {
  override var allowedDims: ClosedRange<Int> { 4...4 }
}
