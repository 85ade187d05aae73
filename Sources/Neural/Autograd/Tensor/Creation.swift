/// New tensors. The shape is given as single sizes or as an array; negative sizes stop the program.
/// Without a dtype, the default type is used. Functions whose names end in `Like` keep another
/// tensor's shape and memory format, and its dtype if none is given.
extension Tensor {
  /// A tensor with uninitialised elements.
  public static func empty(
    _ shape: Int..., dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor { empty(shape, dtype: dtype, device: device, requiresGrad: requiresGrad) }

  /// A tensor with uninitialised elements.
  public static func empty(
    _ shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    Tensor(uninitialized: checked(shape), dtype ?? .default).created(requiresGrad)
  }

  /// A tensor filled with zeros.
  public static func zeros(
    _ shape: Int..., dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor { zeros(shape, dtype: dtype, device: device, requiresGrad: requiresGrad) }

  /// A tensor filled with zeros.
  public static func zeros(
    _ shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    zeros(checked(shape, for: "zeros"), dtype ?? .default).created(requiresGrad)
  }

  static func zeros(_ shape: DimVector, _ dtype: DType) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype)
    result.backend.fillWithZeros(result)
    return result
  }

  /// A tensor filled with ones.
  public static func ones(
    _ shape: Int..., dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor { ones(shape, dtype: dtype, device: device, requiresGrad: requiresGrad) }

  /// A tensor filled with ones.
  public static func ones(
    _ shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    full(shape, 1, dtype: dtype ?? .default, device: device, requiresGrad: requiresGrad)
  }

  /// A tensor filled with a number. Without a dtype it is int64 for integers, bool for `Bool`, and
  /// else the default type. Stops the program where the number overflows the type.
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

  /// Zeros in the shape of another tensor.
  public static func zerosLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    let result = Tensor(uninitializedLike: other, dtype ?? other.dtype)
    result.backend.fillWithZeros(result)
    return result.created(requiresGrad)
  }

  /// Ones in the shape of another tensor.
  public static func onesLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { fullLike(other, 1, dtype: dtype, requiresGrad: requiresGrad) }

  /// A tensor filled with a number, in the shape of another tensor. Stops the program where the
  /// number overflows the type.
  public static func fullLike(
    _ other: Tensor, _ value: some Element, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    let result = Tensor(uninitializedLike: other, dtype ?? other.dtype)
    rawCopy(Tensor(wrapped: value).checkedConvert(to: result.dtype), to: result)
    return result.created(requiresGrad)
  }

  /// Uninitialised elements in the shape of another tensor.
  public static func emptyLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { Tensor(uninitializedLike: other, dtype ?? other.dtype).created(requiresGrad) }

  /// Sets ``requiresGrad`` of a new tensor and returns it. Stops the program where it should
  /// require gradients and isn't of a floating-point type.
  final func created(_ requiresGrad: Bool) -> Self {
    if requiresGrad && !dtype.isFloatingPoint {
      fail("Only Tensors of floating point and complex dtype can require gradients")
    }
    return self.requiresGrad(requiresGrad)
  }

  /// Stops the program where a size is negative.
  ///
  /// - Parameter name: the function's name, where PyTorch's message has it.
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
