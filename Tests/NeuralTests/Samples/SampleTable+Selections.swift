@testable import Neural

extension SampleTable {
  static let selections: [String: SampleOperation] = [
    "gather": SampleOperation("input dim index") {
      try $0.tensor("input").gather(dim: $0.int("dim"), $0.tensor("index"))
    },
    "scatter": SampleOperation("input dim index src reduce", scattered),
    "scatter_add": SampleOperation("input dim index src") {
      try $0.tensor("input").scatterAdd(dim: $0.int("dim"), $0.tensor("index"), $0.tensor("src"))
    },
    "index_select": SampleOperation("input dim index") {
      try $0.tensor("input").indexSelect(dim: $0.int("dim"), $0.tensor("index"))
    },
    "masked_select": SampleOperation("input mask") {
      try $0.tensor("input").maskedSelect($0.tensor("mask"))
    },
    "masked_fill": SampleOperation("input mask value") { a in
      let (x, mask) = try (a.tensor("input"), a.tensor("mask"))
      if a.isTensor("value") { return x.maskedFill(mask, try a.tensor("value")) }
      let number = try a.number("value")
      return x.maskedFill(mask, number)
    },
    "select": SampleOperation("input dim index") {
      try $0.tensor("input").select(dim: $0.int("dim"), $0.int("index"))
    },
    "narrow": SampleOperation("input dim start length") {
      let (x, dim, length) = try ($0.tensor("input"), $0.int("dim"), $0.int("length"))
      return $0.isTensor("start")
        ? x.narrow(dim: dim, start: try $0.tensor("start"), length: length)
        : x.narrow(dim: dim, start: try $0.int("start"), length: length)
    },
    "where": SampleOperation("input condition other", chosen),
    "nonzero": SampleOperation(
      "input as_tuple",
      several: {
        let x = try $0.tensor("input")
        return try $0.bool("as_tuple", false) ? x.nonzeroAsTuple() : [x.nonzero()]
      }),
    "sort": SampleOperation(
      "input dim descending stable",
      pair: {
        try $0.tensor("input").sort(
          dim: $0.int("dim", -1), descending: $0.bool("descending", false),
          stable: $0.has("stable") ? $0.bool("stable") : nil)
      }),
    "argsort": SampleOperation("input dim descending stable") {
      try $0.tensor("input").argsort(
        dim: $0.int("dim", -1), descending: $0.bool("descending", false),
        stable: $0.bool("stable", false))
    },
    "topk": SampleOperation(
      "input k dim largest sorted",
      pair: {
        try $0.tensor("input").topk(
          $0.int("k"), dim: $0.int("dim", -1), largest: $0.bool("largest", true))
      }),
    "__getitem__": SampleOperation("input index") { a in
      try a.tensor("input")[at: indices(a.value("index"), a.tensorsAmong("index"))]
    },
    "index_put": SampleOperation("input indices values accumulate") { a in
      if try a.bool("accumulate", false) {
        return try a.tensor("input").indexPut(
          a.tensorList("indices"), a.tensor("values"), accumulate: true)
      }
      let x = try a.tensor("input").clone()
      x[at: try indices(a.value("indices"), a.tensorsAmong("indices"))] = try a.tensor("values")
      return x
    },
  ]

  private static let scatterReductions = ["add": ScatterReduction.add, "multiply": .multiply]

  @Sendable private static func chosen(_ a: SampleArguments) throws -> Tensor {
    let condition = try a.tensor("condition")
    if a.isTensor("input") {
      let x = try a.tensor("input")
      if a.isTensor("other") { return .where(condition, x, try a.tensor("other")) }
      let number = try a.number("other")
      return .where(condition, x, number)
    }
    let number = try a.number("input")
    if a.isTensor("other") { return .where(condition, number, try a.tensor("other")) }
    let other = try a.number("other")
    return choose(condition, number, other)
  }

  private static func choose(
    _ condition: Tensor, _ a: any Element, _ b: any Element
  ) -> Tensor {
    func withFirst<A: Element>(_ a: A) -> Tensor {
      func withSecond<B: Element>(_ b: B) -> Tensor { .where(condition, a, b) }
      return withSecond(b)
    }
    return withFirst(a)
  }

  @Sendable static func scatteredInPlace(_ a: SampleArguments) throws -> Tensor {
    let (x, dim, index) = try (a.tensor("input"), a.int("dim"), a.tensor("index"))
    if a.has("reduce") {
      guard let reduce = scatterReductions[try a.string("reduce")] else { throw NotInInterface() }
      if a.isTensor("src") {
        return x.scatterInPlace(dim: dim, index, try a.tensor("src"), reduce: reduce)
      }
      let number = try a.number("src")
      return x.scatterInPlace(dim: dim, index, value: number, reduce: reduce)
    }
    if a.isTensor("src") { return x.scatterInPlace(dim: dim, index, try a.tensor("src")) }
    let number = try a.number("src")
    return x.scatterInPlace(dim: dim, index, value: number)
  }

  @Sendable private static func scattered(_ a: SampleArguments) throws -> Tensor {
    let (x, dim, index) = try (a.tensor("input"), a.int("dim"), a.tensor("index"))
    if a.has("reduce") {
      guard let reduce = scatterReductions[try a.string("reduce")] else { throw NotInInterface() }
      if a.isTensor("src") {
        return x.scatter(dim: dim, index, try a.tensor("src"), reduce: reduce)
      }
      let number = try a.number("src")
      return x.scatter(dim: dim, index, value: number, reduce: reduce)
    }
    if case .tensor? = a.value("src") { return x.scatter(dim: dim, index, try a.tensor("src")) }
    return x.scatter(dim: dim, index, value: try a.number("src"))
  }

  /// Python's index as Neural's.
  private static func indices(
    _ value: SampleValue?, _ tensors: [Tensor?]
  ) throws -> [any TensorIndex] {
    guard case .list(let items)? = value else {
      guard let value else { throw NotInInterface() }
      return [try index(value, tensors.first ?? nil)]
    }
    return try zip(items, tensors).map { try index($0, $1) }
  }

  private static func index(_ value: SampleValue, _ tensor: Tensor?) throws -> any TensorIndex {
    if let tensor { return tensor }
    switch value {
    case .int(let place): return place
    case .none: return NewAxis()
    case .ellipsis: return Ellipsis()
    case .bool(let holds): return Tensor(holds)
    case .list(let items):
      return try items.map { item in
        guard case .int(let place) = item else { throw NotInInterface() }
        return place
      }
    case .slice(let bounds):
      let numbers = try bounds.map { bound -> Int? in
        switch bound {
        case .none: return nil
        case .int(let value): return value
        default: throw NotInInterface()
        }
      }
      return Slice(from: numbers[0], to: numbers[1], step: numbers[2] ?? 1)
    default: throw NotInInterface()
    }
  }
}
