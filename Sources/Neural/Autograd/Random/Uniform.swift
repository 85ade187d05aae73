extension Tensor {
  /// Random numbers, uniform in [0, 1).
  public static func rand(
    _ shape: Int..., generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    rand(shape, generator: generator, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// Random numbers, uniform in [0, 1).
  public static func rand(
    _ shape: [Int], generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    empty(shape, dtype: dtype).uniform(0, 1, generator: generator).requiresGrad(requiresGrad)
  }

  /// Random numbers, uniform in [0, 1), in the shape of another tensor and, without a dtype, of its
  /// dtype.
  public static func randLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { emptyLike(other, dtype: dtype).uniform().created(requiresGrad) }

  /// Fills with random numbers in place, uniform in [low, high). Stops the program where the bounds
  /// are out of order, exceed the dtype, or that isn't floating point.
  @discardableResult
  public final func uniform(
    _ low: Double = 0, _ high: Double = 1, generator: Generator = .default
  ) -> Self {
    checkUniformBounds(low, high)
    let values = Tensor(uninitializedLike: self, dtype)
    generator.draw { backend.fillUniform(values, low, high, &$0) }
    replace(with: values, "UniformBackward0")
    return self
  }

  private final func checkUniformBounds(_ low: Double, _ high: Double) {
    if !dtype.isFloatingPoint {
      fail("\"check_uniform_bounds\" not implemented for '\(dtype.scalarName)'")
    }
    let greatest = dtype.greatest
    for (name, bound) in [("from", low), ("to", high)] where !(bound.magnitude <= greatest) {
      fail("\(name) is out of bounds for \(dtype.cName)")
    }
    let (from, to) = (streamText(low), streamText(high))
    if low > high {
      fail("uniform_ expects to return a [from, to) range, but found from=\(from) > to=\(to)")
    }
    if high - low > greatest {
      fail(
        "uniform_ expects to-from <= std::numeric_limits<\(dtype.scalarName)>::max(), but found "
          + "to=\(to) and from=\(from) which result in to-from to exceed the limit")
    }
  }
}
