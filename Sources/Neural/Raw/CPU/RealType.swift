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

/// A contiguous tensor in the op-math type, for kernels that take parameters so.
func rawParameter(_ tensor: Tensor) -> Tensor { rawContiguous(rawCastToOpMath(tensor)) }
