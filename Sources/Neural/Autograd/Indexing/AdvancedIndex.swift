/// Indexing by tensors, as ATen's `AdvancedIndex`: the index tensors are broadcast together, and
/// each position selects one part of the tensor.
private struct AdvancedIndex {
  /// The tensor with the indexed dimensions moved to the front.
  let transposed: Tensor
  /// How many dimensions are indexed.
  let picked: Int
  /// The offset of each selected part in ``transposed``, in elements, as int64.
  private let offsets: Tensor
  /// The shape to which the index tensors broadcast.
  let shape: DimVector
  /// The position of that shape's dimensions in the result.
  let position: Int

  init(_ tensor: Tensor, _ gathers: [(dim: Int, index: Tensor)]) {
    let indices = gathers.flatMap { AdvancedIndex.expanded($0.index, at: $0.dim, of: tensor) }
    let dims = indices.map(\.dim)
    let rest = (0..<tensor.ndim).filter { !dims.contains($0) }
    transposed = tensor.rawPermute(dims + rest)
    picked = dims.count
    shape = AdvancedIndex.broadcastShape(indices.map(\.index))
    let isAdjacent = Swift.zip(dims, dims.dropFirst()).allSatisfy { $1 == $0 + 1 }
    position = isAdjacent ? dims.first ?? 0 : 0

    if shape.product > 0 && dims.contains(where: { tensor.layout.shape[$0] == 0 }) {
      fail("index is out of bounds for dimension with size 0")
    }
    offsets = Tensor.zeros(shape, .int64)
    // Where the other dimensions leave nothing to read or write, no place is looked at.
    if rest.contains(where: { tensor.layout.shape[$0] == 0 }) { return }
    let sums = offsets.pointer(to: Int.self)
    for (order, entry) in indices.enumerated() {
      let size = transposed.layout.shape[order]
      let places = entry.index.rawExpand(to: shape).array(of: Int.self)
      for (number, place) in places.enumerated() {
        if place < -size || place >= size {
          fail("index \(place) is out of bounds for dimension \(order) with size \(size)")
        }
        sums[number] &+= (place < 0 ? place + size : place) &* transposed.layout.strides[order]
      }
    }
  }

  /// Converts masks to index tensors, one for each dimension of the mask: ATen's `expandTensors`.
  private static func expanded(
    _ index: Tensor, at dim: Int, of tensor: Tensor
  ) -> [(dim: Int, index: Tensor)] {
    switch index.dtype {
    case .bool, .uint8:
      for axis in 0..<index.ndim where index.layout.shape[axis] != tensor.layout.shape[dim + axis] {
        fail(
          "The shape of the mask \(index.shape) at index \(axis) does not match the shape of the "
            + "indexed tensor \(tensor.shape) at index \(dim + axis)")
      }
      let places = index.nonzero()
      return (0..<index.ndim).map { (dim + $0, places.select(dim: 1, $0)) }
    case .int64, .int32:
      return [(dim, rawCast(index, to: .int64))]
    default:
      fail("tensors used as indices must be long, int, byte or bool tensors")
    }
  }

  private static func broadcastShape(_ indices: [Tensor]) -> DimVector {
    var shape = DimVector()
    for index in indices {
      let compatible = (0..<min(shape.count, index.ndim)).allSatisfy {
        let (a, b) = (shape[shape.count - 1 - $0], index.layout.shape[index.ndim - 1 - $0])
        return a == b || a == 1 || b == 1
      }
      if !compatible {
        let shapes = indices.map { "\($0.shape)" }.joined(separator: ", ")
        fail(
          "shape mismatch: indexing tensors could not be broadcast together with shapes \(shapes)")
      }
      shape = broadcast(shape, index.layout.shape)
    }
    return shape
  }

  /// The shape and strides of one selected part.
  var rest: (shape: DimVector, strides: DimVector) {
    (DimVector(transposed.shape[picked...]), DimVector(transposed.strides[picked...]))
  }

  /// The shape of the result with the indexed dimensions in front.
  var frontShape: DimVector { DimVector(shape.array + rest.shape.array) }

  /// Moves the indexed dimensions from the front to their position in the result.
  func moved(_ tensor: Tensor) -> Tensor { tensor.rawPermute(order) }

  /// Moves the indexed dimensions of a result to the front.
  func movedBack(_ tensor: Tensor) -> Tensor {
    var inverse = order
    for (place, dim) in order.enumerated() { inverse[dim] = place }
    return tensor.rawPermute(inverse)
  }

  private var order: [Int] {
    let before = (0..<position).map { $0 + shape.count }
    let after = (position..<rest.shape.count).map { $0 + shape.count }
    return before + Array(0..<shape.count) + after
  }

  /// One selected part of a tensor in the layout of ``transposed``.
  func part(_ number: Int, of tensor: Tensor) -> Tensor {
    let (shape, strides) = rest
    let offset = offsets.pointer(to: Int.self)[number]
    return Tensor(
      storage: tensor.storage, offset: tensor.storageOffset + offset, shape: shape,
      strides: strides,
      dtype: tensor.dtype)
  }
}

extension Tensor {
  /// Whether this tensor is a mask when it is an index: of type bool, or uint8 as in older versions
  /// of PyTorch.
  final var isMask: Bool { dtype == .bool || dtype == .uint8 }

  /// Whether an assignment writes one number by a single mask, for which PyTorch uses
  /// `masked_fill_`: it casts the number, but takes no uint8 masks.
  static func fills(_ gathers: [(dim: Int, index: Tensor)], with value: Tensor) -> Bool {
    value.count == 1 && gathers.count == 1 && gathers[0].index.isMask
  }

  /// The selected parts, as a copy: PyTorch's `index`.
  final func index(at gathers: [(dim: Int, index: Tensor)]) -> Tensor {
    let places = AdvancedIndex(self, gathers)
    let front = Tensor(uninitialized: places.frontShape, dtype)
    let (shape, _) = places.rest
    let size = shape.product
    for number in 0..<places.shape.product {
      let target = Tensor(
        storage: front.storage, offset: number * size, shape: shape,
        strides: shape.contiguousStrides, dtype: dtype)
      rawCopy(places.part(number, of: places.transposed), to: target)
    }
    let whole = self.layout.shape
    let result = rawContiguous(places.moved(front))
    guard records(self) else { return result }
    let saved = gathers.map { (dim: $0.dim, index: SavedTensor($0.index)) }
    return result.recorded("IndexBackward0", self) {
      let result = Tensor.zeros(whole, $0.dtype)
      result.rawIndexPut($0, at: saved.map { ($0.dim, $0.index.value) }, accumulate: true)
      return result
    }
  }

  /// Writes the selected parts in place, or adds to them.
  final func rawIndexPut(_ value: Tensor, at gathers: [(dim: Int, index: Tensor)], accumulate: Bool)
  {
    let places = AdvancedIndex(self, gathers)
    let (shape, _) = places.rest
    let moved = places.moved(Tensor(uninitialized: places.frontShape, dtype)).layout.shape
    if !value.layout.shape.isBroadcastable(to: moved) {
      fail(
        "shape mismatch: value tensor of shape \(value.shape) cannot be broadcast to indexing "
          + "result of shape \(moved.array)")
    }
    if value.dtype != dtype && !value.isWrappedNumber && !Tensor.fills(gathers, with: value) {
      fail(
        "Index put requires the source and destination dtypes match, got \(dtype.scalarName) for the "
          + "destination and \(value.dtype.scalarName) for the source.")
    }
    let source = rawContiguous(places.movedBack(rawCast(value, to: dtype).rawExpand(to: moved)))
    let size = shape.product
    for number in 0..<places.shape.product {
      let piece = Tensor(
        storage: source.storage, offset: source.storageOffset + number * size, shape: shape,
        strides: shape.contiguousStrides, dtype: dtype)
      let target = places.part(number, of: places.transposed)
      rawCopy(accumulate ? target + piece : piece, to: target)
    }
  }

  /// The indices of the elements that aren't 0, an int64 vector for each dimension; a scalar has
  /// one.
  public final func nonzeroAsTuple() -> [Tensor] {
    (ndim == 0 ? unsqueeze(0) : self).nonzero().unbind(dim: 1)
  }

  /// The indices of the elements that aren't 0, one row for each, int64 of shape count × dim.
  public final func nonzero() -> Tensor {
    let flags = rawCast(self, to: .bool).array(of: Bool.self)
    let divisors = layout.shape.contiguousStrides
    var found: [Int] = []
    for (number, flag) in flags.enumerated() where flag {
      var rest = number
      for dim in 0..<ndim {
        found.append(rest / divisors[dim])
        rest %= divisors[dim]
      }
    }
    let rows = flags.count { $0 }
    return Tensor(found, dtype: .int64).view([rows, ndim])
  }
}
