import CVectorMath

extension IndexedOperation {
  fileprivate var kernel: indexed_operation {
    switch self {
    case .gather: INDEXED_GATHER
    case .scatter: INDEXED_SCATTER
    case .add: INDEXED_ADD
    case .multiply: INDEXED_MULTIPLY
    }
  }
}

extension CPUBackend {
  func moveIndexed(
    _ operation: IndexedOperation, along dim: Int, _ index: RawTensor, own: RawTensor,
    other: RawTensor
  ) -> Int? {
    let dims = index.ndim
    var outside: Int64 = 0
    let isInside = withUnsafeTemporaryAllocation(of: Int.self, capacity: 4 * dims) { numbers in
      for dim in 0..<dims {
        numbers[dim] = index.layout.shape[dim]
        numbers[dims + dim] = own.layout.strides[dim]
        numbers[2 * dims + dim] = other.layout.strides[dim]
        numbers[3 * dims + dim] = index.layout.strides[dim]
      }
      guard let start = UnsafePointer(numbers.baseAddress) else { return true }
      var elements = indexed_elements(
        dims: dims, dim: dim, limit: other.layout.shape[dim], shape: start, own: start + dims,
        other: start + 2 * dims, index_strides: start + 3 * dims,
        index: index.pointer(to: Int64.self))
      let (from, into) = operation == .gather ? (other, own) : (own, other)
      return indexed_elements_run(
        &elements, operation.kernel, own.dtype.indexedType, from.firstByte, into.firstByte,
        &outside) != 0
    }
    return isInside ? nil : Int(outside)
  }
}
