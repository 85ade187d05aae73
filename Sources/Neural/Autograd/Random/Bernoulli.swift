extension Tensor {
  /// Bernoulli random numbers: 1 with the probability that is the element, and else 0. The gradient
  /// is 0. Stops the program where an element isn't between 0 and 1.
  public final func bernoulli(generator: Generator = .default) -> Tensor {
    if !dtype.isFloatingPoint && count > 0 {
      fail("\"bernoulli_tensor_cpu_p_\" not implemented for '\(dtype.scalarName)'")
    }
    let probabilities = rawContiguous(rawCast(self, to: .float64))
    let flags = Tensor(uninitializedLike: probabilities, .bool)
    let areValid = generator.draw {
      backend.fillBernoulli(flags, probabilities, isDouble: dtype == .float64, &$0)
    }
    if !areValid {
      fail(
        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be "
          + "improved?  If so, please report an enhancement request to PyTorch.)")
    }
    let result = rawCast(flags, to: dtype)
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
    let flags = Tensor(uninitializedLike: self, .bool)
    generator.draw { backend.fillBernoulli(flags, p, &$0) }
    let values = rawCast(flags, to: dtype)
    replace(with: values, "BernoulliBackward2")
    return self
  }
}
