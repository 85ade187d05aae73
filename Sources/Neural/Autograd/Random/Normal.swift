extension Tensor {
  /// Random numbers of the standard normal distribution.
  public static func randn(
    _ shape: Int..., generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    randn(shape, generator: generator, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// Random numbers of the standard normal distribution.
  public static func randn(
    _ shape: [Int], generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    empty(shape, dtype: dtype).normal(0, 1, generator: generator).requiresGrad(requiresGrad)
  }

  /// Random numbers of the standard normal distribution, in the shape of another tensor and,
  /// without a dtype, of its dtype.
  public static func randnLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { emptyLike(other, dtype: dtype).normal().created(requiresGrad) }

  /// Random numbers of a normal distribution. Stops the program where the standard deviation is
  /// negative.
  public static func normal(
    _ mean: Double, _ std: Double, _ shape: [Int], generator: Generator = .default,
    dtype: DType? = nil
  ) -> Tensor { empty(shape, dtype: dtype).normal(mean, std, generator: generator) }

  /// Random numbers of normal distributions with means and standard deviations, broadcast; of the
  /// dtype of the means. Stops the program where a standard deviation is negative.
  public static func normal(
    _ mean: Tensor, _ std: Tensor, generator: Generator = .default
  ) -> Tensor {
    checkDeviations(std)
    let dtype = mean.dtype
    let numbers = noGrad {
      let shape = broadcast(mean.layout.shape, std.layout.shape).array
      let numbers = randn(shape, generator: generator, dtype: dtype)
      return ((numbers * std).to(dtype) + mean).to(dtype)
    }
    return numbers.recorded(
      "NormalBackward3", savesTensors: false,
      mean, { Tensor.zerosLike($0) }, std, { Tensor.zerosLike($0) })
  }

  private static func checkDeviations(_ std: Tensor) {
    if std.count > 0 && !(std.detach().min().item() >= 0) {
      fail("normal expects all elements of std >= 0.0")
    }
  }

  /// Random numbers of normal distributions with means and one standard deviation, in the shape and
  /// dtype of the means.
  public static func normal(
    _ mean: Tensor, _ std: Double = 1, generator: Generator = .default
  ) -> Tensor {
    noGrad {
      empty(mean.shape, dtype: mean.dtype).normal(0, std, generator: generator) + mean
    }
    .recorded("NormalBackward1", savesTensors: false, mean) { Tensor.zerosLike($0) }
  }

  /// Random numbers of normal distributions with one mean and standard deviations, in the shape and
  /// dtype of those.
  public static func normal(
    _ mean: Double, _ std: Tensor, generator: Generator = .default
  ) -> Tensor {
    checkDeviations(std)
    return noGrad {
      randn(std.shape, generator: generator, dtype: std.dtype) * std + mean
    }
    .recorded("NormalBackward2", savesTensors: false, std) { Tensor.zerosLike($0) }
  }

  /// Fills with random numbers of a normal distribution in place. Stops the program where the
  /// standard deviation is negative, or the dtype isn't floating point.
  @discardableResult
  public final func normal(
    _ mean: Double = 0, _ std: Double = 1, generator: Generator = .default
  ) -> Self {
    if !(std >= 0) {
      fail("normal expects std >= 0.0, but found std \(streamText(std))")
    }
    if !dtype.isFloatingPoint && count > 0 {
      fail("\"normal_kernel_cpu\" not implemented for '\(dtype.scalarName)'")
    }
    let values = Tensor(uninitializedLike: self, dtype.opMathType)
    if count < 16 || !isContiguous {
      let numbers = Tensor(uninitializedLike: self, .float64)
      generator.draw { backend.fillNormalSingly(numbers, mean, std, &$0) }
      rawCopy(numbers, to: values)
    } else {
      generator.draw { backend.fillNormal(values, mean, std, for: dtype, &$0) }
    }
    replace(with: values, "NormalBackward0")
    return self
  }
}
