/// A multi-dimensional array of numbers, with automatic differentiation.
///
/// A tensor is a reference type: assigning it shares it. Indexing, slicing and reshaping give views
/// that share its storage. Several threads may read a tensor at once; a thread that writes to it
/// has to exclude all others.
public class Tensor: @unchecked Sendable {
  // No access to these properties overlaps another of the same tensor. To have that checked at run time
  // would take an eighth of a small operation.
  @exclusivity(unchecked) final private(set) var storage: Storage
  @exclusivity(unchecked) final private(set) var layout: Layout

  /// The data type of the elements.
  @exclusivity(unchecked) public final private(set) var dtype: DType

  /// Whether this is a wrapped number, as the 2 in `x * 2`, which doesn't decide on the type of a
  /// result.
  @exclusivity(unchecked) final var isWrappedNumber = false

  /// Whether this is a leaf that requires gradients; other tensors have ``history`` instead.
  @exclusivity(unchecked) final var leafRequiresGrad = false
  /// The node of the recorded operation that computed this tensor. For views, ``gradFn`` brings it
  /// up to date.
  @exclusivity(unchecked) final var history: Node?
  /// The number of this tensor among that operation's outputs.
  @exclusivity(unchecked) final var outputNumber = 0
  /// The tensor of which this is a view; it isn't a view itself. Its history records changes in
  /// place.
  @exclusivity(unchecked) final var base: Tensor?
  /// The version of the storage to which a view's ``history`` belongs.
  @exclusivity(unchecked) final var historyVersion = 0
  /// How this view was made, which decides on whether it may be changed in place.
  @exclusivity(unchecked) final var creationMeta = CreationMeta.default
  @exclusivity(unchecked) final var accumulatedGrad: Tensor?

  /// A tensor over existing storage.
  init(storage: Storage, offset: Int, shape: DimVector, strides: DimVector, dtype: DType) {
    self.storage = storage
    layout = Layout(shape: shape, strides: strides, offset: offset)
    self.dtype = dtype
  }

  /// A contiguous tensor with uninitialised elements.
  init(uninitialized shape: DimVector, _ dtype: DType) {
    self.storage = Storage(byteCount: shape.checkProduct(itemSize: dtype.itemSize))
    layout = Layout(shape: shape, strides: shape.contiguousStrides, offset: 0)
    self.dtype = dtype
  }

  /// A tensor that shares the storage and layout of another, but not its history.
  init(sharing other: Tensor) {
    self.storage = other.storage
    self.layout = other.layout
    self.dtype = other.dtype
  }

  /// Whether no other tensor shares the storage.
  final var ownsStorage: Bool { isKnownUniquelyReferenced(&storage) }

  /// What is printed before the tensor.
  var textPrefix: String { "" }

  /// Takes over the storage, layout and dtype of another tensor, for a module's `to(dtype)`.
  final func become(_ other: Tensor) {
    storage = other.storage
    layout = other.layout
    dtype = other.dtype
  }
}

extension Tensor {
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

  /// The device of the storage.
  public final var device: Device { .cpu }

  /// The size of a dimension; negative numbers count from the last. Stops the program if there is
  /// no such dimension.
  public final func size(_ dim: Int) -> Int { layout.shape[wrapWithDimension(dim)] }

  /// Whether the elements are in row-major order without gaps.
  @inline(__always)
  public final var isContiguous: Bool {
    var step = 1
    var index = ndim - 1
    while index >= 0 {
      let size = layout.shape[index]
      if size != 1 {
        if layout.strides[index] != step { return layout.shape.product == 0 }
        step &*= size
      }
      index -= 1
    }
    return true
  }

  /// A pointer to the first element, as a type of ``dtype``'s memory layout.
  @inline(__always)
  final func pointer<T>(to type: T.Type) -> UnsafeMutablePointer<T> {
    storage.base.assumingMemoryBound(to: T.self) + layout.offset
  }

  /// A pointer to the first element.
  @inline(__always)
  final var firstByte: UnsafeMutableRawPointer { storage.base + layout.offset * dtype.itemSize }

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
