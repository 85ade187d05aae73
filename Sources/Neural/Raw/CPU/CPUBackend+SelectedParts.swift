import CVectorMath

/// Parts that index tensors select.
extension CPUBackend {
  func gather(_ parts: SelectedParts, of source: RawTensor) -> RawTensor {
    let result = RawTensor(uninitialized: parts.shape, source.dtype)
    withKernel(parts, source.dtype) {
      selected_parts_gather($0, source.firstByte, result.firstByte)
    }
    return result
  }

  func put(_ source: RawTensor, at parts: SelectedParts, of target: RawTensor, adding: Bool) {
    withKernel(parts, target.dtype) {
      if adding {
        selected_parts_add($0, target.dtype.indexedType, source.firstByte, target.firstByte)
      } else {
        selected_parts_put($0, source.firstByte, target.firstByte)
      }
    }
  }

  func addOffsets(
    of index: RawTensor, size: Int, stride: Int, to offsets: RawTensor, isFirst: Bool
  ) -> Int? {
    let outside = index_offsets(
      index.pointer(to: Int64.self), index.count, size, stride, offsets.pointer(to: Int64.self),
      isFirst ? 0 : 1)
    return outside < 0 ? nil : outside
  }

  /// Calls `body` with the parts as the kernels take them, where there are any elements.
  private func withKernel(
    _ parts: SelectedParts, _ dtype: DType, _ body: (UnsafePointer<selected_parts>) -> Void
  ) {
    if parts.offsets.count == 0 || parts.before.shape.product == 0 || parts.after.shape.product == 0
    {
      return
    }
    let rows = TensorIterator(parts.after.shape, parts.after.strides)
    let (outerOffsets, rowOffsets) = (offsets(parts.before), starts(rows))
    outerOffsets.withUnsafeBufferPointer { outer in
      rowOffsets.withUnsafeBufferPointer { row in
        var kernel = selected_parts(
          item_size: dtype.itemSize, outer_count: outer.count, outer_offsets: outer.baseAddress,
          part_count: parts.offsets.count, part_offsets: parts.offsets.pointer(to: Int64.self),
          row_count: row.count, row_offsets: row.baseAddress, count: rows.rowCount,
          stride: rows.rowStride(0), are_distinct: parts.areDistinct ? 1 : 0)
        body(&kernel)
      }
    }
  }

  /// The offset of each position, in row-major order.
  private func offsets(_ dims: (shape: DimVector, strides: DimVector)) -> [Int] {
    let iterator = TensorIterator(dims.shape, dims.strides)
    let (count, stride) = (iterator.rowCount, iterator.rowStride(0))
    return Array(unsafeUninitializedCapacity: iterator.rows * count) { offsets, filled in
      iterator.forEachRow { start, _, _, _ in
        for index in 0..<count { offsets[filled + index] = start + index * stride }
        filled += count
      }
    }
  }

  /// The offset of each row.
  private func starts(_ iterator: TensorIterator) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(iterator.rows)
    iterator.forEachRow { start, _, _, _ in result.append(start) }
    return result
  }
}

/// Elements that a mask selects.
extension CPUBackend {
  func count(_ mask: RawTensor) -> CountedMask {
    let mask = rawContiguous(mask)
    var (parts, count) = ([Int](repeating: 0, count: mask.count / Int(MASK_PART) + 1), 0)
    parts.withUnsafeMutableBufferPointer {
      count = mask_count(mask.pointer(to: UInt8.self), mask.count, $0.baseAddress)
    }
    return CountedMask(mask: mask, count: count, countsBefore: parts)
  }

  func compress(_ source: RawTensor, by mask: CountedMask) -> RawTensor {
    let input = rawContiguous(source)
    let result = RawTensor(uninitialized: [mask.count], source.dtype)
    mask_compress(
      mask.mask.pointer(to: UInt8.self), source.count, mask.countsBefore, source.dtype.itemSize,
      input.firstByte, result.firstByte)
    return result
  }

  func expand(_ source: RawTensor, by mask: CountedMask, into target: RawTensor) {
    mask_expand(
      mask.mask.pointer(to: UInt8.self), target.count, mask.countsBefore, target.dtype.itemSize,
      source.firstByte, target.firstByte)
  }

  func indices(of mask: CountedMask) -> RawTensor {
    let (ndim, shape) = (mask.mask.ndim, mask.mask.layout.shape.array)
    let result = RawTensor(uninitialized: [mask.count, ndim], .int64)
    if ndim == 0 || mask.count == 0 { return result }
    mask_indices(
      mask.mask.pointer(to: UInt8.self), mask.mask.count, mask.countsBefore, ndim, shape,
      result.pointer(to: Int64.self))
    return result
  }
}
