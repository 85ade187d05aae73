extension Tensor {
  /// Bernoulli random numbers: 1 with the probability that is the element, and else 0. The gradient
  /// is 0. Stops the program where an element isn't between 0 and 1.
  public final func bernoulli(generator: Generator = .default) -> Tensor {
    if !dtype.isFloatingPoint && count > 0 {
      fail("\"bernoulli_tensor_cpu_p_\" not implemented for '\(dtype.scalarName)'")
    }
    let probabilities = rawContiguous(rawCast(self, to: .float64))
    let (from, isDouble) = (probabilities.pointer(to: Double.self), dtype == .float64)
    let result = bernoulli(likeMemoryOf: probabilities, generator) { state, index in
      let p = from[index]
      if !(p >= 0 && p <= 1) {
        fail(
          "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be "
            + "improved?  If so, please report an enhancement request to PyTorch.)")
      }
      return isDouble ? state.uniformDouble() < p : state.uniformFloat() < Float(p)
    }
    return result.recorded("BernoulliBackward0", savesTensors: false, self) {
      Tensor.zerosLike($0)
    }
  }

  /// Fills with Bernoulli random numbers in place: 1 with probability `p`, and else 0. Stops the
  /// program where `p` isn't between 0 and 1.
  @discardableResult
  public final func bernoulli(_ p: Double, generator: Generator = .default) -> Self {
    if !(p >= 0 && p <= 1) {
      fail("bernoulli_ expects p to be in [0, 1], but got p=\(streamText(p))")
    }
    let values = bernoulli(likeMemoryOf: self, generator) { state, _ in
      state.uniformDouble() < p
    }
    replace(with: values, "BernoulliBackward2")
    return self
  }

  /// Zeros and ones of this tensor's dtype, in the shape and memory order of `model`, drawn in that
  /// order.
  private final func bernoulli(
    likeMemoryOf model: Tensor, _ generator: Generator,
    _ draw: (inout Generator.State, Int) -> Bool
  ) -> Tensor {
    let flags = Tensor(uninitializedLike: model, .bool)
    let into = flags.pointer(to: Bool.self)
    generator.draw { state in
      for index in 0..<flags.count { into[index] = draw(&state, index) }
    }
    let result = Tensor(uninitializedLike: flags, dtype)
    rawCopy(flags, to: result)
    return result
  }
}
