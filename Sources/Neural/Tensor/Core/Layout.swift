/// Where a tensor's elements lie in its storage.
struct Layout {
  /// The size of each dimension.
  let shape: DimVector
  /// How many elements further the next index of each dimension lies.
  let strides: DimVector
  /// Where the first element lies, counted in elements.
  let offset: Int
}
