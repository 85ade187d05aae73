/// Operations that give several views, of which none may be changed in place where gradients are
/// recorded.
extension Tensor {
  /// Splits a dimension into views of size `size`; the last may be smaller. Stops the program where
  /// the size is negative.
  public final func split(_ size: Int, dim: Int = 0) -> [Tensor] {
    if ndim == 0 { fail("split expects at least a 1-dimensional tensor") }
    if size < 0 { fail("split expects split_size be non-negative, but got split_size=\(size)") }
    let dim = wrap(dim)
    if size == 0 && layout.shape[dim] != 0 {
      fail(
        "split_size can only be 0 if dimension size is 0, but got dimension size of \(layout.shape[dim])"
      )
    }
    if layout.shape[dim] == 0 { return parts("SplitBackward0", dim, [0]) }
    requirePossible((layout.shape[dim] - 1) / size + 1)
    let starts = stride(from: 0, to: layout.shape[dim], by: size)
    return parts("SplitBackward0", dim, starts.map { Swift.min(size, layout.shape[dim] - $0) })
  }

  /// Splits a dimension into views of these sizes. Stops the program where they don't add up to the
  /// dimension's size, or one is negative.
  public final func split(_ lengths: [Int], dim: Int = 0) -> [Tensor] {
    if ndim == 0 { fail("split expects at least a 1-dimensional tensor") }
    let dim = wrap(dim)
    if lengths.contains(where: { $0 < 0 }) {
      fail(
        "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes="
          + "\(lengths)")
    }
    let (sum, size) = (lengths.reduce(0) { $0 &+ $1 }, layout.shape[dim])
    if sum != size || lengths.contains(where: { $0 > size }) {
      fail(
        "split_with_sizes expects split_sizes to sum exactly to \(layout.shape[dim]) (input tensor's size "
          + "at dimension \(dim)), but got split_sizes=\(lengths)")
    }
    return parts("SplitWithSizesBackward0", dim, lengths)
  }

  /// Splits a dimension into at most `chunks` views of equal size; the last may be smaller. Stops
  /// the program where `chunks` is below 1.
  public final func chunk(_ chunks: Int, dim: Int = 0) -> [Tensor] {
    if ndim == 0 { fail("chunk expects at least a 1-dimensional tensor") }
    if chunks <= 0 { fail("chunk expects `chunks` to be greater than 0, got: \(chunks)") }
    let size = layout.shape[wrap(dim)]
    if size == 0 {
      requirePossible(chunks)
      return split([Int](repeating: 0, count: chunks), dim: dim)
    }
    return split((size - 1) / chunks + 1, dim: dim)
  }

  /// A view for each index of a dimension, which the views don't have.
  public final func unbind(dim: Int = 0) -> [Tensor] {
    let dim = wrapWithDimension(wrap(dim))
    let whole = layout.shape
    requirePossible(whole[dim])
    var (shape, strides) = (layout.shape, layout.strides)
    shape.remove(at: dim)
    strides.remove(at: dim)
    let places = (0..<whole[dim]).map {
      viewWithoutHistory(shape, strides, offset: $0 &* self.layout.strides[dim])
    }
    return views("UnbindBackward0", places) { grads, type in
      let result = Tensor.zeros(whole, type)
      for (place, grad) in grads.enumerated() {
        if let grad { rawCopy(grad, to: result.select(dim: dim, place)) }
      }
      return result
    }
  }

  /// Stops the program where there would be more views than memory can hold.
  private final func requirePossible(_ views: Int) {
    if views > 1 << 24 { fail("can't make \(views) views of a tensor of shape \(shape)") }
  }

  /// Consecutive views of these lengths along a dimension.
  private final func parts(_ name: String, _ dim: Int, _ lengths: [Int]) -> [Tensor] {
    let whole = layout.shape
    var start = 0
    var starts: [Int] = []
    for length in lengths {
      starts.append(start)
      start += length
    }
    let parts = zip(starts, lengths).map { start, length in
      var shape = layout.shape
      shape[dim] = length
      return viewWithoutHistory(shape, layout.strides, offset: start &* layout.strides[dim])
    }
    return views(name, parts) { grads, type in
      let result = Tensor.zeros(whole, type)
      for (number, grad) in grads.enumerated() {
        guard let grad else { continue }
        rawCopy(
          grad, to: result.narrow(dim: dim, start: starts[number], length: lengths[number]))
      }
      return result
    }
  }
}
