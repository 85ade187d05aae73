extension Tensor {
  /// The parts at indices along a dimension, as a copy: PyTorch's `index_select`. Stops the program
  /// where the index isn't a vector, or out of bounds.
  public final func indexSelect(dim: Int, _ index: Tensor) -> Tensor {
    let dim = wrap(dim)
    requireVector(index)
    let limit = ndim == 0 ? 1 : layout.shape[dim]
    if limit == 0 && ndim > 1 && index.count > 0 {
      fail("index_select(): self indexing axis dim should be positive")
    }
    let places = rawCast(index, to: .int64).atLeast1D
    checkPlaces(rawContiguous(places), below: limit)
    let shape = layout.shape
    let result = noGrad { atLeast1D.index(at: [(dim, places)]) }
    guard records(self) else { return shape.count == 0 ? result.rawView(shape) : result }
    let saved = SavedTensor(index)
    return (shape.count == 0 ? result.rawView(shape) : result)
      .recorded("IndexSelectBackward0", self) { grad in
        let result = Tensor.zeros(shape, grad.dtype)
        result.atLeast1D.rawIndexPut(
          grad.atLeast1D, at: [(dim, rawCast(saved.value, to: .int64).atLeast1D)],
          accumulate: true)
        return result
      }
  }

  private final func requireVector(_ index: Tensor) {
    if index.ndim > 1 {
      fail("index_select(): Index is supposed to be a vector")
    }
    if ndim == 0 && index.count != 1 {
      fail("index_select(): Index to scalar can have only 1 value, got \(index.count) value(s)")
    }
    if index.dtype != .int64 && index.dtype != .int32 {
      fail("index_select(): Expected dtype int32 or int64 for index")
    }
  }
}

/// Stops the program where one of some contiguous indices isn't within a size.
func checkPlaces(_ places: Tensor, below limit: Int) {
  if places.backend.indexOutside(places, below: limit, except: nil) != nil {
    fail("index out of range in self")
  }
}
