import FoundationEssentials

/// The header of a safetensors file: what its tensors are, by name, in JSON.
struct SafetensorsHeader: Decodable {
  /// What the header says of a tensor.
  struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    /// Where its bytes begin and end in the data.
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }

  /// The entries, nil for one that doesn't say what it should.
  let entries: [(name: String, entry: Entry?)]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    entries = container.allKeys.filter { $0.stringValue != "__metadata__" }.map {
      ($0.stringValue, try? container.decode(Entry.self, forKey: $0))
    }
  }

  /// Reads a header; nil if it is no JSON object.
  static func read(_ bytes: ArraySlice<UInt8>) -> SafetensorsHeader? {
    try? JSONDecoder().decode(SafetensorsHeader.self, from: Data(bytes))
  }
}

extension String {
  /// The string as JSON writes it.
  var jsonLiteral: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(self) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
