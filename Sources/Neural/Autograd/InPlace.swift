/// Changes of a tensor's elements where they lie. Views of the same memory see them; the version of
/// the memory is counted up, so that a backward pass that needs the old elements notices.
extension Tensor {
  /// Stops the program where PyTorch forbids changing this tensor in place.
  private final func checkChangeable() {
    guard GradMode.isEnabled else { return }
    if leafRequiresGrad {
      fail("a leaf Variable that requires grad is being used in an in-place operation.")
    }
    if let base, base.leafRequiresGrad {
      fail("a view of a leaf Variable that requires grad is being used in an in-place operation.")
    }
  }

  /// Replaces the elements by those of `result`, which was computed from this tensor, and takes over
  /// its history.
  @discardableResult
  final func become(inPlace result: Tensor) -> Self {
    checkChangeable()
    if broadcast(sizes, result.sizes) != sizes {
      fail("output with shape \(shape) doesn't match the broadcast shape \(result.shape)")
    }
    if result.dtype.category > dtype.category {
      fail(
        "result type \(result.dtype.scalarName) can't be cast to the desired output type "
          + dtype.scalarName)
    }
    transfer(result, to: self)
    storage.version += 1
    if let node = result.history { adopt(node, from: result) }
    return self
  }

  /// Makes `node` the history of this tensor, or for a view that of its part of the base.
  private final func adopt(_ node: Node, from result: Tensor) {
    guard let base else {
      recordedChanges += 1
      history = node
      return
    }
    let geometry = Geometry(of: self, in: base)
    let old = Tensor(sharing: base)
    old.history = base.history
    let changed = Tensor(sharing: base)
    _ = changed.recorded(
      "CopySlices", keepsTensors: false,
      [
        (
          old,
          { grad in
            let rest = duplicate(grad)
            transfer(Tensor(bare: 0), to: geometry.view(of: rest))
            return rest
          }
        ),
        (result, { duplicate(geometry.view(of: dense($0))) }),
      ])
    base.history = changed.history
    base.recordedChanges += 1
  }

  /// Writes the elements of another tensor, broadcast and converted, over these.
  @discardableResult
  public final func copy(from source: Tensor) -> Self {
    assign(source)
    return self
  }

  /// Writes `value`, broadcast and converted, over the elements.
  final func assign(_ value: Tensor) {
    checkChangeable()
    if broadcast(sizes, value.sizes) != sizes {
      fail(
        "The expanded size of the tensor (\(shape)) must match the existing size "
          + "(\(value.shape))")
    }
    let source = value.storage === storage ? duplicate(value) : value
    transfer(source, to: self)
    storage.version += 1
    if records(self, value) {
      let copied = Tensor(sharing: self)
        .recorded(
          "CopyBackwards", keepsTensors: false, self, { Tensor.zerosLike($0) }, value, { $0 })
      if let node = copied.history { adopt(node, from: copied) }
    }
  }

  /// Writes `value` at the places that tensors pick.
  final func scatter(_ value: Tensor, at gathers: [(dim: Int, index: Tensor)]) {
    checkChangeable()
    put(value, at: gathers, accumulate: false)
    storage.version += 1
    guard records(self, value) else { return }
    let written = Tensor(sharing: self).recorded(
      "IndexPutBackward0", keepsTensors: false,
      self,
      { grad in
        let rest = duplicate(grad)
        rest.put(Tensor(bare: 0), at: gathers, accumulate: false)
        return rest
      },
      value, { $0.gathered(gathers) })
    if let node = written.history { adopt(node, from: written) }
  }

  /// Puts a number at the places that `index` names along a dimension.
  @discardableResult
  public final func scatterInPlace(dim: Int, _ index: Tensor, value: some Element) -> Self {
    become(inPlace: scatter(dim: dim, index, value: value))
  }

  /// Replaces negative elements by 0.
  @discardableResult
  public final func reluInPlace() -> Self { become(inPlace: relu()) }

  /// Holds each element between two bounds; either may be missing.
  @discardableResult
  public final func clampInPlace(min: Double? = nil, max: Double? = nil) -> Self {
    become(inPlace: clamp(min: min, max: max))
  }

  /// Sets all elements to a number.
  @discardableResult
  public final func fill(_ value: some Element) -> Self {
    fill(with: Tensor(bare: value), "FillBackward2")
    return self
  }

  private final func fill(with value: Tensor, _ name: String) {
    checkChangeable()
    transfer(value, to: self)
    storage.version += 1
    guard records(self) else { return }
    let filled = Tensor(sharing: self)
      .recorded(name, keepsTensors: false, self) { Tensor.zerosLike($0) }
    if let node = filled.history { adopt(node, from: filled) }
  }

  /// Sets all elements to 0.
  @discardableResult
  public final func zero() -> Self {
    fill(with: Tensor(bare: 0), "ZeroBackward0")
    return self
  }

  /// Adds in place.
  public static func += (a: Tensor, b: Tensor) { a.become(inPlace: a + b) }
  /// Subtracts in place.
  public static func -= (a: Tensor, b: Tensor) { a.become(inPlace: a - b) }
  /// Multiplies in place.
  public static func *= (a: Tensor, b: Tensor) { a.become(inPlace: a.original(for: b) * b) }
  /// Divides in place.
  public static func /= (a: Tensor, b: Tensor) { a.become(inPlace: a.original(for: b) / b) }
  /// This tensor, or a copy where the gradient of `other` needs the elements as they were.
  private final func original(for other: Tensor) -> Tensor { records(other) ? clone() : self }

  /// Adds a number in place.
  public static func += (a: Tensor, b: some Element) { a += Tensor(bare: b) }
  /// Subtracts a number in place.
  public static func -= (a: Tensor, b: some Element) { a -= Tensor(bare: b) }
  /// Multiplies by a number in place.
  public static func *= (a: Tensor, b: some Element) { a *= Tensor(bare: b) }
  /// Divides by a number in place.
  public static func /= (a: Tensor, b: some Element) { a /= Tensor(bare: b) }
}
