@testable import Neural

/// The operations of PyTorch's samples by the names of their files.
enum SampleTable {
  static let operations: [String: SampleOperation] =
    pointwise.merging(arithmetic) { $1 }.merging(reductions) { $1 }.merging(shapes) { $1 }
    .merging(selections) { $1 }.merging(functions) { $1 }.merging(creation) { $1 }

  private static let pointwise: [String: SampleOperation] = [
    "abs": .unary { $0.abs() }, "acos": .unary { $0.acos() }, "asin": .unary { $0.asin() },
    "atan": .unary { $0.atan() }, "bitwise_not": .unary { ~$0 }, "bool": .unary { $0.bool() },
    "byte": .unary { $0.to(.uint8) }, "bfloat16": .unary { $0.to(.bfloat16) },
    "ceil": .unary { $0.ceil() }, "clone": .unary { $0.clone() },
    "contiguous": .unary { $0.contiguous() }, "cos": .unary { $0.cos() },
    "double": .unary { $0.double() }, "erf": .unary { $0.erf() }, "exp": .unary { $0.exp() },
    "expm1": .unary { $0.expm1() }, "float": .unary { $0.float() },
    "floor": .unary { $0.floor() }, "half": .unary { $0.half() }, "int": .unary { $0.int() },
    "isfinite": .unary { $0.isFinite() }, "isinf": .unary { $0.isInfinite() },
    "isnan": .unary { $0.isNaN() }, "log": .unary { $0.log() }, "log10": .unary { $0.log10() },
    "log1p": .unary { $0.log1p() }, "log2": .unary { $0.log2() },
    "logical_not": .unary { $0.logicalNot() }, "long": .unary { $0.long() },
    "neg": .unary { -$0 }, "reciprocal": .unary { $0.reciprocal() },
    "round": .unary { $0.round() },
    "rsqrt": .unary { $0.rsqrt() }, "sigmoid": .unary { $0.sigmoid() },
    "sign": .unary { $0.sign() }, "sin": .unary { $0.sin() }, "sqrt": .unary { $0.sqrt() },
    "square": .unary { $0.square() }, "tan": .unary { $0.tan() }, "tanh": .unary { $0.tanh() },
    "trunc": .unary { $0.trunc() }, "zero_": .unary { $0.clone().zero() },
    "clamp": SampleOperation("input min max") {
      try $0.tensor("input").clamp(min: $0.optionalTensor("min"), max: $0.optionalTensor("max"))
    },
  ]

  private static let arithmetic: [String: SampleOperation] = [
    "add": scalable(
      .binary({ $0 + $1 }, number: { $0 + $1 }, ofNumber: { $0 + $1 }),
      scaled: { x, y, alpha in x.add(y, alpha: alpha) }),
    "sub": scalable(
      .binary({ $0 - $1 }, number: { $0 - $1 }),
      scaled: { x, y, alpha in x.sub(y, alpha: alpha) }),
    "rsub": scalable(
      .binary({ $0.rsub($1) }, number: { $1 - $0 }),
      scaled: { x, y, alpha in x.rsub(y, alpha: alpha) }),
    "mul": .binary({ $0 * $1 }, number: { $0 * $1 }, ofNumber: { $0 * $1 }),
    "div-no_rounding_mode": .binary({ $0 / $1 }, number: { $0 / $1 }),
    "true_divide": .binary({ $0 / $1 }, number: { $0 / $1 }),
    "floor_divide": .binary({ $0.floorDivide($1) }, number: { $0.floorDivide($1) }),
    "remainder": .binary({ $0 % $1 }, number: { $0 % $1 }, ofNumber: { $0 % $1 }),
    "pow": .binary({ $0.pow($1) }, number: { $0.pow($1) }, ofNumber: { Tensor.pow($0, $1) }),
    "logaddexp": .binary({ $0.logAddExp($1) }), "maximum": .binary({ $0.maximum($1) }),
    "max-binary": .binary({ $0.maximum($1) }),
    "minimum": .binary({ $0.minimum($1) }), "min-binary": .binary({ $0.minimum($1) }),
    "eq": .binary({ $0 == $1 }, number: { $0 == $1 }),
    "ne": .binary({ $0 != $1 }, number: { $0 != $1 }),
    "lt": .binary({ $0 < $1 }, number: { $0 < $1 }),
    "le": .binary({ $0 <= $1 }, number: { $0 <= $1 }),
    "gt": .binary({ $0 > $1 }, number: { $0 > $1 }),
    "ge": .binary({ $0 >= $1 }, number: { $0 >= $1 }),
    "bitwise_and": .binary({ $0 & $1 }, number: { $0 & $1 }, ofNumber: { $1 & $0 }),
    "bitwise_or": .binary({ $0 | $1 }, number: { $0 | $1 }, ofNumber: { $1 | $0 }),
    "bitwise_xor": .binary({ $0 ^ $1 }, number: { $0 ^ $1 }, ofNumber: { $1 ^ $0 }),
    "logical_and": .binary({ $0.logicalAnd($1) }), "logical_or": .binary({ $0.logicalOr($1) }),
    "logical_xor": .binary({ $0.logicalXor($1) }),
    "__radd__": .binary({ $1 + $0 }, number: { $1 + $0 }),
    "__rsub__": .binary({ $0.rsub($1) }, number: { $1 - $0 }),
    "__rmul__": .binary({ $1 * $0 }, number: { $1 * $0 }),
    "__rdiv__": .binary({ $0.reciprocal() * $1 }, number: { $1 / $0 }),
    "__rand__": .binary({ $1 & $0 }, number: { $0 & $1 }),
    "__ror__": .binary({ $1 | $0 }, number: { $0 | $1 }),
    "__rxor__": .binary({ $1 ^ $0 }, number: { $0 ^ $1 }),
    "dot": .binary({ $0.dot($1) }), "mm": .binary({ $0.mm($1) }), "mv": .binary({ $0.mv($1) }),
    "bmm": .binary({ $0.bmm($1) }), "matmul": .binary({ $0.matmul($1) }),
    "outer": .binary({ $0.outer($1) }),
    "addmm": scaledProduct, "addmm-decomposed": scaledProduct,
    "equal": SampleOperation(
      "input other", value: { .bool(try $0.tensor("input").equal($0.tensor("other"))) }),
    "allclose": SampleOperation(
      "input other rtol atol",
      value: {
        .bool(
          try $0.tensor("input").allClose(
            $0.tensor("other"), rtol: $0.double("rtol", 1e-5), atol: $0.double("atol", 1e-8)))
      }),
  ]

  private static let scaledProduct = SampleOperation("input mat1 mat2 beta alpha") {
    try Neural.addmm(
      $0.tensor("input"), $0.tensor("mat1"), $0.tensor("mat2"), beta: $0.double("beta", 1),
      alpha: $0.double("alpha", 1))
  }

  /// An operation on two operands of which the second may be scaled.
  static func scalable(
    _ plain: SampleOperation,
    scaled: @escaping @Sendable (Tensor, Tensor, any Element) -> Tensor
  ) -> SampleOperation {
    SampleOperation(
      "input other alpha",
      outcome: { a in
        if !a.has("alpha") { return try plain.body(a) }
        let alpha = try a.number("alpha")
        return .tensors([scaled(try a.tensor("input"), try a.tensor("other"), alpha)])
      })
  }
}
