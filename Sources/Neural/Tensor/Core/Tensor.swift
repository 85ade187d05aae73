/// A multi-dimensional array of numbers that remembers how it was computed.
///
/// A tensor is a reference: assigning it shares it. Indexing, slicing and reshaping give views that
/// share its memory. Reading from several threads at once is safe; whoever writes has to see to it
/// that nobody else reads or writes meanwhile.
public class Tensor: @unchecked Sendable {
  final private(set) var storage: Storage
  final private(set) var layout: Layout

  /// The type of the elements.
  public final private(set) var dtype: DType

  /// Whether this is a bare number from an expression such as `x * 2`: it takes the type of what it
  /// is combined with.
  final var isWrappedNumber = false

  /// Set by the user on leaves; computed tensors have ``history`` instead.
  final var leafRequiresGrad = false
  /// The operation that computed this tensor, where it was recorded.
  final var history: Node?
  /// Which of that operation's outputs this tensor is.
  final var outputNumber = 0
  /// What this tensor is a view of, never itself a view: there, in-place changes are recorded.
  final var base: Tensor?
  /// The version of the memory that a view's ``history`` takes into account.
  final var historyVersion = 0
  /// How a view was made, which decides whether it may be changed in place.
  final var creationMeta = CreationMeta.default
  final var accumulatedGrad: Tensor?

  /// A tensor over existing memory.
  init(storage: Storage, offset: Int, shape: DimVector, strides: DimVector, dtype: DType) {
    self.storage = storage
    layout = Layout(shape: shape, strides: strides, offset: offset)
    self.dtype = dtype
  }

  /// A contiguous tensor with undefined contents.
  init(uninitialized shape: DimVector, _ dtype: DType) {
    self.storage = Storage(byteCount: shape.checkProduct(itemSize: dtype.itemSize))
    layout = Layout(shape: shape, strides: shape.contiguousStrides, offset: 0)
    self.dtype = dtype
  }

  /// A tensor that shares memory and geometry with another, but not its history.
  init(sharing other: Tensor) {
    self.storage = other.storage
    self.layout = other.layout
    self.dtype = other.dtype
  }

  /// Whether no other tensor shares the memory.
  final var ownsStorage: Bool { isKnownUniquelyReferenced(&storage) }

  /// What is printed in front of the tensor itself.
  var textPrefix: String { "" }

  /// Takes over the memory, shape and type of another tensor, as a module's `to(dtype)` needs.
  final func become(_ other: Tensor) {
    storage = other.storage
    layout = other.layout
    dtype = other.dtype
  }
}

extension Tensor {
  /// The size of each dimension.
  public final var shape: [Int] { layout.shape.array }

  /// How many elements further in memory the next index of each dimension lies.
  public final var strides: [Int] { layout.strides.array }

  /// Where the first element lies in the memory that views share, counted in elements.
  public final var storageOffset: Int { layout.offset }

  /// How many dimensions there are.
  public final var dim: Int { ndim }

  /// As ``dim``, beside which many functions have a parameter of that name.
  @inline(__always)
  final var ndim: Int { layout.shape.count }

  /// How many elements there are.
  public final var count: Int { layout.shape.product }

  /// Where the elements lie.
  public final var device: Device { .cpu }

  /// The size of one dimension; negative numbers count from the last. Stops the program if there is no
  /// such dimension.
  public final func size(_ dim: Int) -> Int { layout.shape[wrapWithDimension(dim)] }

  /// Whether the elements lie in row-major order without gaps.
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

  /// The first element, as a pointer to a type of the same layout as ``dtype``.
  @inline(__always)
  final func pointer<T>(to type: T.Type) -> UnsafeMutablePointer<T> {
    storage.base.assumingMemoryBound(to: T.self) + layout.offset
  }

  /// Where the first element lies.
  @inline(__always)
  final var firstByte: UnsafeMutableRawPointer { storage.base + layout.offset * dtype.itemSize }

  /// `dim` counted from the first dimension; stops the program if there is no such dimension.
  @inline(__always)
  final func wrap(_ dim: Int) -> Int { wrapped(dim, of: ndim) }

  /// As ``wrap(_:)``, where a scalar has no dimension that could be meant.
  final func wrapWithDimension(_ dim: Int) -> Int {
    if ndim == 0 {
      fail("Dimension specified as \(dim) but tensor has no dimensions")
    }
    return wrap(dim)
  }
}

/// `dim` counted from the first of `count` dimensions; a scalar is taken to have one.
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
