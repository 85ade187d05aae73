/// The absolute errors `|input − target|`.
///
/// Stops the program where the shapes don't broadcast.
///
/// - Parameters:
///   - input: of any shape.
///   - target: of a shape that broadcasts with the input's.
///   - reduction: whether losses are averaged, summed, or returned as they are.
public func l1Loss(_ input: Tensor, _ target: Tensor, reduction: Reduction = .mean) -> Tensor {
  reduction.apply((input - target).abs())
}
