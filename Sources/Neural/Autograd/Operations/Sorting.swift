extension Tensor {
  /// The elements along a dimension in order, and where they were. Equal ones keep their order; nan
  /// counts as largest.
  public final func sort(
    dim: Int = -1, descending: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    let indices = order(dim: dim, descending: descending)
    return (ordered("SortBackward0", dim, indices), indices)
  }

  /// Where the elements along a dimension would be taken from to be in order.
  public final func argsort(dim: Int = -1, descending: Bool = false) -> Tensor {
    order(dim: wrap(dim), descending: descending)
  }

  /// The `count` largest elements along a dimension, largest first, and where they are.
  public final func topk(
    _ count: Int, dim: Int = -1, largest: Bool = true
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    if count < 0 || count > (sizes.count == 0 ? 1 : sizes[dim]) {
      fail("selected index k out of range")
    }
    let indices = order(dim: dim, descending: largest)
    let best = sizes.count == 0 ? indices : dense(indices.narrow(dim: dim, start: 0, length: count))
    return (ordered("TopkBackward0", dim, best), best)
  }

  private final func ordered(_ name: String, _ dim: Int, _ indices: Tensor) -> Tensor {
    let sizes = sizes
    return noGrad { gather(dim: dim, indices) }
      .recorded(name, keepsTensors: false, self) {
        sizes.count == 0 ? $0 : Tensor.zeros(sizes, $0.dtype).scatter(dim: dim, indices, $0)
      }
  }

  private final func order(dim: Int, descending: Bool) -> Tensor {
    if sizes.count == 0 { return Tensor(0) }
    let last = sizes.count - 1
    let turned = dense(swapped(dim, last))
    let width = turned.sizes[last]
    let values = turned.array(of: Double.self)
    var result: [Int] = []
    result.reserveCapacity(values.count)
    for start in stride(from: 0, to: values.count, by: Swift.max(width, 1)) {
      let places = (0..<width).sorted { a, b in
        let (x, y) = (values[start + a], values[start + b])
        let isBefore = descending ? precedes(y, x) : precedes(x, y)
        let isAfter = descending ? precedes(x, y) : precedes(y, x)
        return isBefore || !isAfter && a < b
      }
      result += places
    }
    return dense(Tensor(result, dtype: .int64).reinterpreted(turned.sizes).swapped(dim, last))
  }
}

/// Whether a number comes before another in ascending order; nan comes last.
private func precedes(_ a: Double, _ b: Double) -> Bool { a < b || b.isNaN && !a.isNaN }
