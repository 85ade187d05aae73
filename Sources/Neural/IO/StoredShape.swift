/// The shape and dtype that a file's header claims for a tensor, checked before anything is
/// allocated for it.
struct StoredShape {
  /// The bytes of all elements.
  let byteCount: Int

  private let shape: [Int]
  private let dtype: DType
  private let path: String

  /// - Throws: ``FileError`` if a size is negative, or the shape is too large for any tensor.
  init(_ shape: [Int], _ dtype: DType, _ path: String) throws(FileError) {
    (self.shape, self.dtype, self.path) = (shape, dtype, path)
    if shape.count > DimVector.capacity {
      throw FileError(
        path,
        "has a tensor of \(shape.count) dimensions; the most that are supported are \(DimVector.capacity)"
      )
    }
    // Strides are products of sizes, of which a zero among the sizes doesn't make less.
    var (count, span) = (dtype.itemSize, dtype.itemSize)
    for size in shape {
      let (product, overflow) = span.multipliedReportingOverflow(by: max(size, 1))
      if size < 0 || overflow { throw FileError(path, "has an absurd shape \(shape)") }
      (count, span) = (count &* size, product)
    }
    byteCount = count
  }

  /// The tensor with a copy of these bytes.
  ///
  /// - Throws: ``FileError`` if there are more or fewer than ``byteCount``.
  func tensor(_ bytes: ArraySlice<UInt8>) throws(FileError) -> Tensor {
    if bytes.count != byteCount {
      throw FileError(path, "has \(bytes.count) bytes for a shape that needs \(byteCount)")
    }
    return Tensor(DimVector(shape), dtype, copying: bytes)
  }
}
