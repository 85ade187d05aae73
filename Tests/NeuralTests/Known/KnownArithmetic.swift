import Neural

extension KnownCases {
  static let arithmetic: [String: KnownProgram] = [
    "truth plus truth": { shown(Tensor([true, false]) + true) },
    "truth times truth": { shown(Tensor([true, false]) * true) },
    "truth and truth": { shown(Tensor([true, false]) & true) },
    "truth or truth": { shown(Tensor([true, false]) | true) },
    "truth and one": { shown(Tensor([true, false]) & 1) },
    "truth to a truth": { shown(Tensor([true, false]).pow(true)) },
    "truth less truth": { shown(Tensor([true]) - true) },
    "truth less one": { shown(Tensor([true]) - 1) },
    "one less truth": { shown(1 - Tensor([true])) },
    "number less truth": { shown(Tensor([1.5]) - Tensor([true])) },
    "minus truth": { shown(-Tensor([true])) },
    "magnitude of truth": { shown(Tensor([true]).abs()) },
    "remainder of truth": { shown(Tensor([true]) % true) },
    "quotient of truths": { shown(Tensor([true]).floorDivide(Tensor([true]))) },
    "power of truths": { shown(Tensor([true]).pow(Tensor([true]))) },
    "rounded truth": { shown(Tensor([true]).round()) },
    "rectified truth": { shown(Tensor([true]).relu()) },
    "finite truths and integers": {
      shown([Tensor([true]).isFinite(), Tensor([1]).isFinite(), Tensor([true]).isInfinite()])
    },
    "other bits of a scalar": { shown(~Tensor(3, dtype: .int32)) },
    "other bits of a real": { shown(~Tensor([1.5])) },
    "relu of minus zero": { shown(Tensor([-0.0, 0.0, Double.nan, -Double.infinity]).relu()) },
    "relu of minus zero in double": { shown(Tensor([-0.0, Double.nan], dtype: .float64).relu()) },
    "quotient of minus zero": {
      shown(
        Tensor([-0.0, 0.0, -0.0, 0.5]).floorDivide(Tensor([1.0, -1.0, -2.0, -Double.infinity])))
    },
    "gradient of relu at nan": {
      shown(gradients(of: { $0[0].relu() }, Tensor([Double.nan, 0, -1, 2])))
    },
    "gradient of elu at nan": {
      shown(gradients(of: { $0[0].elu() }, Tensor([Double.nan, 0, 2])))
    },
    "gradient of a power by its exponent": {
      shown(
        gradients(
          of: { $0[0].pow($0[1]) }, Tensor([0, 0, Double.nan, 2, -1]),
          Tensor([2, -1, 1, Double.nan, 2])))
    },
    "gradient of tanh, rounded once": {
      shown(
        gradients(of: { $0[0].tanh() }, Tensor([-1.875, -1.75, -1.25, -1.125, -1, -0.375]))[0]
          .array(of: Double.self))
    },
    "byte compared with a larger number": {
      shown([
        Tensor([44, 200], dtype: .uint8) == 300, Tensor([44, 200], dtype: .uint8) < 300,
        Tensor([44], dtype: .uint8) > -1,
      ])
    },
    "byte and its remainder": { shown(Tensor([44, 200], dtype: .uint8) % -3) },
    "half and a number beyond it": {
      shown([
        Tensor([1.0, -Double.infinity]).half() + 1e6,
        Tensor([1.0, -Double.infinity]).half() * 1e-6, Tensor([70000.0]).half() == 1e6,
      ])
    },
    "halves and a scalar beyond them": {
      shown([
        Tensor([1e-4, 4]).half() * Tensor(1e5), Tensor(1e5) * Tensor([1e-4, 4]).half(),
        Tensor([1e-4, 4]).half() / Tensor(1e5), Tensor(1e5) / Tensor([1e-4, 4]).half(),
        1e5 * Tensor([1e-4]).half(), Tensor([1e-4]).half() + Tensor(1e5),
      ])
    },
    "byte to a large power": { shown(Tensor([2], dtype: .uint8).pow(300)) },
    "half to the power of minus two": { shown(Tensor([256, 0.001, 3]).half().pow(-2)) },
    "shapes that differ twice": { shown(Tensor.ones(3, 2) + Tensor.ones(2, 3)) },
    "shapes that differ, compared": { shown(Tensor.ones(2, 3) > Tensor.ones(4)) },
    "bits of reals of other shapes": { shown(Tensor.ones(2, 3) & Tensor.ones(4)) },
    "larger of two zeros": {
      shown([
        Tensor([0.0, -0.0]).maximum(Tensor([-0.0, 0.0])),
        Tensor([0.0, -0.0]).minimum(Tensor([-0.0, 0.0])),
      ])
    },
    "gradient of a quotient rounded down": {
      shown(gradients(of: { $0[0].floorDivide(Tensor(2)) }, Tensor([3.0])))
    },
    "near infinity": {
      shown([
        Tensor.ones(1).allClose(Tensor([Double.infinity])),
        Tensor([Double.infinity]).allClose(Tensor([Double.infinity])),
        Tensor([true]).allClose(Tensor([true])), Tensor([3]).allClose(Tensor([4]), rtol: 0.5),
      ])
    },
    "near in another type": { shown(Tensor.ones(1).allClose(Tensor.ones(1).double())) },
    "near within less than nothing": { shown(Tensor.ones(1).allClose(Tensor.ones(1), rtol: -1.5)) },
    "half to the power of one half": {
      shown(Tensor([-0.0, -Double.infinity, 4]).half().pow(0.5))
    },
  ]
}
