/// For each element, the product of all others in its row.
private struct OtherProductsKernel: NumberKernel {
  let input: RawTensor
  let output: RawTensor

  func run<T: Number>(_ type: T.Type) {
    let width = input.layout.shape[input.ndim - 1]
    if width == 0 { return }
    var (from, into) = (input.pointer(to: T.self), output.pointer(to: T.self))
    for _ in 0..<(input.count / width) {
      var before = T.one
      for index in 0..<width {
        into[index] = before
        before = T.multiply(before, from[index])
      }
      var after = T.one
      for index in stride(from: width - 1, through: 0, by: -1) {
        into[index] = T.multiply(into[index], after)
        after = T.multiply(after, from[index])
      }
      from += width
      into += width
    }
  }
}

extension CPUBackend {
  func productsOfOthers(_ rows: RawTensor) -> RawTensor {
    let input = rawOpMath(rows)
    let output = RawTensor(uninitialized: input.layout.shape, input.dtype)
    input.dtype.dispatch(OtherProductsKernel(input: input, output: output))
    return rawCast(output, to: rows.dtype)
  }
}
