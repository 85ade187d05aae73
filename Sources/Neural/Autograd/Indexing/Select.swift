extension Tensor {
  /// A view of one index of a dimension, which the view doesn't have. Negative numbers count from
  /// the end. Stops the program where the index is out of bounds.
  public final func select(dim: Int, _ place: Int) -> Tensor {
    if ndim == 0 { fail("select() cannot be applied to a 0-dim tensor.") }
    let dim = wrap(dim)
    let size = layout.shape[dim]
    if place < -size || place >= size {
      fail(
        "select(): index \(place) out of range for tensor of size \(self.shape) at dimension \(dim)"
      )
    }
    let index = place < 0 ? place + size : place
    let whole = layout.shape
    var (shape, strides) = (layout.shape, layout.strides)
    let start = index &* strides[dim]
    shape.remove(at: dim)
    strides.remove(at: dim)
    return view("SelectBackward0", shape, strides, offset: start) { grad in
      let result = Tensor.zeros(whole, grad.dtype)
      rawCopy(grad, to: result.select(dim: dim, index))
      return result
    }
  }

  /// A view of `length` indices of a dimension from `start` on. Stops the program where they are
  /// out of bounds.
  public final func narrow(dim: Int, start: Int, length: Int) -> Tensor {
    if ndim == 0 { fail("narrow() cannot be applied to a 0-dim tensor.") }
    if length < 0 { fail("narrow(): length must be non-negative.") }
    let dim = wrap(dim)
    let size = layout.shape[dim]
    if start < -size || start > size {
      fail(
        "start out of range (expected to be in range of [\(-size), \(size)], but got \(start))")
    }
    let first = start < 0 ? start + size : start
    if first > size - length {
      fail("start (\(first)) + length (\(length)) exceeds dimension size (\(size)).")
    }
    return slice(dim: dim, first, first + length, 1)
  }

  /// A view of `length` indices of a dimension from `start` on, which is an integer scalar.
  public final func narrow(dim: Int, start: Tensor, length: Int) -> Tensor {
    if start.ndim != 0 || start.dtype.isFloatingPoint || start.dtype == .bool {
      fail("start must be an 0-dim integral Tensor.")
    }
    return narrow(dim: dim, start: start.item(as: Int.self), length: length)
  }

  /// A slice by Python's rules: bounds beyond the ends are clamped.
  ///
  /// - Parameter skipsWhole: whether a slice of the whole dimension is the tensor itself and no new
  ///   view.
  final func pythonSlice(
    dim: Int, from: Int?, to: Int?, step: Int, skipsWhole: Bool
  ) -> Tensor {
    if ndim == 0 { fail("slice() cannot be applied to a 0-dim tensor.") }
    if step == 0 { fail("slice step cannot be zero") }
    if step < 0 { fail("step must be greater than zero") }
    let size = layout.shape[dim]
    let start = clamped(from ?? 0, to: size)
    let end = Swift.max(clamped(to ?? size, to: size), start)
    if skipsWhole && from ?? 0 == 0 && to ?? size >= size && step == 1 { return self }
    return slice(dim: dim, start, end, step)
  }

  private final func clamped(_ bound: Int, to size: Int) -> Int {
    Swift.min(Swift.max(bound < 0 ? bound + size : bound, 0), size)
  }

  private final func slice(dim: Int, _ start: Int, _ end: Int, _ step: Int) -> Tensor {
    let whole = layout.shape
    var (shape, strides) = (layout.shape, layout.strides)
    let offset = start &* strides[dim]
    shape[dim] = end > start ? (end - start - 1) / step + 1 : 0
    strides[dim] &*= step
    return view("SliceBackward0", shape, strides, offset: offset) { grad in
      let result = Tensor.zeros(whole, grad.dtype)
      rawCopy(grad, to: result.slice(dim: dim, start, end, step))
      return result
    }
  }
}
