extension Tensor {
  /// The concatenation of tensors along a dimension, of their promoted dtype. Stops the program
  /// where there are none, or other sizes differ.
  public static func cat(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    guard let first = tensors.first else {
      fail("torch.cat(): expected a non-empty list of Tensors")
    }
    // PyTorch lets empty vectors join anything.
    let isNothing = { (tensor: Tensor) in tensor.ndim == 1 && tensor.layout.shape[0] == 0 }
    let parts = tensors.filter { !isNothing($0) }
    let model = parts.first ?? first
    if let scalar = tensors.firstIndex(where: { $0.ndim == 0 }) {
      fail("zero-dimensional tensor (at position \(scalar)) cannot be concatenated")
    }
    let dim = parts.isEmpty ? 0 : model.wrap(dim)
    let type = tensors.dropFirst().reduce(first.dtype) { $0.promoted(with: $1.dtype) }
    var shape = model.layout.shape
    shape[dim] = 0
    for (number, part) in parts.enumerated() {
      part.checkJoins(model, along: dim, number)
      shape[dim] &+= part.layout.shape[dim]
      if shape[dim] < 0 {
        fail("Trying to create tensor with negative dimension \(shape[dim]): \(shape.array)")
      }
    }
    let result = Tensor(uninitialized: parts.isEmpty ? model.layout.shape : shape, type)
    let isCopied = rawCopySideBySide(parts, along: dim, to: result)
    var start = 0
    var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = []
    for part in tensors {
      if isNothing(part) {
        inputs.append((part, { Tensor.zeros([0], $0.dtype) }))
        continue
      }
      let (from, length) = (start, part.layout.shape[dim])
      if !isCopied {
        noGrad { rawCopy(part, to: result.narrow(dim: dim, start: from, length: length)) }
      }
      inputs.append((part, { $0.narrow(dim: dim, start: from, length: length) }))
      start += length
    }
    return result.recorded("CatBackward0", savesTensors: false, inputs)
  }

  /// Copies contiguous tensors of long rows to where they stand beside one another, row by row: memory is
  /// written in its order.
  ///
  /// - Returns: Whether they are of that kind; nothing is copied otherwise.
  private static func rawCopySideBySide(
    _ parts: [Tensor], along dim: Int, to result: Tensor
  ) -> Bool {
    let leastBytes = 256
    // What is small is written fast in any order.
    let isSmall = result.count * result.dtype.itemSize < 64 * leastBytes
    guard dim > 0, parts.count > 1, !isSmall else { return false }
    let bytes = parts.map { part in
      part.layout.shape.array[dim...].reduce(result.dtype.itemSize, *)
    }
    let fits = zip(parts, bytes).allSatisfy { part, bytes in
      part.dtype == result.dtype && part.isContiguous && bytes >= leastBytes
    }
    guard fits else { return false }
    let rows = result.layout.shape.array[..<dim].reduce(1, *)
    result.backend.copySideBySide(parts, rowBytes: bytes, rows: rows, to: result)
    return true
  }

  private final func checkJoins(_ model: Tensor, along dim: Int, _ number: Int) {
    if ndim != model.ndim {
      fail(
        "Tensors must have same number of dimensions: got \(model.ndim) and \(ndim)")
    }
    for other in 0..<ndim where other != dim && layout.shape[other] != model.layout.shape[other] {
      fail(
        "Sizes of tensors must match except in dimension \(dim). Expected size "
          + "\(model.layout.shape[other]) but got size \(layout.shape[other]) for tensor number \(number) in the list."
      )
    }
  }

  /// The tensors stacked along a new dimension. Stops the program where there are none, or shapes
  /// differ.
  public static func stack(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    guard let first = tensors.first else { fail("stack expects a non-empty TensorList") }
    let dim = wrapped(dim, of: first.ndim + 1)
    for (number, tensor) in tensors.enumerated() where tensor.layout.shape != first.layout.shape {
      fail(
        "stack expects each tensor to be equal size, but got \(first.shape) at entry 0 and "
          + "\(tensor.shape) at entry \(number)")
    }
    if dim == 0, !tensors.contains(where: { records($0) || $0.dtype != first.dtype }) {
      return rawStackRows(tensors, like: first)
    }
    let joined = noGrad { cat(tensors.map { $0.rawUnsqueeze(dim) }, dim: dim) }
    return joined.recorded(
      "StackBackward0", savesTensors: false,
      tensors.enumerated().map { number, tensor in
        (tensor, { $0.select(dim: dim, number) })
      })
  }

  /// The tensors stacked along a new first dimension; all are of one shape and dtype.
  private static func rawStackRows(_ tensors: [Tensor], like first: Tensor) -> Tensor {
    var shape = first.layout.shape
    shape.insert(tensors.count, at: 0)
    let result = Tensor(uninitialized: shape, first.dtype)
    if tensors.allSatisfy(\.isContiguous) {
      let bytes = [Int](repeating: first.count * first.dtype.itemSize, count: tensors.count)
      result.backend.copySideBySide(tensors, rowBytes: bytes, rows: 1, to: result)
    } else {
      for (number, tensor) in tensors.enumerated() {
        rawCopy(tensor, to: Tensor(viewing: result, result.layout.row(number)))
      }
    }
    return result
  }
}
