/// New tensors. Sizes are given one by one or as an array; the type is the default one if none is
/// named. What is made like another tensor has its shape, and its elements lie in the same order in
/// memory.
extension Tensor {
  /// A tensor with undefined contents.
  public static func empty(
    _ shape: Int..., dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor { empty(shape, dtype: dtype, device: device, requiresGrad: requiresGrad) }

  /// A tensor with undefined contents.
  public static func empty(
    _ shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    Tensor(uninitialized: checked(shape), dtype ?? .default).created(requiresGrad)
  }

  /// A tensor of zeros.
  public static func zeros(
    _ shape: Int..., dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor { zeros(shape, dtype: dtype, device: device, requiresGrad: requiresGrad) }

  /// A tensor of zeros.
  public static func zeros(
    _ shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    zeros(checked(shape, for: "zeros"), dtype ?? .default).created(requiresGrad)
  }

  static func zeros(_ shape: DimVector, _ dtype: DType) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype)
    result.storage.base.initializeMemory(
      as: UInt8.self, repeating: 0, count: result.storage.byteCount)
    return result
  }

  /// A tensor of ones.
  public static func ones(
    _ shape: Int..., dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor { ones(shape, dtype: dtype, device: device, requiresGrad: requiresGrad) }

  /// A tensor of ones.
  public static func ones(
    _ shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    full(shape, 1, dtype: dtype ?? .default, device: device, requiresGrad: requiresGrad)
  }

  /// A tensor of one number. Without a type it has the number's: int64 for integers, bool for truth
  /// values, else the default type. Stops the program where the number has no place in the type.
  public static func full(
    _ shape: [Int], _ value: some Element, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    let number = Tensor(wrapped: value)
    let own = number.dtype
    let result = Tensor(
      uninitialized: checked(shape), dtype ?? (own.isFloatingPoint ? .default : own))
    rawCopy(number.checkedConvert(to: result.dtype), to: result)
    return result.created(requiresGrad)
  }

  /// Zeros in the shape of another tensor, and in its type if none is named.
  public static func zerosLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    let result = Tensor(uninitializedLike: other, dtype ?? other.dtype)
    result.storage.base.initializeMemory(
      as: UInt8.self, repeating: 0, count: result.storage.byteCount)
    return result.created(requiresGrad)
  }

  /// Ones in the shape of another tensor, and in its type if none is named.
  public static func onesLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { fullLike(other, 1, dtype: dtype, requiresGrad: requiresGrad) }

  /// A number in the shape of another tensor, and in its type if none is named.
  public static func fullLike(
    _ other: Tensor, _ value: some Element, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    let result = Tensor(uninitializedLike: other, dtype ?? other.dtype)
    rawCopy(Tensor(wrapped: value).checkedConvert(to: result.dtype), to: result)
    return result.created(requiresGrad)
  }

  /// Undefined contents in the shape of another tensor, and in its type if none is named.
  public static func emptyLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { Tensor(uninitializedLike: other, dtype ?? other.dtype).created(requiresGrad) }

  /// This new tensor, which was asked to require gradients or not.
  final func created(_ requiresGrad: Bool) -> Self {
    if requiresGrad && !dtype.isFloatingPoint {
      fail("Only Tensors of floating point and complex dtype can require gradients")
    }
    return self.requiresGrad(requiresGrad)
  }

  /// - Parameter name: of the call, where PyTorch names it.
  private static func checked(_ shape: [Int], for name: String? = nil) -> DimVector {
    let target = DimVector(shape)
    if let name, shape.contains(where: { $0 < 0 }) {
      fail("\(name): Dimension size must be non-negative.")
    }
    if let negative = shape.first(where: { $0 < 0 }) {
      fail("Trying to create tensor with negative dimension \(negative): \(shape)")
    }
    return target
  }
}
