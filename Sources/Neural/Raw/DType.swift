import Synchronization

/// The data type of a tensor's elements.
public enum DType: UInt8, Sendable, CaseIterable {
  /// Boolean, a byte for each element.
  case bool
  /// 8-bit unsigned integer.
  case uint8
  /// 32-bit signed integer.
  case int32
  /// 64-bit signed integer, the type of indices and integer literals.
  case int64
  /// 16-bit floating point, IEEE half precision. It is computed in float32 and rounded once.
  case float16
  /// 16-bit floating point with the exponent of float32. It is computed in float32 and rounded
  /// once.
  case bfloat16
  /// 32-bit floating point, the default.
  case float32
  /// 64-bit floating point.
  case float64

  /// The size of an element in bytes.
  public var itemSize: Int {
    switch self {
    case .bool, .uint8: 1
    case .float16, .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }

  /// Whether this is a floating-point type; only tensors of such types can require gradients.
  public var isFloatingPoint: Bool { rawValue >= DType.float16.rawValue }

  /// The type in which arithmetic on this one is computed, ATen's `opmath_type`: float32, float64
  /// or int64.
  var opMathType: DType {
    switch self {
    case .float16, .bfloat16, .float32: .float32
    case .float64: .float64
    case .bool, .uint8, .int32, .int64: .int64
    }
  }

  /// The category in PyTorch's type promotion: 0 for bool, 1 for integers, 2 for floating point.
  var category: Int {
    switch self {
    case .bool: 0
    case .uint8, .int32, .int64: 1
    default: 2
    }
  }

  /// The type that both are promoted to, PyTorch's `promote_types`.
  func promoted(with other: DType) -> DType {
    if self == other { return self }
    if self == .float16 && other == .bfloat16 || self == .bfloat16 && other == .float16 {
      return .float32
    }
    return rawValue > other.rawValue ? self : other
  }
}

extension DType: CustomStringConvertible {
  /// PyTorch's name, such as `torch.float32`.
  public var description: String { "torch.\(self.name)" }

  /// The name without `torch.`, such as `float32`.
  var name: String {
    switch self {
    case .bool: "bool"
    case .uint8: "uint8"
    case .int32: "int32"
    case .int64: "int64"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    case .float32: "float32"
    case .float64: "float64"
    }
  }

  /// The name of ATen's `ScalarType` in PyTorch's messages, such as `Float`.
  var scalarName: String {
    switch self {
    case .bool: "Bool"
    case .uint8: "Byte"
    case .int32: "Int"
    case .int64: "Long"
    case .float16: "Half"
    case .bfloat16: "BFloat16"
    case .float32: "Float"
    case .float64: "Double"
    }
  }
}

extension DType {
  /// The name of a tensor's type in PyTorch's messages, such as `torch.FloatTensor`.
  var tensorName: String {
    self == .bool || self == .bfloat16 ? "CPU\(scalarName)Type" : "torch.\(scalarName)Tensor"
  }
}

extension DType {
  private static let defaultRaw = Atomic<UInt8>(DType.float32.rawValue)

  /// The default type: that of new tensors for which no dtype is given; float32 at first. Setting a
  /// type that isn't floating point stops the program.
  public static var `default`: DType {
    get { DType(rawValue: defaultRaw.load(ordering: .relaxed)) ?? .float32 }
    set {
      if !newValue.isFloatingPoint {
        fail("only floating-point types are supported as the default type")
      }
      defaultRaw.store(newValue.rawValue, ordering: .relaxed)
    }
  }
}
