/// How a tensor's elements are laid out in its storage.
struct Layout {
  let shape: DimVector
  /// The distance in elements between neighbours along each dimension.
  let strides: DimVector
  /// The storage offset of the first element, in elements.
  let offset: Int
}

extension Tensor {
  /// Whether the elements have the same places in their storage as those of another tensor.
  final func hasLayout(of other: Tensor) -> Bool {
    layout.offset == other.layout.offset && layout.shape == other.layout.shape
      && layout.strides == other.layout.strides && dtype == other.dtype
  }
}
