import CVectorMath
import Glibc

extension Generator.State {
  /// A standard normal number by the method of Box and Muller (1958), which makes two from two
  /// uniform ones; the second is kept for the next call.
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

/// A type in which blocks of sixteen uniform numbers are made normal: the first eight give radii, the
/// others angles.
private protocol BoxMuller: Real {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Self>, _ count: Int, _ state: inout Generator.State)
  static func transform(
    _ blocks: UnsafeMutablePointer<Self>, _ count: Int, _ mean: Self, _ deviation: Self)
}

extension Float: BoxMuller {
  fileprivate static func fillUniform(
    _ into: UnsafeMutablePointer<Float>, _ count: Int, _ state: inout Generator.State
  ) { state.twister.fillUniform(into, count) }

  fileprivate static func transform(
    _ blocks: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ deviation: Float
  ) { vector_normal_blocks(blocks, count, mean, deviation) }
}

extension Double: BoxMuller {
  fileprivate static func fillUniform(
    _ into: UnsafeMutablePointer<Double>, _ count: Int, _ state: inout Generator.State
  ) {
    for index in 0..<count { into[index] = state.uniformDouble() }
  }

  fileprivate static func transform(
    _ blocks: UnsafeMutablePointer<Double>, _ count: Int, _ mean: Double, _ deviation: Double
  ) {
    for number in 0..<count {
      let block = blocks + 16 * number
      for index in 0..<8 {
        let radius = (-2 * Glibc.log(1 - block[index])).squareRoot()
        let angle = 2 * Double.pi * block[index + 8]
        block[index] = mean.addingProduct(radius * Glibc.cos(angle), deviation)
        block[index + 8] = mean.addingProduct(radius * Glibc.sin(angle), deviation)
      }
    }
  }
}

private struct NormalBlocks<T: BoxMuller> {
  let mean: T
  let deviation: T
  /// Whether numbers are drawn for the rest behind the last whole block too, only to be replaced.
  /// PyTorch does so for float32 and float64, and not for the half types.
  let drawsRest: Bool

  func fill(_ into: UnsafeMutablePointer<T>, _ count: Int, _ state: inout Generator.State) {
    T.fillUniform(into, drawsRest ? count : count / 16 * 16, &state)
    T.transform(into, count / 16, mean, deviation)
    if count % 16 != 0 {
      // The last block overlaps the one before, with numbers of its own.
      let last = into + (count - 16)
      T.fillUniform(last, 16, &state)
      T.transform(last, 1, mean, deviation)
    }
  }
}

extension Tensor {
  /// Standard normal random numbers.
  public static func randn(
    _ shape: Int..., generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    randn(shape, generator: generator, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// Standard normal random numbers.
  public static func randn(
    _ shape: [Int], generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    empty(shape, dtype: dtype).normal(0, 1, generator: generator).requiresGrad(requiresGrad)
  }

  /// Standard normal random numbers in the shape of another tensor, and in its type if none is named.
  public static func randnLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { emptyLike(other, dtype: dtype).normal().created(requiresGrad) }

  /// Normal random numbers of a mean and a standard deviation.
  public static func normal(
    _ mean: Double, _ deviation: Double, _ shape: [Int], generator: Generator = .default,
    dtype: DType? = nil
  ) -> Tensor { empty(shape, dtype: dtype).normal(mean, deviation, generator: generator) }

  /// Normal random numbers, each of a mean and a standard deviation of its own; the two broadcast.
  public static func normal(
    _ mean: Tensor, _ deviation: Tensor, generator: Generator = .default
  ) -> Tensor {
    checkDeviations(deviation)
    let dtype = mean.dtype
    let numbers = noGrad {
      let shape = broadcast(mean.sizes, deviation.sizes).array
      let numbers = randn(shape, generator: generator, dtype: dtype)
      return ((numbers * deviation).to(dtype) + mean).to(dtype)
    }
    return numbers.recorded(
      "NormalBackward3", keepsTensors: false,
      mean, { Tensor.zerosLike($0) }, deviation, { Tensor.zerosLike($0) })
  }

  private static func checkDeviations(_ deviation: Tensor) {
    if deviation.count > 0 && !(deviation.detach().min().item() >= 0) {
      fail("normal expects all elements of std >= 0.0")
    }
  }

  /// Normal random numbers, each of a mean of its own.
  public static func normal(
    _ mean: Tensor, _ deviation: Double = 1, generator: Generator = .default
  ) -> Tensor {
    noGrad {
      empty(mean.shape, dtype: mean.dtype).normal(0, deviation, generator: generator) + mean
    }
    .recorded("NormalBackward1", keepsTensors: false, mean) { Tensor.zerosLike($0) }
  }

  /// Normal random numbers of one mean, each of a standard deviation of its own.
  public static func normal(
    _ mean: Double, _ deviation: Tensor, generator: Generator = .default
  ) -> Tensor {
    checkDeviations(deviation)
    return noGrad {
      randn(deviation.shape, generator: generator, dtype: deviation.dtype) * deviation + mean
    }
    .recorded("NormalBackward2", keepsTensors: false, deviation) { Tensor.zerosLike($0) }
  }

  /// Replaces the elements by normal random numbers of a mean and a standard deviation.
  @discardableResult
  public final func normal(
    _ mean: Double = 0, _ deviation: Double = 1, generator: Generator = .default
  ) -> Self {
    if !(deviation >= 0) {
      fail("normal expects std >= 0.0, but found std \(streamText(deviation))")
    }
    if !dtype.isFloatingPoint && count > 0 {
      fail("\"normal_kernel_cpu\" not implemented for '\(dtype.scalarName)'")
    }
    let values = Tensor(uninitializedLike: self, dtype.compute)
    if count < 16 || !isDense {
      values.fillNormalSingly(mean, deviation, generator)
    } else if dtype.compute == .float32 {
      let blocks = NormalBlocks(
        mean: Float(mean), deviation: Float(deviation), drawsRest: dtype == .float32)
      generator.draw { blocks.fill(values.pointer(to: Float.self), values.count, &$0) }
    } else {
      let blocks = NormalBlocks(mean: mean, deviation: deviation, drawsRest: true)
      generator.draw { blocks.fill(values.pointer(to: Double.self), values.count, &$0) }
    }
    replace(with: values, "NormalBackward0")
    return self
  }

  private final func fillNormalSingly(
    _ mean: Double, _ deviation: Double, _ generator: Generator
  ) {
    let numbers = Tensor(uninitializedLike: self, .float64)
    let into = numbers.pointer(to: Double.self)
    generator.draw { state in
      for index in 0..<count { into[index] = state.normal() * deviation + mean }
    }
    transfer(numbers, to: self)
  }
}
