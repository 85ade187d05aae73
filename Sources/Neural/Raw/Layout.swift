/// How a tensor's elements are laid out in its storage.
struct Layout: Equatable {
  let shape: DimVector
  /// The distance in elements between neighbours along each dimension.
  let strides: DimVector
  /// The storage offset of the first element, in elements.
  let offset: Int

  /// Whether the elements are in row-major order without gaps.
  @inline(__always)
  var isContiguous: Bool {
    var step = 1
    var index = shape.count - 1
    while index >= 0 {
      let size = shape[index]
      if size != 1 {
        if strides[index] != step { return shape.product == 0 }
        step &*= size
      }
      index -= 1
    }
    return true
  }

  /// Whether the elements fill a range of memory, each once, in some order of the dimensions.
  var isDense: Bool {
    if isContiguous { return true }
    if shape.product == 0 { return true }
    var expected = 1
    var left = 0
    for dim in 0..<shape.count where shape[dim] > 1 { left += 1 }
    while left > 0 {
      // Another dimension of this stride would overlap, and is never found.
      let next = (0..<shape.count).first { shape[$0] > 1 && strides[$0] == expected }
      guard let next else { return false }
      expected &*= shape[next]
      left -= 1
    }
    return true
  }

  /// These strides, or those of the same memory order without gaps, if there are any.
  var denseStrides: DimVector {
    isDense ? strides : MemoryOrder(of: [strides], in: shape).strides(of: shape)
  }
}

/// Layouts of views.
extension Layout {
  /// A contiguous layout of another shape, of contiguous elements.
  func viewed(_ shape: DimVector) -> Layout {
    Layout(shape: shape, strides: shape.contiguousStrides, offset: offset)
  }

  /// Expanded to a larger shape.
  func expanded(to shape: DimVector) -> Layout {
    Layout(shape: shape, strides: broadcastStrides(to: shape), offset: offset)
  }

  /// With two dimensions swapped.
  func transposed(_ a: Int, _ b: Int) -> Layout {
    var (shape, strides) = (shape, strides)
    (shape[a], shape[b]) = (shape[b], shape[a])
    (strides[a], strides[b]) = (strides[b], strides[a])
    return Layout(shape: shape, strides: strides, offset: offset)
  }

  /// With the dimensions in another order.
  func permuted(_ order: [Int]) -> Layout {
    Layout(
      shape: DimVector(order.map { shape[$0] }), strides: DimVector(order.map { strides[$0] }),
      offset: offset)
  }

  /// With a dimension of size 1 inserted at `place`.
  func unsqueezed(_ place: Int) -> Layout {
    var (shape, strides) = (shape, strides)
    shape.insert(1, at: place)
    strides.insert(1, at: place)
    return Layout(shape: shape, strides: strides, offset: offset)
  }

  /// The elements at a number along the first dimension.
  func row(_ number: Int) -> Layout {
    var (shape, strides) = (shape, strides)
    let start = offset &+ number &* strides[0]
    shape.remove(at: 0)
    strides.remove(at: 0)
    return Layout(shape: shape, strides: strides, offset: start)
  }
}
