extension Tensor {
  /// Tensors one after the other along a dimension; their other sizes are the same.
  public static func cat(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    guard let first = tensors.first else {
      fail("torch.cat(): expected a non-empty list of Tensors")
    }
    // PyTorch lets empty vectors join anything.
    let parts = tensors.filter { !($0.sizes.count == 1 && $0.sizes[0] == 0) }
    let model = parts.first ?? first
    if model.sizes.count == 0 {
      fail("zero-dimensional tensor (at position 0) cannot be concatenated")
    }
    let dim = model.wrap(dim)
    let type = tensors.dropFirst().reduce(first.dtype) { $0.promoted(with: $1.dtype) }
    var sizes = model.sizes
    sizes[dim] = 0
    for (number, part) in parts.enumerated() {
      part.checkJoins(model, along: dim, number)
      sizes[dim] += part.sizes[dim]
    }
    let result = Tensor(uninitialized: parts.isEmpty ? model.sizes : sizes, type)
    var start = 0
    var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = []
    for part in parts {
      let (from, length) = (start, part.sizes[dim])
      noGrad { transfer(part, to: result.narrow(dim: dim, start: from, length: length)) }
      inputs.append((part, { $0.narrow(dim: dim, start: from, length: length) }))
      start += length
    }
    return result.recorded("CatBackward0", keepsTensors: false, inputs)
  }

  private final func checkJoins(_ model: Tensor, along dim: Int, _ number: Int) {
    if sizes.count != model.sizes.count {
      fail(
        "Tensors must have same number of dimensions: got \(model.sizes.count) and \(sizes.count)")
    }
    for other in 0..<sizes.count where other != dim && sizes[other] != model.sizes[other] {
      fail(
        "Sizes of tensors must match except in dimension \(dim). Expected size "
          + "\(model.sizes[other]) but got size \(sizes[other]) for tensor number \(number) in the list."
      )
    }
  }

  /// Tensors of one shape along a new dimension.
  public static func stack(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    guard let first = tensors.first else { fail("stack expects a non-empty TensorList") }
    let dim = wrapped(dim, of: first.sizes.count + 1)
    for (number, tensor) in tensors.enumerated() where tensor.sizes != first.sizes {
      fail(
        "stack expects each tensor to be equal size, but got \(first.shape) at entry 0 and "
          + "\(tensor.shape) at entry \(number)")
    }
    if dim == 0, !tensors.contains(where: { records($0) || $0.dtype != first.dtype }) {
      return stackedRows(tensors, like: first)
    }
    let joined = noGrad { cat(tensors.map { $0.unsqueezed(dim) }, dim: dim) }
    return joined.recorded(
      "StackBackward0", keepsTensors: false,
      tensors.enumerated().map { number, tensor in
        (tensor, { $0.select(dim: dim, number) })
      })
  }

  /// Tensors of one shape and type one after the other in memory, as batches are made.
  private static func stackedRows(_ tensors: [Tensor], like first: Tensor) -> Tensor {
    var sizes = first.sizes
    sizes.insert(tensors.count, at: 0)
    let result = Tensor(uninitialized: sizes, first.dtype)
    let length = first.count * first.dtype.itemSize
    for (number, tensor) in tensors.enumerated() {
      if tensor.isDense {
        let row = result.storage.base + number * length
        row.copyMemory(from: tensor.firstByte, byteCount: length)
      } else {
        noGrad { transfer(tensor, to: result.select(dim: 0, number)) }
      }
    }
    return result
  }

  /// Views of at most `size` places of a dimension each.
  public final func split(_ size: Int, dim: Int = 0) -> [Tensor] {
    let dim = wrap(dim)
    if size < 0 || size == 0 && sizes[dim] != 0 {
      fail("split expects split_size be non-negative, but got split_size=\(size)")
    }
    if sizes[dim] == 0 { return [part("SplitBackward0", dim, 0, 0)] }
    return stride(from: 0, to: sizes[dim], by: size).map {
      part("SplitBackward0", dim, $0, Swift.min(size, sizes[dim] - $0))
    }
  }

  /// Views of these numbers of places of a dimension.
  public final func split(_ lengths: [Int], dim: Int = 0) -> [Tensor] {
    let dim = wrap(dim)
    if lengths.reduce(0, +) != sizes[dim] {
      fail(
        "split_with_sizes expects split_sizes to sum exactly to \(sizes[dim]) (input tensor's size "
          + "at dimension \(dim)), but got split_sizes=\(lengths)")
    }
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return part("SplitWithSizesBackward0", dim, start, length)
    }
  }

  /// At most `chunks` views of nearly the same size.
  public final func chunk(_ chunks: Int, dim: Int = 0) -> [Tensor] {
    if chunks <= 0 { fail("chunk expects `chunks` to be greater than 0, got: \(chunks)") }
    let size = sizes[wrap(dim)]
    if size == 0 { return split([Int](repeating: 0, count: chunks), dim: dim) }
    return split((size + chunks - 1) / chunks, dim: dim)
  }

  /// Views of each place of a dimension, which they drop.
  public final func unbind(dim: Int = 0) -> [Tensor] {
    let dim = wrap(dim)
    return (0..<sizes[dim]).map { place in
      noGrad { select(dim: dim, place) }.renamed("UnbindBackward0", from: self) {
        $0.select(dim: dim, place)
      }
    }
  }

  private final func part(_ name: String, _ dim: Int, _ start: Int, _ length: Int) -> Tensor {
    noGrad { narrow(dim: dim, start: start, length: length) }.renamed(name, from: self) {
      $0.narrow(dim: dim, start: start, length: length)
    }
  }

  /// Records this view under a name, with a gradient that lies where `place` puts it.
  private final func renamed(
    _ name: String, from source: Tensor, _ place: @escaping (Tensor) -> Tensor
  ) -> Tensor {
    let whole = source.sizes
    return source.view(name, sizes, steps, offset: storageOffset - source.storageOffset) { grad in
      let result = Tensor.zeros(whole, grad.dtype)
      transfer(grad, to: place(result))
      return result
    }
  }
}
