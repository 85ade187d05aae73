import CVectorMath

extension DType {
  /// A floating-point type for the kernels of `CVectorMath`.
  var realType: real_type {
    switch self {
    case .float64: REAL_DOUBLE
    case .float16: REAL_HALF
    case .bfloat16: REAL_BFLOAT
    default: REAL_FLOAT
    }
  }
}

extension DType {
  /// The type for the kernels of `CVectorMath` that index.
  var indexedType: indexed_type {
    switch self {
    case .bool: INDEXED_BOOL
    case .uint8: INDEXED_UINT8
    case .int32: INDEXED_INT32
    case .int64: INDEXED_INT64
    case .float16: INDEXED_HALF
    case .bfloat16: INDEXED_BFLOAT
    case .float32: INDEXED_FLOAT
    case .float64: INDEXED_DOUBLE
    }
  }
}

extension DType {
  /// This dtype as the kernels name it.
  @inline(__always)
  var elementType: element_type { element_type(UInt32(rawValue)) }
}
