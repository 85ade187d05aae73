extension Tensor {
  /// For each element, a probability, 1 with that probability and else 0.
  public final func bernoulli(generator: Generator = .default) -> Tensor {
    if !dtype.isFloatingPoint {
      fail("\"bernoulli_tensor_cpu_self_\" not implemented for '\(dtype.scalarName)'")
    }
    let chances = array(of: Double.self)
    if let bad = chances.first(where: { !($0 >= 0 && $0 <= 1) }) {
      fail("Expected p_in >= 0 && p_in <= 1 to be true, but got \(bad)")
    }
    let isDouble = dtype == .float64
    let flags = generator.draw { state in
      chances.map { chance in
        isDouble ? state.uniformDouble() < chance : state.uniformFloat() < Float(chance)
      }
    }
    return converted(Tensor(flags).reinterpreted(sizes), to: dtype)
  }

  /// Replaces the elements by 1 with probability `chance` and else 0.
  @discardableResult
  public final func bernoulli(_ chance: Double, generator: Generator = .default) -> Self {
    if !(chance >= 0 && chance <= 1) {
      fail("bernoulli_ expects p to be in [0, 1], but got p=\(chance)")
    }
    let flags = Tensor(uninitialized: sizes, .bool)
    let into = flags.pointer(to: Bool.self)
    generator.draw { state in
      for index in 0..<flags.count { into[index] = state.uniformDouble() < chance }
    }
    replace(with: flags, "BernoulliBackward2")
    return self
  }
}
