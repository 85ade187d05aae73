import Foundation

@testable import Neural

/// An argument or result in a file that `Tests/Golden/samples.py` wrote, which says how each is spelt.
enum SampleValue: Decodable {
  case none
  case ellipsis
  case int(Int)
  case double(Double)
  case bool(Bool)
  case string(String)
  case dtype(DType)
  case list([SampleValue])
  case slice([SampleValue])
  case tensor(SampleTensor)

  private enum Key: String, CodingKey { case slice }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = try Self.scalar(text, decoder)
    } else if let items = try? decoder.singleValueContainer().decode([SampleValue].self) {
      self = .list(items)
    } else if let bounds = try? decoder.container(keyedBy: Key.self)
      .decode([SampleValue].self, forKey: .slice)
    {
      self = .slice(bounds)
    } else {
      self = .tensor(try SampleTensor(from: decoder))
    }
  }

  private static func scalar(_ text: String, _ decoder: any Decoder) throws -> SampleValue {
    let rest = String(text.dropFirst())
    switch text.first {
    case "n": return .none
    case ".": return .ellipsis
    case "b": return .bool(rest == "1")
    case "s": return .string(rest)
    case "i": if let value = Int(rest) { return .int(value) }
    case "f": if let value = Double(rest) { return .double(value) }
    case "d": if let type = DType.allCases.first(where: { $0.name == rest }) { return .dtype(type) }
    default: break
    }
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "unknown value '\(text)'"))
  }
}

/// A tensor: its type, shape, strides unless it is contiguous, memory and whether it wants a gradient;
/// of a result also the node's name and the printed text, or its hash where that is long.
struct SampleTensor: Decodable {
  let t: String
  let s: [Int]
  let st: [Int]?
  let g: Int?
  let d: String
  let n: String?
  let x: String?

  /// The node's name without that of PyTorch's own classes, which its printing leaves out.
  var nodeName: String { (n ?? "-").replacing("torch::autograd::", with: "") }

  /// A new leaf of these elements and strides.
  var tensor: Tensor {
    let bytes = [UInt8](Data(base64Encoded: d) ?? Data())
    let storage = Storage(byteCount: bytes.count)
    storage.base.copyMemory(from: bytes, byteCount: bytes.count)
    let sizes = DimVector(s)
    let isResult = n != nil
    let result = Tensor(
      storage: storage, offset: 0, shape: sizes,
      strides: isResult
        ? sizes.contiguousStrides : st.map { DimVector($0) } ?? sizes.contiguousStrides,
      dtype: DType.allCases.first { $0.name == t } ?? .float32)
    return result.requiresGrad(g == 1)
  }

  /// The same elements, but every other one in memory belongs to nobody, and so does the first.
  var spreadTensor: Tensor {
    let dense = tensor
    let reach = zip(dense.shape, dense.strides).reduce(1) { $0 + max($1.0 - 1, 0) * $1.1 }
    let storage = Storage(byteCount: (2 * reach + 2) * dense.dtype.itemSize)
    let filler: UInt8 = dense.dtype == .bool ? 1 : 0x7F
    storage.base.initializeMemory(as: UInt8.self, repeating: filler, count: storage.byteCount)
    // The memory and not the tensor, in which elements may lie on one another.
    let count = dense.count == 0 ? 0 : reach
    let memory = Tensor(
      storage: dense.storage, offset: 0, shape: [count], strides: [1], dtype: dense.dtype)
    let spread = Tensor(
      storage: storage, offset: 1, shape: [count], strides: [2], dtype: dense.dtype)
    _ = spread.copy(from: memory)
    let result = Tensor(
      storage: storage, offset: 1, shape: DimVector(dense.shape),
      strides: DimVector(dense.strides.map { $0 * 2 }), dtype: dense.dtype)
    return result.requiresGrad(g == 1)
  }
}

/// One sample: a call, and what PyTorch makes of it.
struct Sample: Decodable {
  let kind: String
  let args: [SampleValue]
  let kwargs: [String: SampleValue]
  /// The results that are tensors.
  let out: [SampleTensor]?
  /// The result that isn't a tensor.
  let value: SampleValue?
  /// The gradients of the tensors among the arguments, after a backward pass from all results.
  let grads: [SampleValue]?
  let error: String?
  let backwardError: String?
}
