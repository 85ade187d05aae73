/// Indexing by tensors, as ATen's `AdvancedIndex`: the index tensors are broadcast together, and
/// each position selects one part of the tensor.
private struct AdvancedIndex {
  /// One for each indexed dimension, in their order, with the dimension's size and stride.
  private let indices: [(index: Tensor, size: Int, stride: Int)]
  /// The shape to which the index tensors broadcast.
  private let shape: DimVector
  /// Shape and strides of the dimensions that aren't indexed: those that come before the selected
  /// parts in the result, and those after.
  private var before: (shape: DimVector, strides: DimVector) = (DimVector(), DimVector())
  private var after: (shape: DimVector, strides: DimVector) = (DimVector(), DimVector())
  /// Whether no part is selected twice.
  private let areDistinct: Bool

  init(_ tensor: Tensor, _ gathers: [(dim: Int, index: Tensor)]) {
    let expanded = gathers.flatMap { AdvancedIndex.expanded($0.index, at: $0.dim, of: tensor) }
    let dims = expanded.map(\.dim)
    indices = expanded.map { dim, index in
      (index, tensor.layout.shape[dim], tensor.layout.strides[dim])
    }
    shape = AdvancedIndex.broadcastShape(expanded.map(\.index))
    areDistinct = gathers.count == 1 && gathers[0].index.isMask
    let isAdjacent = Swift.zip(dims, dims.dropFirst()).allSatisfy { $1 == $0 + 1 }
    for dim in 0..<tensor.ndim where !dims.contains(dim) {
      let isBefore = isAdjacent && dim < dims.first ?? 0
      let (size, stride) = (tensor.layout.shape[dim], tensor.layout.strides[dim])
      if isBefore {
        before.shape.append(size)
        before.strides.append(stride)
      } else {
        after.shape.append(size)
        after.strides.append(stride)
      }
    }

    if shape.product > 0 && dims.contains(where: { tensor.layout.shape[$0] == 0 }) {
      fail("index is out of bounds for dimension with size 0")
    }
  }

  /// The offset of each selected part, in elements, as int64. Stops the program for the first part that
  /// an index places outside.
  private func offsets() -> RawTensor {
    if indices.isEmpty { return Tensor.zeros(shape, .int64) }
    let offsets = RawTensor(uninitialized: shape, .int64)
    var first: (part: Int, dim: Int, places: RawTensor)?
    for (dim, entry) in indices.enumerated() {
      let places = rawContiguous(entry.index.rawExpand(to: shape))
      let outside = places.backend.addOffsets(
        of: places, size: entry.size, stride: entry.stride, to: offsets, isFirst: dim == 0)
      if let outside, outside < first?.part ?? .max { first = (outside, dim, places) }
    }
    if let (part, dim, places) = first {
      let place = places.pointer(to: Int64.self)[part]
      fail(
        "index \(place) is out of bounds for dimension \(dim) with size \(indices[dim].size)")
    }
    return offsets
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

  /// The shape of all selected parts together.
  var resultShape: DimVector {
    DimVector(before.shape.array + shape.array + after.shape.array)
  }

  /// The selected parts. Stops the program where an index is out of bounds.
  func parts() -> SelectedParts {
    let isEmpty = resultShape.product == 0
    return SelectedParts(
      shape: resultShape, offsets: isEmpty ? RawTensor(uninitialized: [0], .int64) : offsets(),
      before: before, after: after, areDistinct: areDistinct)
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
    let result = rawIndex(gathers)
    guard records(self) else { return result }
    let whole = self.layout.shape
    let saved = gathers.map { (dim: $0.dim, index: SavedTensor($0.index)) }
    // A mask selects nothing twice.
    let accumulates = gathers.count > 1 || !gathers[0].index.isMask
    return result.recorded("IndexBackward0", self) {
      let result = Tensor.zeros(whole, $0.dtype)
      // PyTorch adds to zeros, by which -0 becomes 0.
      result.rawIndexPut(
        accumulates ? $0 : $0 + 0, at: saved.map { ($0.dim, $0.index.value) },
        accumulate: accumulates)
      return result
    }
  }

  private final func rawIndex(_ gathers: [(dim: Int, index: Tensor)]) -> Tensor {
    if let mask = wholeMask(gathers) {
      return Tensor(sharing: backend.compress(self, by: mask))
    }
    return Tensor(sharing: backend.gather(AdvancedIndex(self, gathers).parts(), of: self))
  }

  /// The mask, if that is the only index and has this tensor's shape.
  private final func wholeMask(_ gathers: [(dim: Int, index: Tensor)]) -> CountedMask? {
    guard gathers.count == 1, let mask = gathers.first?.index, mask.isMask, ndim > 0,
      mask.layout.shape == layout.shape
    else { return nil }
    return backend.count(mask)
  }

  /// Writes the selected parts in place, or adds to them.
  final func rawIndexPut(_ value: Tensor, at gathers: [(dim: Int, index: Tensor)], accumulate: Bool)
  {
    let mask = accumulate || !isContiguous ? nil : wholeMask(gathers)
    let places = mask == nil ? AdvancedIndex(self, gathers) : nil
    let moved = places?.resultShape ?? [mask?.count ?? 0]
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
    let source = rawContiguous(rawCast(value, to: dtype).rawExpand(to: moved))
    if let mask { backend.expand(source, by: mask, into: self) }
    if let places { backend.put(source, at: places.parts(), of: self, adding: accumulate) }
  }

  /// The indices of the elements that aren't 0, an int64 vector for each dimension; a scalar has
  /// one.
  public final func nonzeroAsTuple() -> [Tensor] {
    (ndim == 0 ? unsqueeze(0) : self).nonzero().unbind(dim: 1)
  }

  /// The indices of the elements that aren't 0, one row for each, int64 of shape count × dim.
  public final func nonzero() -> Tensor {
    Tensor(sharing: backend.indices(of: backend.count(rawCast(self, to: .bool))))
  }
}
