/// How a tensor's elements are laid out in its storage.
struct Layout {
  let shape: DimVector
  /// The distance in elements between neighbours along each dimension.
  let strides: DimVector
  /// The storage offset of the first element, in elements.
  let offset: Int
}
