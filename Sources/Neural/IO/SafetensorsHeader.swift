import FoundationEssentials

/// The header of a safetensors file: a JSON object with an entry for each tensor.
struct SafetensorsHeader: Decodable {
  struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    /// Begin and end of the tensor's bytes in the data section.
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

  /// The entries by name; nil for one that is malformed.
  let entries: [(name: String, entry: Entry?)]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    entries = container.allKeys.filter { $0.stringValue != "__metadata__" }.map {
      ($0.stringValue, try? container.decode(Entry.self, forKey: $0))
    }
  }

  /// Parses a header; nil if it isn't a JSON object.
  static func read(_ bytes: ArraySlice<UInt8>) -> SafetensorsHeader? {
    try? JSONDecoder().decode(SafetensorsHeader.self, from: Data(bytes))
  }
}

extension String {
  /// The string as a JSON literal, quotes included.
  var jsonLiteral: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(self) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
