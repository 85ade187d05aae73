/// Indexing. Integers, ranges, `...` and `newAxis` give views; tensors and arrays give copies.
/// Assigning writes into this tensor in place; the value is broadcast and cast. Stops the program
/// where an index is out of bounds or there are too many.
extension Tensor {
  /// What one index selects.
  public final subscript(index: some TensorIndex) -> Tensor {
    get { part([index.indexStep]) }
    set { assign(newValue, to: [index.indexStep]) }
  }

  /// What two indices select.
  public final subscript(a: some TensorIndex, b: some TensorIndex) -> Tensor {
    get { part([a.indexStep, b.indexStep]) }
    set { assign(newValue, to: [a.indexStep, b.indexStep]) }
  }

  /// What three indices select.
  public final subscript(
    a: some TensorIndex, b: some TensorIndex, c: some TensorIndex
  ) -> Tensor {
    get { part([a.indexStep, b.indexStep, c.indexStep]) }
    set { assign(newValue, to: [a.indexStep, b.indexStep, c.indexStep]) }
  }

  /// What four indices select.
  public final subscript(
    a: some TensorIndex, b: some TensorIndex, c: some TensorIndex, d: some TensorIndex
  ) -> Tensor {
    get { part([a.indexStep, b.indexStep, c.indexStep, d.indexStep]) }
    set { assign(newValue, to: [a.indexStep, b.indexStep, c.indexStep, d.indexStep]) }
  }

  /// What a list of indices selects.
  public final subscript(at indices: [any TensorIndex]) -> Tensor {
    get { part(indices.map(\.indexStep)) }
    set { assign(newValue, to: indices.map(\.indexStep)) }
  }

  /// The whole tensor as a view: `x[...]`.
  public final subscript(all: (UnboundedRange_) -> Void) -> Tensor {
    get { part([Ellipsis().indexStep]) }
    set { assign(newValue, to: [Ellipsis().indexStep]) }
  }

  /// What an index of the last dimension selects: `x[..., 0]`.
  public final subscript(all: (UnboundedRange_) -> Void, last: some TensorIndex) -> Tensor {
    get { part([Ellipsis().indexStep, last.indexStep]) }
    set { assign(newValue, to: [Ellipsis().indexStep, last.indexStep]) }
  }

  /// What indices of the last two dimensions select: `x[..., 0, 1]`.
  public final subscript(
    all: (UnboundedRange_) -> Void, a: some TensorIndex, b: some TensorIndex
  ) -> Tensor {
    get { part([Ellipsis().indexStep, a.indexStep, b.indexStep]) }
    set { assign(newValue, to: [Ellipsis().indexStep, a.indexStep, b.indexStep]) }
  }

  /// What an index of the first dimension selects: `x[0, ...]`.
  public final subscript(first: some TensorIndex, all: (UnboundedRange_) -> Void) -> Tensor {
    get { part([first.indexStep, Ellipsis().indexStep]) }
    set { assign(newValue, to: [first.indexStep, Ellipsis().indexStep]) }
  }

  /// What indices of the first and the last dimension select: `x[0, ..., 1]`.
  public final subscript(
    first: some TensorIndex, all: (UnboundedRange_) -> Void, last: some TensorIndex
  ) -> Tensor {
    get { part([first.indexStep, Ellipsis().indexStep, last.indexStep]) }
    set { assign(newValue, to: [first.indexStep, Ellipsis().indexStep, last.indexStep]) }
  }

  private final func part(_ steps: [IndexStep]) -> Tensor {
    // One number is by far the most frequent index: what loaders and loops use.
    if steps.count == 1, case .integer(let place) = steps[0].kind, ndim > 0 {
      checkPlace(place, in: 0, number: 0)
      return select(dim: 0, place)
    }
    // A single slice is always a view of its own, as in PyTorch.
    let (view, gathers) = applyViews(through: steps, skippingWholes: steps.count > 1)
    if gathers.isEmpty { return view === self ? alias() : view }
    return view.index(at: gathers)
  }

  private final func assign(_ value: Tensor, to steps: [IndexStep]) {
    if steps.count == 1, case .boolean(let holds) = steps[0].kind {
      if holds { unsqueeze(0).assign(value) }
      return
    }
    let (view, gathers) = applyViews(through: steps, skippingWholes: true)
    if gathers.isEmpty {
      view.assign(value)
    } else {
      view.indexPut(value, at: gathers)
    }
  }

  private final func alias() -> Tensor {
    view("AliasBackward0", layout.shape, layout.strides) { $0 }
  }

  /// Applies the indices that give views, and collects those that are tensors, each with the
  /// dimension of the view that it indexes.
  ///
  /// - Parameter skippingWholes: whether a slice of a whole dimension makes no view.
  private final func applyViews(
    through steps: [IndexStep], skippingWholes: Bool
  ) -> (Tensor, [(dim: Int, index: Tensor)]) {
    var result = self
    var gathers: [(dim: Int, index: Tensor)] = []
    var dim = 0
    let taken = steps.reduce(0) { $0 + $1.dimensions }
    if ndim == 0 && steps.count == 1, case .slice = steps[0].kind {
      fail("slice() cannot be applied to a 0-dim tensor.")
    }
    if ndim == 0 && steps.count == 1, case .integer = steps[0].kind {
      fail(
        "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ "
          + "to convert a 0-dim tensor to a number")
    }
    if taken > ndim {
      fail("too many indices for tensor of dimension \(ndim)")
    }
    for (number, step) in steps.enumerated() {
      switch step.kind {
      case .integer(let place):
        result.checkPlace(place, in: dim, number: number)
        result = result.select(dim: dim, place)
      case .slice(let from, let to, let step):
        result = result.pythonSlice(
          dim: dim, from: from, to: to, step: step, skipsWhole: skippingWholes)
        dim += 1
      case .newAxis:
        result = result.unsqueeze(dim)
        dim += 1
      case .ellipsis:
        dim += ndim - taken
      case .boolean(let holds):
        result = result.unsqueeze(dim)
        gathers.append((dim, Tensor.indices(holds)))
        dim += 1
      case .tensor(let index) where index.ndim == 0 && index.isMask:
        result = result.unsqueeze(dim)
        gathers.append((dim, Tensor.indices(index.item() != 0)))
        dim += 1
      case .tensor(let index):
        gathers.append((dim, index))
        dim += step.dimensions
      }
    }
    return (result, gathers)
  }

  /// The index tensor of a truth value in a new dimension of size 1: `[0]`, or empty.
  private static func indices(_ holds: Bool) -> Tensor { zeros([holds ? 1 : 0], .int64) }

  /// - Parameter number: the position of the index in the subscript, which PyTorch's message calls
  ///   dimension.
  private final func checkPlace(_ place: Int, in dim: Int, number: Int) {
    let size = layout.shape[dim]
    if place < -size || place >= size {
      fail("index \(place) is out of bounds for dimension \(number) with size \(size)")
    }
  }
}

extension IndexStep {
  /// How many dimensions the index consumes.
  fileprivate var dimensions: Int {
    switch kind {
    case .newAxis, .ellipsis, .boolean: 0
    case .integer, .slice: 1
    case .tensor(let index): index.isMask ? index.ndim : 1
    }
  }
}
