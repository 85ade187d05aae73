/// A tensor without history: a storage, and how elements of a dtype are laid out in it.
///
/// What backends compute is computed of these: nothing is promoted, and nothing recorded. A ``Tensor`` is one
/// with a history.
public class RawTensor: @unchecked Sendable {
  // No access to these properties overlaps another of the same tensor. To have that checked at run time
  // would take an eighth of a small operation.
  @exclusivity(unchecked) final private(set) var storage: Storage
  @exclusivity(unchecked) final private(set) var layout: Layout

  /// The data type of the elements.
  @exclusivity(unchecked) public final private(set) var dtype: DType

  /// A tensor over existing storage.
  @inline(__always)
  init(storage: Storage, offset: Int, shape: DimVector, strides: DimVector, dtype: DType) {
    self.storage = storage
    layout = Layout(shape: shape, strides: strides, offset: offset)
    self.dtype = dtype
  }

  /// A contiguous tensor with uninitialised elements.
  @inline(__always)
  init(uninitialized shape: DimVector, _ dtype: DType) {
    storage = Storage(byteCount: shape.checkProduct(itemSize: dtype.itemSize))
    layout = Layout(shape: shape, strides: shape.contiguousStrides, offset: 0)
    self.dtype = dtype
  }

  /// A tensor that shares the storage and layout of another.
  @inline(__always)
  init(sharing other: RawTensor) {
    storage = other.storage
    layout = other.layout
    dtype = other.dtype
  }

  /// The same elements in another layout.
  @inline(__always)
  init(viewing other: RawTensor, _ layout: Layout) {
    storage = other.storage
    self.layout = layout
    dtype = other.dtype
  }

  /// Whether no other tensor shares the storage.
  final var ownsStorage: Bool { isKnownUniquelyReferenced(&storage) }

  /// Takes over the storage, layout and dtype of another tensor, for a module's `to(dtype)`.
  final func become(_ other: RawTensor) {
    storage = other.storage
    layout = other.layout
    dtype = other.dtype
  }
}

/// What is known of the elements.
extension RawTensor {
  /// The size of each dimension.
  public final var shape: [Int] { layout.shape.array }

  /// The distance in elements between neighbours along each dimension.
  public final var strides: [Int] { layout.strides.array }

  /// The offset of the first element in the storage, in elements.
  public final var storageOffset: Int { layout.offset }

  /// The number of dimensions.
  public final var dim: Int { ndim }

  /// The number of dimensions: ``dim``, for functions with a parameter of that name.
  @inline(__always)
  final var ndim: Int { layout.shape.count }

  /// The number of elements, PyTorch's `numel`.
  public final var count: Int { layout.shape.product }

  /// Whether the elements are in row-major order without gaps.
  @inline(__always)
  public final var isContiguous: Bool { layout.isContiguous }

  /// The device of the storage.
  public final var device: Device { .cpu }

  /// What computes on that device.
  @inline(__always)
  final var backend: some Backend { CPUBackend() }

  /// The size of a dimension; negative numbers count from the last. Stops the program if there is
  /// no such dimension.
  public final func size(_ dim: Int) -> Int { layout.shape[wrapWithDimension(dim)] }

  /// A dimension counted from the first, PyTorch's `maybe_wrap_dim`; a scalar counts as one
  /// dimension. Stops the program if there is no such dimension.
  @inline(__always)
  final func wrap(_ dim: Int) -> Int { wrapped(dim, of: ndim) }

  /// As ``wrap(_:)``; stops the program for a scalar, too.
  final func wrapWithDimension(_ dim: Int) -> Int {
    if ndim == 0 {
      fail("Dimension specified as \(dim) but tensor has no dimensions")
    }
    return wrap(dim)
  }
}

/// A dimension counted from the first of `count`, of which there is taken to be at least one. Stops
/// the program if there is no such dimension.
@inline(__always)
func wrapped(_ dim: Int, of count: Int) -> Int {
  let bound = max(count, 1)
  if dim < -bound || dim >= bound {
    fail(
      "Dimension out of range (expected to be in range of [\(-bound), \(bound - 1)], "
        + "but got \(dim))")
  }
  return dim < 0 ? dim + bound : dim
}
