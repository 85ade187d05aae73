import CVectorMath

extension CPUBackend {
  func copy(_ source: RawTensor, to target: RawTensor) {
    if source.dtype != target.dtype {
      let type = source.dtype.computeType(castingTo: target.dtype)
      return map(.identity, source, into: target, in: type, parameters: [])
    }
    if source.ndim == 1 && target.ndim == 2 && source.count == target.layout.shape[1]
      && source.isContiguous && target.isContiguous
    {
      return fillRows(of: target, with: source)
    }
    let shape = target.layout.shape
    let dims = shape.count
    let strides = source.layout.broadcastStrides(to: shape)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * dims + 1) { sizes in
      for dim in 0..<dims {
        sizes[dim] = shape[dim]
        sizes[dims + dim] = strides[dim]
        sizes[2 * dims + dim] = target.layout.strides[dim]
      }
      let start = sizes.baseAddress.unsafelyUnwrapped
      copy_elements(
        target.dtype.itemSize, dims, start, source.firstByte, start + dims, target.firstByte,
        start + 2 * dims)
    }
  }

  private func fillRows(of matrix: RawTensor, with row: RawTensor) {
    let length = row.count * row.dtype.itemSize
    for number in 0..<matrix.layout.shape[0] {
      (matrix.firstByte + number * length).copyMemory(from: row.firstByte, byteCount: length)
    }
  }

  func fillWithZeros(_ target: RawTensor) {
    target.storage.base.initializeMemory(
      as: UInt8.self, repeating: 0, count: target.storage.byteCount)
  }

  func copySideBySide(_ parts: [RawTensor], rowBytes: [Int], rows: Int, to target: RawTensor) {
    let first: [UnsafeRawPointer?] = parts.map { UnsafeRawPointer($0.firstByte) }
    copy_rows_side_by_side(parts.count, first, rowBytes, rows, target.firstByte)
  }

  func copyTriangle(_ source: RawTensor, diagonal: Int, isUpper: Bool) -> RawTensor {
    let (input, shape) = (rawContiguous(source), source.layout.shape)
    let result = RawTensor(uninitialized: shape, source.dtype)
    if result.count == 0 { return result }
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    // Beyond the corners all diagonals are the same.
    let within = min(max(diagonal, -rows), columns)
    copy_triangle(
      source.dtype.itemSize, isUpper ? 1 : 0, within, result.count / (rows * columns), rows,
      columns,
      input.firstByte, result.firstByte)
    return result
  }
}
