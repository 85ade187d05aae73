extension Tensor {
  /// A scalar that takes the type of what it is combined with, as the 2 in `x * 2`. It is kept as
  /// float64, int64 or bool, so that nothing is lost before the type is known.
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
