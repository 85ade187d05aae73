@testable import Neural

extension ExtremeOperands {
  /// Elementwise operations.
  static let elementwise: [String: OperandCall] = [
    "+": { use($0 + $1) },
    "-": { use($0 - $1) },
    "*": { use($0 * $1) },
    "/": { use($0 / $1) },
    "%": { use($0 % $1) },
    "floorDivide": { use($0.floorDivide($1)) },
    "pow": { use($0.pow($1)) },
    "&": { use($0 & $1) },
    "|": { use($0 | $1) },
    "^": { use($0 ^ $1) },
    "==": { use($0 == $1) },
    "<": { use($0 < $1) },
    "maximum": { use($0.maximum($1)) },
    "minimum": { use($0.minimum($1)) },
    "logAddExp": { use($0.logAddExp($1)) },
    "logicalAnd": { use($0.logicalAnd($1)) },
    "logicalXor": { use($0.logicalXor($1)) },
    "equal": { _ = $0.equal($1) },
    "allClose": { _ = $0.allClose($1) },
    "where": { use(Tensor.where($0, $1, $1));  },
    "where of a condition": { use(Tensor.where($0 > 0, $0, $1)) },
    "maskedFill": { use($0.maskedFill($1, 1)) },
    "maskedFill by a tensor": { use($0.maskedFill($0 > 1, $1)) },
    "clamp": { use($0.clamp(min: $1, max: $1)) },
    "clamp above": { use($0.clamp(max: $1)) },
    "clampInPlace": {
      let y = $0.detach().clone(); y.clampInPlace(min: $1)
    },
    "+=": {
      let y = $0 * 1; y += $1; use(y)
    },
    "*=": {
      let y = $0 * 1; y *= $1; use(y)
    },
    "/=": {
      let y = $0 * 1; y /= $1; use(y)
    },
    "+= of its transpose": {
      let y = $0.detach().clone(); y += y.t(); _ = $1
    },
    "copy": {
      let y = $0.detach().clone(); y.copy(from: $1)
    },
    "normal": { use(Tensor.normal($0, $1)) },
    "mseLoss": { use(mseLoss($0, $1)) },
    "l1Loss": { use(l1Loss($0, $1, reduction: .none)) },
    "binaryCrossEntropy": { use(binaryCrossEntropy($0, $1)) },
    "binaryCrossEntropyWithLogits": {
      use(binaryCrossEntropyWithLogits($0, $1, weight: $0, posWeight: $1))
    },
  ]
}
