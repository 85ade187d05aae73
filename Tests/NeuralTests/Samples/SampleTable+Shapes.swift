@testable import Neural

extension SampleTable {
  static let reductions: [String: SampleOperation] = [
    "sum": over({ $0.sum() }, { $0.sum(dim: $1, keepDim: $2) }),
    "mean": over({ $0.mean() }, { $0.mean(dim: $1, keepDim: $2) }),
    "amax": over({ $0.amax() }, { $0.amax(dim: $1, keepDim: $2) }),
    "amin": over({ $0.amin() }, { $0.amin(dim: $1, keepDim: $2) }),
    "prod": SampleOperation("input dim keepdim dtype") { a in
      let (x, dtype) = (try a.tensor("input"), try a.dtype("dtype"))
      if !a.has("dim") { return x.prod(dtype: dtype) }
      return x.prod(dim: try a.int("dim"), keepDim: try a.bool("keepdim", false), dtype: dtype)
    },
    "all": over({ $0.all() }, { $0.all(dim: $1, keepDim: $2) }),
    "any": over({ $0.any() }, { $0.any(dim: $1, keepDim: $2) }),
    "argmax": along({ $0.argmax() }, { $0.argmax(dim: $1, keepDim: $2) }),
    "argmin": along({ $0.argmin() }, { $0.argmin(dim: $1, keepDim: $2) }),
    "logsumexp": along(nil, { $0.logSumExp(dim: $1, keepDim: $2) }),
    "max-reduction_no_dim": .unary { $0.max() }, "min-reduction_no_dim": .unary { $0.min() },
    "max-reduction_with_dim": SampleOperation(
      "input dim keepdim",
      pair: { try $0.tensor("input").max(dim: $0.int("dim"), keepDim: $0.bool("keepdim", false)) }),
    "min-reduction_with_dim": SampleOperation(
      "input dim keepdim",
      pair: { try $0.tensor("input").min(dim: $0.int("dim"), keepDim: $0.bool("keepdim", false)) }),
    "var": spread({ $0.var(correction: $1) }, { $0.var(dim: $1, correction: $2, keepDim: $3) }),
    "std": spread(
      { $0.std(correction: $1) },
      { $0.std(dim: $1, correction: $2, keepDim: $3) }),
    "var-unbiased": biased({ $0.var(correction: $1) }, { $0.var(dim: $1, correction: $2) }),
    "std-unbiased": biased({ $0.std(correction: $1) }, { $0.std(dim: $1, correction: $2) }),
    "norm": normed, "norm-fro": normed, "norm-inf": normed,
    "cumsum": SampleOperation("input dim dtype") {
      try $0.tensor("input").cumsum(dim: $0.int("dim"), dtype: $0.dtype("dtype"))
    },
    "softmax": SampleOperation("input dim") { try $0.tensor("input").softmax(dim: $0.int("dim")) },
    "softmax-with_dtype": SampleOperation("input dim dtype") {
      try $0.tensor("input").to($0.dtype("dtype") ?? .float32).softmax(dim: $0.int("dim"))
    },
    "log_softmax": SampleOperation("input dim") {
      try $0.tensor("input").logSoftmax(dim: $0.int("dim"))
    },
    "log_softmax-with_dtype": SampleOperation("input dim dtype") {
      try $0.tensor("input").to($0.dtype("dtype") ?? .float32).logSoftmax(dim: $0.int("dim"))
    },
    "item": SampleOperation(
      "input",
      value: { a in
        let x = try a.tensor("input")
        if x.dtype.isFloatingPoint { return .double(x.item()) }
        return x.dtype == .bool ? .bool(x.item(as: Bool.self)) : .int(x.item(as: Int.self))
      }),
  ]

  private static let normed = SampleOperation("input p dim keepdim") { a in
    let x = try a.tensor("input")
    var p = 2.0
    if case .string(let name)? = a.value("p") {
      if name != "fro" { throw NotInInterface() }
    } else {
      p = try a.double("p", 2)
    }
    let keep = try a.bool("keepdim", false)
    if !a.has("dim") { return keep ? x.norm(p: p, dim: [], keepDim: true) : x.norm(p: p) }
    return x.norm(p: p, dim: try a.ints("dim"), keepDim: keep)
  }

  /// A reduction over all elements or some dimensions.
  private static func over(
    _ all: @escaping @Sendable (Tensor) -> Tensor,
    _ some: @escaping @Sendable (Tensor, [Int], Bool) -> Tensor
  ) -> SampleOperation {
    SampleOperation("input dim keepdim") { a in
      let x = try a.tensor("input")
      let keep = try a.bool("keepdim", false)
      if !a.has("dim") {
        if keep { throw NotInInterface() }
        return all(x)
      }
      return some(x, try a.ints("dim"), keep)
    }
  }

  /// A reduction over all elements or one dimension.
  private static func along(
    _ all: (@Sendable (Tensor) -> Tensor)?,
    _ one: @escaping @Sendable (Tensor, Int, Bool) -> Tensor
  ) -> SampleOperation {
    SampleOperation("input dim keepdim") { a in
      let x = try a.tensor("input")
      let keep = try a.bool("keepdim", false)
      if !a.has("dim") {
        guard let all, !keep else { throw NotInInterface() }
        return all(x)
      }
      return one(x, try a.dim(), keep)
    }
  }

  private static func spread(
    _ all: @escaping @Sendable (Tensor, Double) -> Tensor,
    _ some: @escaping @Sendable (Tensor, [Int], Double, Bool) -> Tensor
  ) -> SampleOperation {
    SampleOperation("input dim unbiased keepdim correction") { a in
      let x = try a.tensor("input")
      let unbiased = try a.bool("unbiased", true)
      let correction = try a.double("correction", unbiased ? 1 : 0)
      let keep = try a.bool("keepdim", false)
      if !a.has("dim") && !keep { return all(x, correction) }
      return some(x, try a.ints("dim", []), correction, keep)
    }
  }

  private static func biased(
    _ all: @escaping @Sendable (Tensor, Int) -> Tensor,
    _ one: @escaping @Sendable (Tensor, Int, Int) -> Tensor
  ) -> SampleOperation {
    SampleOperation("input dim unbiased") { a in
      let x = try a.tensor("input")
      if case .bool(let unbiased)? = a.value("dim") { return all(x, unbiased ? 1 : 0) }
      let correction = try a.bool("unbiased", true) ? 1 : 0
      return a.has("dim") ? one(x, try a.int("dim"), correction) : all(x, correction)
    }
  }

  static let shapes: [String: SampleOperation] = [
    "T": .unary { $0.T }, "t": .unary { $0.t() },
    "view": sized { $0.view($1) }, "reshape": sized { $0.reshape($1) },
    "expand": sized { $0.expand($1) }, "broadcast_to": sized { $0.expand($1) },
    "permute": sized { $0.permute($1) }, "repeat": sized { $0.repeat($1) },
    "flip": SampleOperation("input *dims") { try $0.tensor("input").flip($0.ints("dims")) },
    "view_as": .binary({ $0.view($1.shape) }), "reshape_as": .binary({ $0.reshape($1.shape) }),
    "expand_as": .binary({ $0.expand($1.shape) }),
    "flatten": SampleOperation("input start_dim end_dim") {
      try $0.tensor("input").flatten(
        startDim: $0.int("start_dim", 0), endDim: $0.int("end_dim", -1))
    },
    "unflatten": SampleOperation("input dim sizes") {
      try $0.tensor("input").unflatten(dim: $0.int("dim"), $0.ints("sizes"))
    },
    "transpose": SampleOperation("input dim0 dim1") {
      try $0.tensor("input").transpose($0.int("dim0"), $0.int("dim1"))
    },
    "squeeze": SampleOperation("input dim") {
      let x = try $0.tensor("input")
      return $0.has("dim") ? x.squeeze(try $0.int("dim")) : x.squeeze()
    },
    "unsqueeze": SampleOperation("input dim") { try $0.tensor("input").unsqueeze($0.int("dim")) },
    "roll": SampleOperation("input shifts dims") {
      try $0.tensor("input").roll($0.ints("shifts"), dims: $0.ints("dims", []))
    },
    "tril": SampleOperation("input diagonal") {
      try $0.tensor("input").tril(diagonal: $0.int("diagonal", 0))
    },
    "triu": SampleOperation("input diagonal") {
      try $0.tensor("input").triu(diagonal: $0.int("diagonal", 0))
    },
    "diag": SampleOperation("input diagonal") {
      try $0.tensor("input").diag($0.int("diagonal", 0))
    },
    "diagonal": SampleOperation("input offset dim1 dim2") {
      try $0.tensor("input").diagonal(
        offset: $0.int("offset", 0), dim1: $0.int("dim1", 0), dim2: $0.int("dim2", 1))
    },
    "cat": SampleOperation("tensors dim") {
      try .cat($0.tensorList("tensors"), dim: $0.int("dim", 0))
    },
    "stack": SampleOperation("tensors dim") {
      try .stack($0.tensorList("tensors"), dim: $0.int("dim", 0))
    },
    "chunk": SampleOperation(
      "input chunks dim",
      several: { try $0.tensor("input").chunk($0.int("chunks"), dim: $0.int("dim", 0)) }),
    "split": SampleOperation(
      "input size dim",
      several: { try $0.tensor("input").split($0.int("size"), dim: $0.int("dim", 0)) }),
    "split-list_args": splitting, "split_with_sizes": splitting,
    "unbind": SampleOperation(
      "input dim", several: { try $0.tensor("input").unbind(dim: $0.int("dim", 0)) }),
  ]

  private static let splitting = SampleOperation(
    "input sizes dim",
    several: { a in
      guard case .list? = a.value("sizes") else { throw NotInInterface() }
      return try a.tensor("input").split(a.ints("sizes"), dim: a.int("dim", 0))
    })

  private static func sized(
    _ body: @escaping @Sendable (Tensor, [Int]) -> Tensor
  ) -> SampleOperation {
    SampleOperation("input *sizes") { body(try $0.tensor("input"), try $0.ints("sizes")) }
  }
}
