/// Changes of a tensor's elements where they lie. Views of the same memory see them; the version of
/// the memory is counted up, so that a backward pass that needs the old elements notices.
extension Tensor {
  /// Stops the program where PyTorch forbids a change of this tensor in place.
  ///
  /// - Parameter other: a further operand of the change, where there is one.
  final func requireChangeable(_ other: Tensor? = nil) {
    guard GradMode.isEnabled, needsGrad || other?.needsGrad ?? false else { return }
    if let base {
      if viewOrigin != .operation { failNotChangeable(isIndirect: false) }
      if needsGrad && base.history == nil {
        fail("a view of a leaf Variable that requires grad is being used in an in-place operation.")
      }
    }
    // A view whose base got a history later has none yet, and is a leaf here as in PyTorch.
    if needsGrad && history == nil {
      fail("a leaf Variable that requires grad is being used in an in-place operation.")
    }
  }

  /// Replaces the elements by those of `result`, which was computed from this tensor as the first
  /// operand, and takes over its history.
  ///
  /// - Parameter other: the second operand, where there is one.
  @discardableResult
  final func become(inPlace result: @autoclosure () -> Tensor, _ other: Tensor? = nil) -> Self {
    requireChangeable(other)
    requireNoInternalOverlap()
    if let other { requireNoOverlap(with: other) }
    let result = result()
    requireHolding(result)
    transfer(result, to: self)
    storage.version += 1
    if let node = result.history { adopt(node) }
    return self
  }

  /// Stops the program unless the elements of `result` have a place, and may be converted, here.
  private final func requireHolding(_ result: Tensor) {
    if broadcast(sizes, result.sizes) != sizes {
      fail("output with shape \(shape) doesn't match the broadcast shape \(result.shape)")
    }
    if result.dtype.category > dtype.category {
      fail(
        "result type \(result.dtype.scalarName) can't be cast to the desired output type "
          + dtype.scalarName)
    }
  }

  /// Makes `node`, of which this tensor was the first input, the history of the changed elements: for
  /// a view, of its part of the base.
  final func adopt(_ node: Node) {
    guard let base else { return rebase(to: node) }
    base.rebase(to: Node(copySlicesOf: base, at: self, by: node))
    refreshHistory()
  }

  /// Makes `changes` and records them, with the gradients of the elements as they were and of an
  /// operand.
  private final func change(
    _ name: String, keepsTensors: Bool = false, _ gradient: @escaping (Tensor) -> Tensor,
    _ operand: Tensor? = nil, _ gradientOfOperand: @escaping (Tensor) -> Tensor = { $0 },
    by changes: () -> Void
  ) {
    let isRecorded = GradMode.isEnabled && (needsGrad || operand?.needsGrad ?? false)
    let edges =
      isRecorded ? [Edge(self, gradient), operand.flatMap { Edge($0, gradientOfOperand) }] : []
    changes()
    storage.version += 1
    if isRecorded { adopt(Node(name, edges.compactMap { $0 }, keepsTensors: keepsTensors)) }
  }

  /// Writes the elements of another tensor, broadcast and converted, over these.
  @discardableResult
  public final func copy(from source: Tensor) -> Self {
    // Integers get no history by a copy.
    let isRecorded = dtype.isFloatingPoint
    if isRecorded { requireChangeable(source) }
    requireNoInternalOverlap()
    requireNoOverlap(with: source)
    let result = broadcast(sizes, source.sizes)
    if result != sizes {
      fail("output with shape \(shape) doesn't match the broadcast shape \(result.array)")
    }
    if isRecorded {
      change("CopyBackwards", { Tensor.zerosLike($0) }, source) { transferSafely(source) }
    } else {
      transferSafely(source)
      storage.version += 1
    }
    return self
  }

  /// Copies elements that may lie in this tensor's own memory.
  private final func transferSafely(_ source: Tensor) {
    if source.storage !== storage { return transfer(source, to: self) }
    let isSame =
      source.storageOffset == storageOffset && source.sizes == sizes && source.steps == steps
    if !isSame { transfer(duplicate(source), to: self) }
  }

  /// Writes `value` over the elements as an assignment does: broadcast and converted, after leading
  /// dimensions of size 1 are dropped.
  final func assign(_ value: Tensor) {
    if value.sizes == sizes {
      copy(from: value)
    } else if value.sizes.count == 0 {
      requireChangeable(value)
      requireNoInternalOverlap()
      change("FillBackward3", { Tensor.zerosLike($0) }, value, { $0.sum() }) {
        transferSafely(value.storage === storage ? duplicate(value) : value)
      }
    } else {
      copy(from: value.withoutLeadingOnes.expand(shape))
    }
  }

  /// This tensor, or a view of it without the dimensions of size 1 that come before all others.
  final var withoutLeadingOnes: Tensor {
    let shape = shape
    let rest = shape.drop { $0 == 1 }
    return rest.count == shape.count ? self : view(Array(rest))
  }

  /// Writes `value` at the places that tensors pick.
  final func scatter(_ value: Tensor, at gathers: [(dim: Int, index: Tensor)]) {
    requireChangeable(value)
    if Tensor.fills(gathers, with: value) && gathers[0].index.dtype == .uint8 {
      fail("masked_fill_ only supports boolean masks, but got mask with dtype unsigned char")
    }
    requireNoOverlap(with: value, allowsSame: false)
    for (_, index) in gathers { requireNoOverlap(with: index, allowsSame: false) }
    let value = value.withoutLeadingOnes
    let saved = gathers.map { (dim: $0.dim, index: Saved($0.index)) }
    let places = { saved.map { (dim: $0.dim, index: $0.index.value) } }
    change(
      "IndexPutBackward0", keepsTensors: true,
      { grad in
        let rest = duplicate(grad)
        rest.put(Tensor(bare: 0), at: places(), accumulate: false)
        return rest
      },
      value, { $0.gathered(places()) }
    ) { put(value, at: gathers, accumulate: false) }
  }

  /// Puts a number at the places that `index` names along a dimension.
  @discardableResult
  public final func scatterInPlace(dim: Int, _ index: Tensor, value: some Element) -> Self {
    requireNoOverlap(with: index, allowsSame: false)
    return become(inPlace: scatter(dim: dim, index, value: value))
  }

  /// Replaces negative elements by 0.
  @discardableResult
  public final func reluInPlace() -> Self {
    requireChangeable()
    requireNoInternalOverlap()
    let result = noGrad { relu() }
    let view = WeakNode()
    let saved = Saved(
      output: self, of: "ReluBackward0", version: storage.version + 1, changedView: view)
    change("ReluBackward0", keepsTensors: true, { reluGradient($0, saved.value) }) {
      transfer(result, to: self)
    }
    if base != nil { view.node = history }
    return self
  }

  /// Sets all elements to a number.
  @discardableResult
  public final func fill(_ value: some Element) -> Self {
    fill(with: Tensor(bare: value).number(in: dtype), "FillBackward2")
    return self
  }

  private final func fill(with value: Tensor, _ name: String) {
    requireChangeable()
    change(name, { Tensor.zerosLike($0) }) { transfer(value, to: self) }
  }

  /// Sets all elements to 0.
  @discardableResult
  public final func zero() -> Self {
    fill(with: Tensor(bare: 0), "ZeroBackward0")
    return self
  }

  /// Writes new contents over the old, as the random fills do; the old ones get no gradient.
  final func replace(with values: Tensor, _ name: String) {
    requireChangeable()
    requireNoInternalOverlap()
    change(name, { Tensor.zerosLike($0) }) { transfer(values, to: self) }
  }
}
