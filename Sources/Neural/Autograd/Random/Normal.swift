import CVectorMath

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Generator.State {
  /// A standard normal number by the method of Box and Muller (1958), which makes pairs; the second
  /// is kept for the next call.
  mutating func normal() -> Double {
    if let kept = keptNormal {
      keptNormal = nil
      return kept
    }
    let u1 = uniformDouble()
    let u2 = uniformDouble()
    let radius = (-2 * Glibc.log1p(-u2)).squareRoot()
    let angle = 2 * Double.pi * u1
    keptNormal = radius * Glibc.sin(angle)
    return radius * Glibc.cos(angle)
  }
}

/// A type for which PyTorch's `normal_fill` transforms uniform numbers in blocks of sixteen: the
/// first eight give radii, the others angles.
private protocol BoxMuller: UniformlyDrawn {
  static func transform(
    _ blocks: UnsafeMutablePointer<Self>, _ count: Int, _ mean: Self, _ std: Self)
}

extension Float: BoxMuller {
  fileprivate static func transform(
    _ blocks: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ std: Float
  ) { vector_normal_blocks(blocks, count, mean, std) }
}

extension Double: BoxMuller {
  fileprivate static func transform(
    _ blocks: UnsafeMutablePointer<Double>, _ count: Int, _ mean: Double, _ std: Double
  ) {
    for number in 0..<count {
      let block = blocks + 16 * number
      for index in 0..<8 {
        let radius = (-2 * Glibc.log(1 - block[index])).squareRoot()
        let angle = 2 * Double.pi * block[index + 8]
        block[index] = mean.addingProduct(radius * Glibc.cos(angle), std)
        block[index + 8] = mean.addingProduct(radius * Glibc.sin(angle), std)
      }
    }
  }
}

private struct NormalBlocks<T: BoxMuller> {
  let mean: T
  let std: T
  /// Whether uniform numbers are drawn for the rest after the last whole block too, before it is
  /// drawn anew. PyTorch does so for float32 and float64, and not for float16 and bfloat16.
  let drawsRest: Bool

  func fill(_ into: UnsafeMutablePointer<T>, _ count: Int, _ state: inout Generator.State) {
    T.fillUniform(into, drawsRest ? count : count / 16 * 16, &state)
    T.transform(into, count / 16, mean, std)
    if count % 16 != 0 {
      // The last block overlaps the one before, with numbers of its own.
      let last = into + (count - 16)
      T.fillUniform(last, 16, &state)
      T.transform(last, 1, mean, std)
    }
  }
}

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
      values.fillNormalSingly(mean, std, generator)
    } else if dtype.opMathType == .float32 {
      let blocks = NormalBlocks(
        mean: Float(mean), std: Float(std), drawsRest: dtype == .float32)
      generator.draw { blocks.fill(values.pointer(to: Float.self), values.count, &$0) }
    } else {
      let blocks = NormalBlocks(mean: mean, std: std, drawsRest: true)
      generator.draw { blocks.fill(values.pointer(to: Double.self), values.count, &$0) }
    }
    replace(with: values, "NormalBackward0")
    return self
  }

  private final func fillNormalSingly(
    _ mean: Double, _ std: Double, _ generator: Generator
  ) {
    let numbers = Tensor(uninitializedLike: self, .float64)
    let into = numbers.pointer(to: Double.self)
    generator.draw { state in
      for index in 0..<count { into[index] = state.normal() * std + mean }
    }
    rawCopy(numbers, to: self)
  }
}
