import Foundation

@testable import Neural

/// A tensor in a golden file: type, shape, and the bytes of its elements in hexadecimal.
struct GoldenTensor: Decodable {
  let dtype: GoldenType
  let shape: [Int]
  let data: String
  let strides: [Int]?
  let offset: Int?
  let grad: Bool?
  /// Large tensors aren't stored: their elements are `scale` times their number, less 3.
  let scale: Double?
  /// The FNV-1a hash of the bytes, in place of large results.
  let digest: String?

  /// The tensor, with the layout that it had in PyTorch.
  var tensor: Tensor {
    if let scale {
      let numbers = Tensor.arange(shape.reduce(1, *), dtype: .float64) * scale - 3
      return numbers.to(dtype.type).reshape(shape)
    }
    let bytes = Self.bytes(data)
    let storage = Storage(byteCount: bytes.count)
    storage.base.copyMemory(from: bytes, byteCount: bytes.count)
    let sizes = DimVector(shape)
    let result = Tensor(
      storage: storage, offset: offset ?? 0, shape: sizes,
      strides: strides.map { DimVector($0) } ?? sizes.contiguousStrides, dtype: dtype.type)
    return result.requiresGrad(grad ?? false)
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

/// The type of a tensor, by its name.
struct GoldenType: Decodable {
  let type: DType

  init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let type = DType.allCases.first(where: { $0.name == name }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "there is no type '\(name)'"))
    }
    self.type = type
  }
}

extension Tensor {
  /// The bytes of the elements in row-major order, in hexadecimal.
  var hexadecimal: String {
    rawBytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The FNV-1a hash of the bytes.
  var digest: String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in rawBytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  private var rawBytes: [UInt8] {
    let tensor = rawContiguous(self)
    let start = tensor.storage.base + tensor.storageOffset * dtype.itemSize
    return Array(UnsafeRawBufferPointer(start: start, count: count * dtype.itemSize))
  }

  /// What is wrong with this tensor, or nil if it agrees with a golden one.
  ///
  /// Each floating-point element may differ by `tolerance` of itself; where the terms of a sum
  /// nearly cancel, by some `units` in the last place of the largest element, and of 1, since
  /// operands are about that large: so much do both sides' roundings leave.
  func difference(
    from golden: GoldenTensor, tolerance: Double? = nil, units: Double = 4
  ) -> String? {
    difference(from: golden.tensor, tolerance: tolerance, units: units)
  }

  /// The same for a tensor.
  func difference(
    from golden: Tensor, tolerance: Double? = nil, units: Double = 4
  ) -> String? {
    if dtype != golden.dtype { return "type \(dtype), expected \(golden.dtype)" }
    if shape != golden.shape { return "shape \(shape), expected \(golden.shape)" }
    let expected = golden.array(of: Double.self)
    let scale = expected.reduce(1) { $1.isFinite ? Swift.max($0, $1.magnitude) : $0 }
    for (number, (x, y)) in Swift.zip(array(of: Double.self), expected).enumerated() {
      if x == y || x.isNaN && y.isNaN { continue }
      let own = (tolerance ?? dtype.goldenTolerance) * y.magnitude
      let allowed = Swift.max(own, units * dtype.unitInLastPlace * scale)
      if !((x - y).magnitude <= allowed) { return "element \(number) is \(x), expected \(y)" }
    }
    return nil
  }
}

extension DType {
  /// How far 1 and the next number lie apart; 0 for whole numbers, which have to be the same.
  fileprivate var unitInLastPlace: Double {
    switch self {
    case .float64: Double.ulpOfOne
    case .float32: Double(Float.ulpOfOne)
    case .float16: Double(Float16.ulpOfOne)
    case .bfloat16: 1.0 / 128
    default: 0
    }
  }

  /// How far an element may be from PyTorch's, relative to itself.
  var goldenTolerance: Double {
    switch self {
    case .float64: 1e-12
    case .float32: 1e-6
    case .float16: 1e-3
    case .bfloat16: 1e-2
    default: 0
    }
  }
}
