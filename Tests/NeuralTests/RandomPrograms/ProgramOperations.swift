import Neural

extension Interpreter {
  typealias Function = @Sendable (Tensor, [Argument]) throws -> Tensor
  typealias PairFunction = @Sendable (Tensor, Tensor, [Argument]) throws -> Tensor
  typealias Change = @Sendable (Tensor, [Argument]) throws -> Void

  static let views: [String: Function] = [
    "view": { x, a in x.view(try a[0].ints()) },
    "reshape": { x, a in x.reshape(try a[0].ints()) },
    "t": { x, _ in x.t() },
    "transpose": { x, a in x.transpose(try a[0].int(), try a[1].int()) },
    "permute": { x, a in x.permute(try a[0].ints()) },
    "squeeze": { x, _ in x.squeeze() },
    "squeezeDim": { x, a in x.squeeze(try a[0].int()) },
    "unsqueeze": { x, a in x.unsqueeze(try a[0].int()) },
    "expand": { x, a in x.expand(try a[0].ints()) },
    "select": { x, a in x.select(dim: try a[0].int(), try a[1].int()) },
    "narrow": { x, a in
      x.narrow(dim: try a[0].int(), start: try a[1].int(), length: try a[2].int())
    },
    "split": { x, a in x.split(try a[0].int(), dim: try a[1].int())[try a[2].int()] },
    "chunk": { x, a in x.chunk(try a[0].int(), dim: try a[1].int())[try a[2].int()] },
    "unbind": { x, a in x.unbind(dim: try a[0].int())[try a[1].int()] },
    "diagonal": { x, a in
      x.diagonal(offset: try a[0].int(), dim1: try a[1].int(), dim2: try a[2].int())
    },
    "flatten": { x, a in x.flatten(startDim: try a[0].int(), endDim: try a[1].int()) },
    "unflatten": { x, a in x.unflatten(dim: try a[0].int(), try a[1].ints()) },
    "detach": { x, _ in x.detach() },
    "contiguous": { x, _ in x.contiguous() },
    "get": { x, a in x[at: try a[0].indices()] },
  ]

  static let results: [String: Function] = [
    "addNumber": { x, a in x + (try a[0].number()) },
    "multiplyNumber": { x, a in x * (try a[0].number()) },
    "divideNumber": { x, a in x / (try a[0].number()) },
    "negate": { x, _ in -x },
    "relu": { x, _ in x.relu() },
    "square": { x, _ in x.square() },
    "clamp": { x, a in try Bounds(a).clamp(x) },
    "sum": { x, _ in x.sum() },
    "sumDims": { x, a in x.sum(dim: try a[0].ints(), keepDim: try a[1].bool()) },
    "cumsum": { x, a in x.cumsum(dim: try a[0].int()) },
    "flip": { x, a in x.flip(try a[0].ints()) },
    "roll": { x, a in x.roll(try a[0].int(), dim: try a[1].int()) },
    "repeat": { x, a in x.repeat(try a[0].ints()) },
    "tril": { x, a in x.tril(diagonal: try a[0].int()) },
    "triu": { x, a in x.triu(diagonal: try a[0].int()) },
    "diag": { x, a in x.diag(try a[0].int()) },
    "clone": { x, _ in x.clone() },
    "gather": { x, a in x.gather(dim: try a[0].int(), try a[1].tensor()) },
    "indexSelect": { x, a in x.indexSelect(dim: try a[0].int(), try a[1].tensor()) },
    "maskedSelect": { x, a in x.maskedSelect(try a[0].tensor()) },
    "maskedFill": { x, a in x.maskedFill(try a[0].tensor(), try a[1].number()) },
    "scatterNumber": { x, a in
      x.scatter(dim: try a[0].int(), try a[1].tensor(), value: try a[2].number())
    },
  ]

  /// Of two variables.
  static let pairs: [String: PairFunction] = [
    "add": { x, y, _ in x + y },
    "subtract": { x, y, _ in x - y },
    "multiply": { x, y, _ in x * y },
    "where": { x, y, a in Tensor.where(try a[0].tensor(), x, y) },
    "scatter": { x, y, a in x.scatter(dim: try a[0].int(), try a[1].tensor(), y) },
    "scatterAdd": { x, y, a in x.scatterAdd(dim: try a[0].int(), try a[1].tensor(), y) },
    "cat": { x, y, a in Tensor.cat([x, y], dim: try a[0].int()) },
    "stack": { x, y, a in Tensor.stack([x, y], dim: try a[0].int()) },
    "maximum": { x, y, _ in x.maximum(y) },
  ]

  static let changes: [String: Change] = [
    "relu_": { x, _ in x.reluInPlace() },
    "clamp_": { x, a in try Bounds(a).clampInPlace(x) },
    "fill": { x, a in x.fill(try a[0].number()) },
    "zero": { x, _ in x.zero() },
    "scatter_": { x, a in
      x.scatterInPlace(dim: try a[0].int(), try a[1].tensor(), value: try a[2].number())
    },
    "setNumber": { x, a in
      x[at: try a[0].indices()] = FillNumber(floatLiteral: try a[1].double())
    },
    "retainGrad": { x, _ in x.retainGrad() },
    "requiresGrad": { x, a in x.requiresGrad(try a[0].bool()) },
    "clearGrad": { x, _ in x.grad = nil },
    "backward": { x, a in
      (x.dim == 0 ? x : x.sum()).backward(retainGraph: try a[0].bool())
    },
  ]
}

/// The bounds of a clamp, each a whole number or not.
private struct Bounds {
  let min: (any Element)?
  let max: (any Element)?

  init(_ arguments: [Argument]) throws {
    min = arguments[0] == .null ? nil : try arguments[0].number()
    max = arguments[1] == .null ? nil : try arguments[1].number()
  }

  func clamp(_ x: Tensor) -> Tensor {
    func from(_ min: some Element) -> Tensor { x.clamp(min: min) }
    func upTo(_ max: some Element) -> Tensor { x.clamp(max: max) }
    func both(_ min: some Element, _ max: some Element) -> Tensor { x.clamp(min: min, max: max) }
    guard let min else { return max.map { upTo($0) } ?? x.clamp() }
    return max.map { both(min, $0) } ?? from(min)
  }

  func clampInPlace(_ x: Tensor) {
    func from(_ min: some Element) { x.clampInPlace(min: min) }
    func upTo(_ max: some Element) { x.clampInPlace(max: max) }
    func both(_ min: some Element, _ max: some Element) { x.clampInPlace(min: min, max: max) }
    if let min, let max {
      both(min, max)
    } else if let min {
      from(min)
    } else if let max {
      upTo(max)
    }
  }
}
