extension RawTensor {
  /// Whether the elements have the same places in their storage as those of another tensor.
  final func hasLayout(of other: RawTensor) -> Bool {
    layout == other.layout && dtype == other.dtype
  }
}

/// New tensors whose elements lie in memory in the order of others, as PyTorch's do.
extension RawTensor {
  /// An uninitialised tensor in the shape and memory order of another, without gaps: PyTorch's
  /// `empty_like` with `preserve_format`.
  convenience init(uninitializedLike other: RawTensor, _ dtype: DType) {
    if other.isContiguous && other.count > 0 {
      self.init(uninitialized: other.layout.shape, dtype)
    } else {
      self.init(uninitialized: other.layout.shape, strides: other.layout.denseStrides, dtype)
    }
  }

  /// An uninitialised result of an elementwise operation on some tensors, broadcast to a shape: in the
  /// memory order on which they agree, the first of them where they don't, without gaps. It is the
  /// layout that PyTorch's `TensorIterator` allocates.
  convenience init(uninitialized shape: DimVector, inOrderOf operands: [RawTensor], _ dtype: DType)
  {
    if shape.product == 0 {
      self.init(uninitializedEmpty: shape, inOrderOf: operands, dtype)
    } else if operands.allSatisfy({ $0.isRowMajor(in: shape) }) {
      self.init(uninitialized: shape, dtype)
    } else if let strides = RawTensor.commonStrides(of: operands, in: shape) {
      self.init(uninitialized: shape, strides: strides, dtype)
    } else {
      let order = MemoryOrder(of: operands.map { $0.layout.broadcastStrides(to: shape) }, in: shape)
      self.init(uninitialized: shape, strides: order.strides(of: shape), dtype)
    }
  }

  /// A result without elements, whose strides are PyTorch's: operands of one shape all count as
  /// contiguous, whatever their strides are.
  private convenience init(
    uninitializedEmpty shape: DimVector, inOrderOf operands: [RawTensor], _ dtype: DType
  ) {
    if operands.allSatisfy({ $0.layout.shape == shape }) {
      self.init(uninitialized: shape, dtype)
    } else {
      let order = MemoryOrder(of: operands.map { $0.layout.broadcastStrides(to: shape) }, in: shape)
      self.init(
        uninitialized: shape, strides: order.strides(of: shape, leastSize: 0), dtype)
    }
  }

  /// An uninitialised tensor without gaps, whose strides say so.
  convenience init(uninitialized shape: DimVector, strides: DimVector, _ dtype: DType) {
    let bytes = shape.checkProduct(itemSize: dtype.itemSize)
    self.init(
      storage: Storage(byteCount: bytes), offset: 0, shape: shape, strides: strides, dtype: dtype)
  }

  /// Whether the elements are those of a contiguous tensor of a shape in order, or all the same.
  @inline(__always)
  final func isInOrder(of shape: DimVector) -> Bool {
    layout.shape == shape && isContiguous || count == 1
  }

  /// Whether the strides of this tensor, expanded to a shape, fall from one dimension to the next.
  @inline(__always)
  private final func isRowMajor(in shape: DimVector) -> Bool {
    let missing = shape.count - ndim
    var last = Int.max
    for dim in 0..<ndim where layout.shape[dim] != 1 || shape[dim + missing] == 1 {
      let stride = layout.strides[dim]
      if stride == 0 { continue }
      if stride >= last { return missing == 0 && isContiguous && layout.shape == shape }
      last = stride
    }
    return true
  }

  /// The strides of all operands, if they are the same and leave no gaps.
  private static func commonStrides(of operands: [RawTensor], in shape: DimVector) -> DimVector? {
    let first = operands[0].layout
    let areAlike = operands.allSatisfy {
      $0.layout.shape == shape && $0.layout.strides == first.strides
    }
    return areAlike && first.isDense ? first.strides : nil
  }
}

/// The dimensions of some operands sorted by stride, largest first; broadcast dimensions keep their
/// places.
///
/// It is the order of TensorIterator's `reorder_dimensions`, in which PyTorch visits elements: it
/// decides on the layout of results, and on which element gets which random number.
struct MemoryOrder {
  let dims: [Int]

  /// - Parameter operands: their strides, expanded to the shape; what the first doesn't decide on, the
  ///   next does.
  init(of operands: [DimVector], in shape: DimVector) {
    // Sorted by insertion as PyTorch does: not every pair of dimensions can be compared.
    var order = Array((0..<shape.count).reversed())
    for start in order.indices.dropFirst() {
      var moved = start
      for place in stride(from: start - 1, through: 0, by: -1) {
        let comparison = MemoryOrder.compare(order[place], order[moved], operands, shape)
        if comparison < 0 { break }
        if comparison > 0 {
          order.swapAt(place, moved)
          moved = place
        }
      }
    }
    dims = order.reversed()
  }

  /// Negative where dimension `a` is within `b` in memory, positive where `b` is within `a`, 0 where
  /// they can't be compared.
  private static func compare(
    _ a: Int, _ b: Int, _ operands: [DimVector], _ shape: DimVector
  ) -> Int {
    for strides in operands where strides[a] != 0 && strides[b] != 0 {
      if strides[a] != strides[b] { return strides[a] < strides[b] ? -1 : 1 }
      if shape[a] > shape[b] { return 1 }
    }
    return 0
  }

  /// The strides of a tensor without gaps in this order.
  ///
  /// - Parameter leastSize: as what smaller dimensions count.
  func strides(of shape: DimVector, leastSize: Int = 1) -> DimVector {
    var strides = shape
    var step = 1
    for dim in dims.reversed() {
      strides[dim] = step
      step &*= Swift.max(shape[dim], leastSize)
    }
    return strides
  }
}
