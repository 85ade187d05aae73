extension Tensor {
  /// A scalar that takes the type of what it is combined with, as the 2 in `x * 2`. It is kept as
  /// float64 or int64, so that nothing is lost before the type is known.
  convenience init(bare value: some Element) {
    if type(of: value).dtype.isFloatingPoint {
      self.init(uninitialized: Dims(), .float64)
      pointer(to: Double.self).pointee = value.asDouble
    } else {
      self.init(uninitialized: Dims(), .int64)
      pointer(to: Int64.self).pointee = value.asInt64
    }
    isBareNumber = true
  }
}
