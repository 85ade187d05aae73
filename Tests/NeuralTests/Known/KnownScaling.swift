import Neural

private var x: Tensor { Tensor([[1.0, 2], [3, 4]]) }
private var one: Tensor { Tensor([[1, 2], [3, 4]]) }
private var bytes: Tensor { one.to(.uint8) }

extension KnownCases {
  static let scaling: [String: KnownProgram] = [
    "sum": { shown(x.add(x, alpha: 2.5)) },
    "sum of integers": { shown(one.add(one, alpha: 3)) },
    "sum with a number": { shown(one.add(2, alpha: 3)) },
    "sum of halves": {
      shown(Tensor([2048.0]).half().add(Tensor([1.0]).half(), alpha: 1.5))
    },
    "sum of integers by a real": { shown(one.add(one, alpha: 1.5)) },
    "sum of integers by a truth value": { shown(one.add(one, alpha: true)) },
    "sum of truth values": {
      shown(Tensor([true, false]).add(Tensor([false, false]), alpha: true))
    },
    "sum of bytes by 300": { shown(bytes.add(bytes, alpha: 300)) },
    "sum in place": { shown(x.addInPlace(x, alpha: -1)) },
    "sum in place of another shape": { shown(x[0].addInPlace(x, alpha: 2)) },
    "difference": { shown(one.sub(x, alpha: 2)) },
    "difference of bytes": { shown(bytes.sub(bytes, alpha: 2)) },
    "difference of truth values": { shown(Tensor([true]).sub(Tensor([true]), alpha: true)) },
    "difference in place": { shown(x.subInPlace(x, alpha: 3)) },
    "difference from": { shown(x.rsub(one, alpha: 2)) },
    "difference from a number": { shown(x.rsub(10, alpha: 2)) },
    "gradients of a sum": { shown(gradients(of: { $0[0].add($0[1], alpha: 3) }, x, x[0])) },
    "gradients of a difference": {
      shown(gradients(of: { $0[0].sub($0[1], alpha: 3) }, x, x[0]))
    },
    "gradients of a difference from": {
      shown(gradients(of: { $0[0].rsub($0[1], alpha: 3) }, x, x[0]))
    },
    "product and sum": { shown(addmm(x[0], x, x, beta: 0.5, alpha: 2)) },
    "product without the sum": { shown(addmm(x * Double.nan, x, x, beta: 0, alpha: 2)) },
    "product of integers": { shown(addmm(one, one, one, beta: 2, alpha: 3)) },
    "product of truth values": { shown(addmm(one > 1, one > 1, one > 1, beta: 2, alpha: 3)) },
    "gradients of a product": {
      shown(
        gradients(of: { addmm($0[0], $0[1], $0[2], beta: 0.5, alpha: 2) }, x[0], x, x + 1))
    },
    "number to a power": { shown(Tensor.pow(2, Tensor([0.5, -1, 3]))) },
    "integer to negative powers": { shown(Tensor.pow(2, Tensor([1, -1]))) },
    "gradient of a number to a power": {
      shown(gradients(of: { Tensor.pow(2.0, $0[0]) }, x))
    },
    "gradient of 0 to a power": {
      shown(gradients(of: { Tensor.pow(0, $0[0]) }, Tensor([0.0, 1])))
    },
    "remainder of a number": { shown(7 % Tensor([2, -4])) },
    "gradient of a remainder of a number": { shown(gradients(of: { 7 % $0[0] }, x)) },
    "quotient by a number": { shown(Tensor([7, -7]).floorDivide(2)) },
    "quotient by a real": { shown(Tensor([7, -7]).floorDivide(2.5)) },
  ]
}
