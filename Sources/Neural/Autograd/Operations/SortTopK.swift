/// The indices that sort each row of a contiguous tensor, stably.
private struct OrderKernel: NumberKernel {
  let input: Tensor
  let isDescending: Bool

  func run<T: Number>(_ type: T.Type) -> [Int] {
    let values = input.pointer(to: T.self)
    let width = input.layout.shape[input.ndim - 1]
    var result: [Int] = []
    result.reserveCapacity(input.count)
    for start in stride(from: 0, to: input.count, by: Swift.max(width, 1)) {
      result += (0..<width).sorted { a, b in
        let (x, y) = (values[start + a], values[start + b])
        let isBefore = isDescending ? precedes(y, x) : precedes(x, y)
        let isAfter = isDescending ? precedes(x, y) : precedes(y, x)
        return isBefore || !isAfter && a < b
      }
    }
    return result
  }
}

/// The indices of the largest or smallest elements of each row of a contiguous tensor, in order.
private struct BestKernel: NumberKernel {
  let input: Tensor
  let count: Int
  let wantsLargest: Bool

  func run<T: Number>(_ type: T.Type) -> [Int] {
    let width = input.layout.shape[input.ndim - 1]
    if width == 0 { return [] }
    var row = input.pointer(to: T.self)
    var result: [Int] = []
    for _ in 0..<(input.count / width) {
      let values = row
      var order = PartialSort(count: width) { a, b in
        wantsLargest ? precedes(values[b], values[a]) : precedes(values[a], values[b])
      }
      order.sortFirst(count)
      result += order.indices[..<count]
      row += width
    }
    return result
  }
}

/// Whether a number comes before another in ascending order; nan comes last.
@inline(__always)
private func precedes<T: Number>(_ a: T, _ b: T) -> Bool {
  a < b || b.isNotANumber && !a.isNotANumber
}

extension Tensor {
  /// The elements sorted along a dimension, and their indices, of type int64. nan counts as
  /// largest.
  ///
  /// - Parameter stable: whether equal elements keep their order; here they always do. As in PyTorch, the
  ///   node is named `SortBackward1` where this is given.
  public final func sort(
    dim: Int = -1, descending: Bool = false, stable: Bool? = nil
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    let indices = order(dim: dim, descending: descending)
    let name = stable == nil ? "SortBackward0" : "SortBackward1"
    return (ordered(name, dim, indices), indices)
  }

  /// The indices that sort the elements along a dimension, of type int64.
  ///
  /// - Parameter stable: whether equal elements keep their order; here they always do.
  public final func argsort(
    dim: Int = -1, descending: Bool = false, stable: Bool = false
  ) -> Tensor {
    order(dim: wrap(dim), descending: descending)
  }

  /// The `count` largest or smallest elements along a dimension, in order, and their indices, of
  /// type int64. Stops the program where there are fewer elements, and for type bool.
  public final func topk(
    _ count: Int, dim: Int = -1, largest: Bool = true
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    if count < 0 || count > (ndim == 0 ? 1 : layout.shape[dim]) {
      fail("selected index k out of range")
    }
    if dtype == .bool { fail("topk does not support bool dtypes on CPU") }
    let best = ndim == 0 ? Tensor(0) : best(count, dim: dim, largest: largest)
    return (ordered("TopkBackward0", dim, best), best)
  }

  private final func ordered(_ name: String, _ dim: Int, _ indices: Tensor) -> Tensor {
    let shape = layout.shape
    return noGrad { gather(dim: dim, indices) }
      .recorded(name, savesTensors: false, self) {
        shape.count == 0 ? $0 : Tensor.zeros(shape, $0.dtype).scatter(dim: dim, indices, $0)
      }
  }

  private final func best(_ count: Int, dim: Int, largest: Bool) -> Tensor {
    let last = ndim - 1
    let transposed = rawContiguous(rawCastToOpMath(rawTranspose(dim, last)))
    let places = transposed.dtype.dispatch(
      BestKernel(input: transposed, count: count, wantsLargest: largest))
    var shape = transposed.layout.shape
    shape[last] = count
    return rawContiguous(Tensor(places, dtype: .int64).rawView(shape).rawTranspose(dim, last))
  }

  private final func order(dim: Int, descending: Bool) -> Tensor {
    if ndim == 0 { return Tensor(0) }
    let last = ndim - 1
    let transposed = rawContiguous(rawCastToOpMath(rawTranspose(dim, last)))
    let order = transposed.dtype.dispatch(OrderKernel(input: transposed, isDescending: descending))
    return rawContiguous(
      Tensor(order, dtype: .int64).rawView(transposed.layout.shape).rawTranspose(dim, last))
  }
}
