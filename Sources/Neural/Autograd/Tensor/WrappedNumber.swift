extension Tensor {
  /// A wrapped number, as ATen calls the 2 in `x * 2`: a scalar that doesn't decide on the type of
  /// a result. It is stored as float64, int64 or bool, so that nothing is lost before the type is
  /// known.
  convenience init(wrapped value: some Element) {
    let own = type(of: value).dtype
    if own == .bool {
      self.init(uninitialized: DimVector(), .bool)
      pointer(to: Bool.self).pointee = value.asInt64 != 0
    } else if own.isFloatingPoint {
      self.init(uninitialized: DimVector(), .float64)
      pointer(to: Double.self).pointee = value.asDouble
    } else {
      self.init(uninitialized: DimVector(), .int64)
      pointer(to: Int64.self).pointee = value.asInt64
    }
    isWrappedNumber = true
  }
}
