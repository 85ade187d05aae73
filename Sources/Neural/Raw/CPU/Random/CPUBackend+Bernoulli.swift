extension CPUBackend {
  func fillBernoulli(
    _ target: RawTensor, _ probabilities: RawTensor, isDouble: Bool, _ state: inout GeneratorState
  ) -> Bool {
    let into = target.pointer(to: Bool.self)
    let from = probabilities.pointer(to: Double.self)
    for index in 0..<target.count {
      let p = from[index]
      if !(p >= 0 && p <= 1) { return false }
      into[index] = isDouble ? state.uniformDouble() < p : state.uniformFloat() < Float(p)
    }
    return true
  }

  func fillBernoulli(_ target: RawTensor, _ p: Double, _ state: inout GeneratorState) {
    let into = target.pointer(to: Bool.self)
    for index in 0..<target.count { into[index] = state.uniformDouble() < p }
  }
}
