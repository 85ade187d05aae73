extension Tensor {
  /// A copy repeated along each dimension. Stops the program with fewer numbers than dimensions, or
  /// a negative one.
  public final func `repeat`(_ times: Int...) -> Tensor { `repeat`(times) }

  /// A copy repeated along each dimension. Stops the program with fewer numbers than dimensions, or
  /// a negative one.
  public final func `repeat`(_ times: [Int]) -> Tensor {
    if times.count < ndim {
      fail(
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor"
      )
    }
    let own = [Int](repeating: 1, count: times.count - ndim) + shape
    let repeated = zip(own, times).map { $0 &* $1 }
    if let negative = repeated.first(where: { $0 < 0 }) ?? times.first(where: { $0 < 0 }) {
      fail("Trying to create tensor with negative dimension \(negative): \(repeated)")
    }
    DimVector(repeated).checkProduct(itemSize: dtype.itemSize)
    let whole = layout.shape
    let result = noGrad {
      times.indices.reduce(reshape(own)) { part, dim in
        times[dim] == 1
          ? part : part.rawRepeat(times[dim], dim: dim)
      }
    }
    return (result.storage === storage ? rawClone(result) : result)
      .recorded("RepeatBackward0", savesTensors: false, self) {
        $0.sumOfRepeats(times, to: whole.array)
      }
  }

  private final func rawRepeat(_ times: Int, dim: Int) -> Tensor {
    let (before, after) = (shape[..<dim].reduce(1, *), shape[(dim + 1)...].reduce(1, *))
    var whole = layout.shape
    whole[dim] *= times
    let result = Tensor(uninitialized: whole, dtype)
    if result.count == 0 { return result }
    let tiles: DimVector = [before, times, layout.shape[dim], after]
    let source = rawContiguous(self).rawView([before, 1, layout.shape[dim], after])
    rawCopy(source.rawExpand(to: tiles), to: result.rawView(tiles))
    return result
  }

  /// The sum of the parts that are repeats of one another, in ATen's order: new dimensions one by one,
  /// then all others at once.
  private final func sumOfRepeats(_ times: [Int], to whole: [Int]) -> Tensor {
    let added = times.count - whole.count
    let grad = (0..<added).reduce(self) { grad, _ in grad.sum(dim: 0) }
    var (tiles, dims) = ([Int](), [Int]())
    for (times, size) in zip(times[added...], whole) {
      if times != 1 {
        dims.append(tiles.count)
        tiles.append(times)
      }
      tiles.append(size)
    }
    return dims.isEmpty ? grad : grad.reshape(tiles).sum(dim: dims)
  }
}
