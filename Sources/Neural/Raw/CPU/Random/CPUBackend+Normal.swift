import CVectorMath

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

/// Fills memory with blocks of normal numbers.
private struct NormalBlocks<T: BoxMuller> {
  let mean: T
  let std: T
  /// Whether uniform numbers are drawn for the rest after the last whole block too, before it is
  /// drawn anew. PyTorch does so for float32 and float64, and not for float16 and bfloat16.
  let drawsRest: Bool

  func fill(_ into: UnsafeMutablePointer<T>, _ count: Int, _ state: inout GeneratorState) {
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

extension CPUBackend {
  func fillNormal(
    _ target: RawTensor, _ mean: Double, _ std: Double, for dtype: DType,
    _ state: inout GeneratorState
  ) {
    if target.dtype == .float32 {
      let blocks = NormalBlocks(
        mean: Float(mean), std: Float(std), drawsRest: dtype == .float32)
      blocks.fill(target.pointer(to: Float.self), target.count, &state)
    } else {
      let blocks = NormalBlocks(mean: mean, std: std, drawsRest: true)
      blocks.fill(target.pointer(to: Double.self), target.count, &state)
    }
  }

  func fillNormalSingly(
    _ target: RawTensor, _ mean: Double, _ std: Double, _ state: inout GeneratorState
  ) {
    let into = target.pointer(to: Double.self)
    for index in 0..<target.count { into[index] = state.normal() * std + mean }
  }
}
