/// Copies with the elements in other places.
extension Tensor {
  /// The elements in reverse order along some dimensions.
  public final func flip(_ dims: [Int]) -> Tensor {
    let dims = dims.map(wrap)
    return flipped(dims).recorded("FlipBackward0", keepsTensors: false, self) { $0.flipped(dims) }
  }

  private final func flipped(_ dims: [Int]) -> Tensor {
    if count == 0 || sizes.count == 0 { return duplicate(self) }
    var (steps, start) = (steps, storageOffset)
    for dim in dims {
      start += (sizes[dim] - 1) * steps[dim]
      steps[dim] = -steps[dim]
    }
    return duplicate(
      Tensor(storage: storage, offset: start, sizes: sizes, steps: steps, dtype: dtype))
  }

  /// The elements moved along a dimension; those that leave at the end come in at the start.
  public final func roll(_ shift: Int, dim: Int) -> Tensor {
    let dim = wrap(dim)
    let size = sizes.count == 0 ? 0 : sizes[dim]
    if size == 0 { return clone() }
    let cut = ((size - shift) % size + size) % size
    let result = noGrad {
      Tensor.cat(
        [
          narrow(dim: dim, start: cut, length: size - cut), narrow(dim: dim, start: 0, length: cut),
        ], dim: dim)
    }
    return result.recorded("RollBackward0", keepsTensors: false, self) { $0.roll(-shift, dim: dim) }
  }

  /// The tensor repeated along each dimension.
  public final func `repeat`(_ times: Int...) -> Tensor { `repeat`(times) }

  /// The tensor repeated along each dimension.
  public final func `repeat`(_ times: [Int]) -> Tensor {
    if times.count < sizes.count {
      fail(
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor"
      )
    }
    let own = [Int](repeating: 1, count: times.count - sizes.count) + shape
    let sizes = sizes
    let result = noGrad {
      times.indices.reduce(reshape(own)) { part, dim in
        times[dim] == 1
          ? part : part.repeated(times[dim], dim: dim)
      }
    }
    return (result === self ? duplicate(self) : result)
      .recorded("RepeatBackward0", keepsTensors: false, self) { grad in
        let sum = times.indices.reduce(grad) { part, dim in
          part.summedRepeats(times[dim], of: own[dim], dim: dim)
        }
        return dense(sum).reinterpreted(sizes)
      }
  }

  private final func repeated(_ times: Int, dim: Int) -> Tensor {
    if times == 0 { return duplicate(narrow(dim: dim, start: 0, length: 0)) }
    return Tensor.cat([Tensor](repeating: self, count: times), dim: dim)
  }

  private final func summedRepeats(_ times: Int, of size: Int, dim: Int) -> Tensor {
    let (before, after) = (shape[..<dim].reduce(1, *), shape[(dim + 1)...].reduce(1, *))
    let parts = reshape([before, times, size, after]).sum(dim: 1)
    return parts.reshape(Array(shape[..<dim]) + [size] + shape[(dim + 1)...])
  }

  /// A matrix, or batch of matrices, with zeros above a diagonal.
  public final func tril(diagonal: Int = 0) -> Tensor {
    triangle("TrilBackward0") { column, row in column - row <= Tensor(bare: diagonal) }
  }

  /// A matrix, or batch of matrices, with zeros below a diagonal.
  public final func triu(diagonal: Int = 0) -> Tensor {
    triangle("TriuBackward0") { column, row in column - row >= Tensor(bare: diagonal) }
  }

  private final func triangle(_ name: String, _ keeps: (Tensor, Tensor) -> Tensor) -> Tensor {
    if sizes.count < 2 { fail("tril: input tensor must have at least 2 dimensions") }
    let rows = Tensor.arange(size(-2)).unsqueeze(1)
    let outside = keeps(Tensor.arange(size(-1)), rows).logicalNot()
    return filled(where: outside, with: 0).recorded(name, keepsTensors: false, self) {
      $0.filled(where: outside, with: 0)
    }
  }

  /// The diagonal of a matrix as a view.
  public final func diagonal() -> Tensor {
    if sizes.count != 2 { fail("diagonal() expects a matrix, but got \(sizes.count)D") }
    let length = Swift.min(sizes[0], sizes[1])
    let whole = sizes
    return view("DiagonalBackward0", [length], [steps[0] + steps[1]]) { grad in
      let result = Tensor.zeros(whole, grad.dtype)
      transfer(grad, to: result.diagonal())
      return result
    }
  }

  /// The diagonal of a matrix as a copy, or a matrix with a vector as its diagonal.
  public final func diag() -> Tensor {
    if sizes.count == 2 {
      let whole = sizes
      return noGrad { duplicate(diagonal()) }
        .recorded("DiagonalBackward0_copy", keepsTensors: false, self) { $0.diag(in: whole) }
    }
    let result = noGrad { diag(in: [sizes[0], sizes[0]]) }
    return result.recorded("DiagEmbedBackward0", keepsTensors: false, self) { $0.diag() }
  }

  /// Zeros with this vector as their diagonal.
  private final func diag(in sizes: Dims) -> Tensor {
    let result = Tensor.zeros(sizes, dtype)
    transfer(self, to: result.diagonal())
    return result
  }

  /// The products of each element of one vector with each of another.
  public final func outer(_ other: Tensor) -> Tensor { unsqueeze(1) * other }
}
