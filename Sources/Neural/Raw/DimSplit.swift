/// A contiguous tensor as outer × width × inner, for kernels that work along a dimension.
struct DimSplit {
  let outer: Int
  let width: Int
  let inner: Int

  init(outer: Int, width: Int, inner: Int) {
    self.outer = outer
    self.width = width
    self.inner = inner
  }

  init(_ shape: DimVector, at dim: Int) {
    var (outer, inner) = (1, 1)
    for other in 0..<shape.count {
      if other < dim { outer *= shape[other] }
      if other > dim { inner *= shape[other] }
    }
    self.outer = outer
    self.inner = inner
    width = shape.count == 0 ? 1 : shape[dim]
  }
}
