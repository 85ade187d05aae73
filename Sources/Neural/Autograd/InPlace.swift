/// Operations in place. They change the storage, which views share, and increment its version, by
/// which a backward pass notices that a saved tensor was changed.
extension Tensor {
  /// Stops the program where this tensor may not be changed in place, PyTorch's `check_inplace`.
  ///
  /// - Parameter other: the operation's other operand, if there is one.
  final func checkInPlace(_ other: Tensor? = nil) {
    guard GradMode.isEnabled, needsGrad || other?.needsGrad ?? false else { return }
    if let base {
      if creationMeta != .default { failInPlaceOnView(isIndirect: false) }
      if needsGrad && base.history == nil {
        fail("a view of a leaf Variable that requires grad is being used in an in-place operation.")
      }
    }
    // A view whose base got a history later has none yet, and is a leaf here as in PyTorch.
    if needsGrad && history == nil {
      fail("a leaf Variable that requires grad is being used in an in-place operation.")
    }
    // PyTorch asks for the operands' histories before it looks at their shapes.
    other?.refreshHistory()
  }

  /// Makes a binary operation one in place: copies the elements of `result`, and takes over its
  /// history.
  ///
  /// - Parameters:
  ///   - result: computes the operation with this tensor as the first operand.
  ///   - other: the second operand, if there is one.
  @discardableResult
  final func become(inPlace result: @autoclosure () -> Tensor, _ other: Tensor? = nil) -> Self {
    become(with: other) { _ in result() }
  }

  /// Makes a binary operation one in place, and takes over its history.
  ///
  /// - Parameters:
  ///   - other: the second operand, if there is one.
  ///   - operation: computes the operation with this tensor as the first operand. It may write its
  ///     result into `target`, which has this tensor's elements but no history, and return that; what
  ///     another tensor holds is copied.
  @discardableResult
  final func become(with other: Tensor?, _ operation: (_ target: Tensor) -> Tensor) -> Self {
    checkInPlace(other)
    assertNoInternalOverlap()
    if let other { assertNoOverlap(with: other) }
    let result = operation(Tensor(sharing: self))
    if result.storage !== storage {
      requireHolding(result)
      rawCopy(result, to: self)
    }
    storage.version += 1
    if let node = result.history { rebaseHistory(to: node) }
    return self
  }

  /// Stops the program unless `result` broadcasts to this shape and can be cast to this dtype.
  private final func requireHolding(_ result: Tensor) {
    if broadcast(layout.shape, result.layout.shape) != layout.shape {
      fail("output with shape \(shape) doesn't match the broadcast shape \(result.shape)")
    }
    if result.dtype.category > dtype.category {
      fail(
        "result type \(result.dtype.scalarName) can't be cast to the desired output type "
          + dtype.scalarName)
    }
  }

  /// Makes `node`, whose first input was this tensor, its history, PyTorch's `rebase_history`; for
  /// a view, the base gets a ``Node/init(copySlicesOf:at:by:)``.
  final func rebaseHistory(to node: Node) {
    guard let base else { return setGradFn(to: node) }
    base.setGradFn(to: Node(copySlicesOf: base, at: self, by: node))
    refreshHistory()
  }

  /// Calls `changes` and records it as an operation on this tensor, as it was before, and another
  /// operand.
  private final func change(
    _ name: String, savesTensors: Bool = false, _ gradient: @escaping (Tensor) -> Tensor,
    _ operand: Tensor? = nil, _ gradientOfOperand: @escaping (Tensor) -> Tensor = { $0 },
    by changes: () -> Void
  ) {
    let isRecorded = GradMode.isEnabled && (needsGrad || operand?.needsGrad ?? false)
    let edges =
      isRecorded ? [Edge(self, gradient), operand.flatMap { Edge($0, gradientOfOperand) }] : []
    changes()
    storage.version += 1
    if isRecorded {
      rebaseHistory(to: Node(name, edges.compactMap { $0 }, savesTensors: savesTensors))
    }
  }

  /// Copies the elements of another tensor, broadcast and cast, in place: PyTorch's `copy_`. Stops
  /// the program where the shapes don't broadcast, or the memory overlaps.
  @discardableResult
  public final func copy(from source: Tensor) -> Self {
    // Integers get no history by a copy.
    let isRecorded = dtype.isFloatingPoint
    if isRecorded { checkInPlace(source) }
    assertNoInternalOverlap()
    assertNoOverlap(with: source)
    let result = broadcast(layout.shape, source.layout.shape)
    if result != layout.shape {
      fail("output with shape \(shape) doesn't match the broadcast shape \(result.array)")
    }
    if isRecorded {
      change("CopyBackwards", { Tensor.zerosLike($0) }, source) { rawCopyOverlapping(source) }
    } else {
      rawCopyOverlapping(source)
      storage.version += 1
    }
    return self
  }

  /// Copies elements that may share this tensor's storage.
  private final func rawCopyOverlapping(_ source: Tensor) {
    if source.storage !== storage { return rawCopy(source, to: self) }
    if !source.hasLayout(of: self) { rawCopy(rawClone(source), to: self) }
  }

  /// Assigns `value` to all elements, broadcast and cast, without its leading dimensions of size 1:
  /// PyTorch's `copy_to`.
  final func assign(_ value: Tensor) {
    if value.layout.shape == layout.shape {
      copy(from: value)
    } else if value.ndim == 0 {
      checkInPlace(value)
      assertNoInternalOverlap()
      change("FillBackward3", { Tensor.zerosLike($0) }, value, { $0.sum() }) {
        rawCopyOverlapping(value.storage === storage ? rawClone(value) : value)
      }
    } else {
      copy(from: value.withoutLeadingOnes.expand(shape))
    }
  }

  /// This tensor, or a view of it without leading dimensions of size 1: PyTorch's
  /// `slicePrefix1sSize`.
  final var withoutLeadingOnes: Tensor {
    let shape = shape
    let rest = shape.drop { $0 == 1 }
    return rest.count == shape.count ? self : view(Array(rest))
  }

  /// Writes `value` at the indices that tensors select, in place: PyTorch's `index_put_`.
  final func indexPut(_ value: Tensor, at gathers: [(dim: Int, index: Tensor)]) {
    checkInPlace(value)
    if Tensor.fills(gathers, with: value) && gathers[0].index.dtype == .uint8 {
      fail("masked_fill_ only supports boolean masks, but got mask with dtype unsigned char")
    }
    assertNoOverlap(with: value, allowsSame: false)
    for (_, index) in gathers { assertNoOverlap(with: index, allowsSame: false) }
    let value = value.withoutLeadingOnes
    let saved = gathers.map { (dim: $0.dim, index: SavedTensor($0.index)) }
    let places = { saved.map { (dim: $0.dim, index: $0.index.value) } }
    change(
      "IndexPutBackward0", savesTensors: true,
      { grad in
        let rest = rawClone(grad)
        rest.rawIndexPut(Tensor(wrapped: 0), at: places(), accumulate: false)
        return rest
      },
      value, { $0.index(at: places()) }
    ) { rawIndexPut(value, at: gathers, accumulate: false) }
  }

  /// Sets negative elements to 0 in place: PyTorch's `relu_`.
  @discardableResult
  public final func reluInPlace() -> Self {
    checkInPlace()
    assertNoInternalOverlap()
    checkRelu()
    let view = WeakNode()
    let saved = SavedTensor(
      output: self, of: "ReluBackward0", version: storage.version + 1, changedView: view)
    change("ReluBackward0", savesTensors: true, { reluGradient($0, saved.value) }) {
      rawRelu(into: self)
    }
    if base != nil { view.node = history }
    return self
  }

  /// Fills this tensor with a number in place: PyTorch's `fill_`. Stops the program where the
  /// number overflows the dtype.
  @discardableResult
  public final func fill(_ value: some Element) -> Self {
    fill(with: Tensor(wrapped: value).checkedConvert(to: dtype), "FillBackward2")
    return self
  }

  private final func fill(with value: Tensor, _ name: String) {
    checkInPlace()
    change(name, { Tensor.zerosLike($0) }) { rawCopy(value, to: self) }
  }

  /// Fills this tensor with zeros in place: PyTorch's `zero_`.
  @discardableResult
  public final func zero() -> Self {
    fill(with: Tensor(wrapped: 0).checkedConvert(to: dtype), "ZeroBackward0")
    return self
  }

  /// Copies new elements in place; the gradient of the old ones is 0.
  final func replace(with values: Tensor, _ name: String) {
    checkInPlace()
    assertNoInternalOverlap()
    change(name, { Tensor.zerosLike($0) }) { rawCopy(values, to: self) }
  }
}
