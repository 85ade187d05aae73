/// Batch normalisation after Ioffe and Szegedy (2015). In training, each channel is normalised by
/// its mean and variance over the batch; in evaluation, by their running averages.
open class BatchNorm: Module {
  /// The scale γ, of shape `[channels]`; nil if not affine.
  public let weight: Parameter?
  /// The shift β, of shape `[channels]`; nil if not affine.
  public let bias: Parameter?
  /// The running average of the means, of shape `[channels]`; nil if not tracked.
  public let runningMean: Buffer?
  /// The running average of the variances, of shape `[channels]`; nil if not tracked.
  public let runningVar: Buffer?
  /// How many batches the running averages include, an int64 scalar; nil if not tracked.
  public let numBatchesTracked: Buffer?

  private let features: Int
  private let eps: Double
  private let momentum: Double?

  /// - Parameters:
  ///   - features: the number of channels.
  ///   - eps: is added to the variance before the square root.
  ///   - momentum: the share of the new value in the running averages; nil takes the mean of all
  ///     batches.
  ///   - affine: whether to learn weight and bias.
  ///   - trackRunningStats: whether to keep running averages; without them, evaluation uses the
  ///     batch too.
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

  /// The numbers of dimensions that inputs may have.
  var allowedDims: ClosedRange<Int> { 2...4 }

  /// The normalised input, of its shape. Stops the program where the input hasn't the right number
  /// of dimensions or channels.
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

  /// The arguments as PyTorch's `extra_repr` writes them.
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
