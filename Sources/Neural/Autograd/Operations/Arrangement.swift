/// Copies with the elements in other places.
extension Tensor {
  /// The elements in reverse order along some dimensions, each named once.
  public final func flip(_ dims: [Int]) -> Tensor {
    let dims = dims.map(wrap)
    for (place, dim) in dims.enumerated() where dims[..<place].contains(dim) {
      fail("dim \(dim) appears multiple times in the list of dims")
    }
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
    let dim = count == 0 ? 0 : wrapWithDimension(dim)
    return rolled(shift, dim: dim).recorded("RollBackward0", keepsTensors: false, self) {
      $0.rolled(0 &- shift, dim: dim)
    }
  }

  private final func rolled(_ shift: Int, dim: Int) -> Tensor {
    if count == 0 { return duplicate(self) }
    let size = sizes[dim]
    let cut = (size - shift % size) % size
    return noGrad {
      Tensor.cat(
        [
          narrow(dim: dim, start: cut, length: size - cut), narrow(dim: dim, start: 0, length: cut),
        ], dim: dim)
    }
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
    let repeated = zip(own, times).map { $0 &* $1 }
    if let negative = repeated.first(where: { $0 < 0 }) ?? times.first(where: { $0 < 0 }) {
      fail("Trying to create tensor with negative dimension \(negative): \(repeated)")
    }
    Dims(repeated).checkProduct(itemSize: dtype.itemSize)
    let sizes = sizes
    let result = noGrad {
      times.indices.reduce(reshape(own)) { part, dim in
        times[dim] == 1
          ? part : part.repeated(times[dim], dim: dim)
      }
    }
    return (result.storage === storage ? duplicate(result) : result)
      .recorded("RepeatBackward0", keepsTensors: false, self) { grad in
        let sum = times.indices.reduce(grad) { part, dim in
          part.summedRepeats(times[dim], of: own[dim], dim: dim)
        }
        return dense(sum).reinterpreted(sizes)
      }
  }

  private final func repeated(_ times: Int, dim: Int) -> Tensor {
    let (before, after) = (shape[..<dim].reduce(1, *), shape[(dim + 1)...].reduce(1, *))
    var whole = sizes
    whole[dim] *= times
    let result = Tensor(uninitialized: whole, dtype)
    if result.count == 0 { return result }
    let tiles: Dims = [before, times, sizes[dim], after]
    let source = dense(self).reinterpreted([before, 1, sizes[dim], after])
    transfer(source.expanded(to: tiles), to: result.reinterpreted(tiles))
    return result
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
    if sizes.count < 2 {
      fail("\(name.prefix(4).lowercased()): input tensor must have at least 2 dimensions")
    }
    let rows = Tensor.arange(size(-2)).unsqueeze(1)
    let outside = keeps(Tensor.arange(size(-1)), rows).logicalNot()
    return filled(where: outside, with: 0).recorded(name, keepsTensors: false, self) {
      $0.filled(where: outside, with: 0)
    }
  }

  /// The diagonals of the matrices in two dimensions as a view, in which they are the last dimension.
  ///
  /// - Parameter offset: how far above the main diagonal; below it, if negative.
  public final func diagonal(offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor {
    let (row, column) = (wrap(dim1), wrap(dim2))
    if row == column {
      fail("diagonal dimensions cannot be identical \(dim1), \(dim2)")
    }
    let (rows, columns) = (sizes[row], sizes[column])
    let (down, right) = (
      offset < 0 ? Swift.min(Int(clamping: offset.magnitude), rows) : 0,
      offset > 0 ? Swift.min(offset, columns) : 0
    )
    let length = Swift.min(rows - down, columns - right)
    let start = length == 0 ? 0 : down &* steps[row] &+ right &* steps[column]
    let kept = (0..<sizes.count).filter { $0 != row && $0 != column }
    let whole = sizes
    return view(
      "DiagonalBackward0", Dims(kept.map { sizes[$0] } + [length]),
      Dims(kept.map { steps[$0] } + [steps[row] &+ steps[column]]), offset: start
    ) { grad in
      let result = Tensor.zeros(whole, grad.dtype)
      transfer(grad, to: result.diagonal(offset: offset, dim1: row, dim2: column))
      return result
    }
  }

  /// A diagonal of a matrix as a copy, or a matrix with a vector as its diagonal.
  ///
  /// - Parameter offset: how far above the main diagonal; below it, if negative.
  public final func diag(_ offset: Int = 0) -> Tensor {
    switch sizes.count {
    case 1:
      let distance = Int(clamping: offset.magnitude)
      let (size, hasOverflow) = sizes[0].addingReportingOverflow(distance)
      if hasOverflow { fail("numel: integer multiplication overflow") }
      return noGrad { diag(offset, in: [size, size]) }
        .recorded("DiagEmbedBackward0", keepsTensors: false, self) { $0.diagonal(offset: offset) }
    case 2:
      let whole = sizes
      return noGrad { duplicate(diagonal(offset: offset)) }
        .recorded("DiagonalBackward0_copy", keepsTensors: false, self) {
          $0.diag(offset, in: whole)
        }
    default: fail("diag(): Supports 1D or 2D tensors. Got \(sizes.count)D")
    }
  }

  /// Zeros with this vector as a diagonal.
  private final func diag(_ offset: Int, in sizes: Dims) -> Tensor {
    let result = Tensor.zeros(sizes, dtype)
    transfer(self, to: result.diagonal(offset: offset))
    return result
  }

  /// The products of each element of one vector with each of another.
  public final func outer(_ other: Tensor) -> Tensor {
    if sizes.count != 1 { fail("outer: Expected 1-D argument self, but got \(sizes.count)-D") }
    if other.sizes.count != 1 {
      fail("outer: Expected 1-D argument vec2, but got \(other.sizes.count)-D")
    }
    return reshape([sizes[0], 1]) * other
  }
}
