/// Unpacks deflated data, as RFC 1951 has it.
struct Inflate {
  /// The data isn't sound.
  struct Malformed: Error {}

  private let input: ArraySlice<UInt8>
  private var place: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// Unpacks data into at most `limit` bytes.
  ///
  /// - Returns: the bytes, and where in the input the packed data ends.
  static func unpack(
    _ input: ArraySlice<UInt8>, limit: Int
  ) throws(Malformed) -> (bytes: [UInt8], end: Int) {
    var inflate = Inflate(input: input, place: input.startIndex, limit: limit)
    while try !inflate.block() {}
    return (inflate.output, inflate.place)
  }

  private init(input: ArraySlice<UInt8>, place: Int, limit: Int) {
    (self.input, self.place, self.limit) = (input, place, limit)
  }

  private mutating func take(_ count: Int) throws(Malformed) -> Int {
    while bitCount < count {
      if place == input.endIndex { throw Malformed() }
      bits |= UInt32(input[place]) << UInt32(bitCount)
      place += 1
      bitCount += 8
    }
    let value = bits & ((1 << UInt32(count)) - 1)
    bits >>= UInt32(count)
    bitCount -= count
    return Int(value)
  }

  /// Unpacks one block; true after the last.
  private mutating func block() throws(Malformed) -> Bool {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0: try stored()
    case 1: try packed(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
    case 2:
      let (literals, distances) = try codes()
      try packed(literals, distances)
    default: throw Malformed()
    }
    return isLast
  }

  private mutating func stored() throws(Malformed) {
    (bits, bitCount) = (0, 0)
    if place + 4 > input.endIndex { throw Malformed() }
    let length = Int(input[place]) | Int(input[place + 1]) << 8
    let check = Int(input[place + 2]) | Int(input[place + 3]) << 8
    place += 4
    if length != check ^ 0xFFFF || place + length > input.endIndex
      || output.count + length > limit
    {
      throw Malformed()
    }
    output += input[place..<(place + length)]
    place += length
  }

  private static let codeLengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// Reads a block's own codes.
  private mutating func codes() throws(Malformed) -> (HuffmanCode, HuffmanCode) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for number in 0..<lengthCount { lengths[Self.codeLengthOrder[number]] = UInt8(try take(3)) }
    let code = HuffmanCode(lengths)
    var all: [UInt8] = []
    while all.count < literalCount + distanceCount {
      switch try symbol(code) {
      case let length where length < 16: all.append(UInt8(length))
      case 16:
        guard let last = all.last else { throw Malformed() }
        all += repeatElement(last, count: try take(2) + 3)
      case 17: all += repeatElement(0, count: try take(3) + 3)
      default: all += repeatElement(0, count: try take(7) + 11)
      }
    }
    if all.count != literalCount + distanceCount { throw Malformed() }
    return (HuffmanCode(Array(all[..<literalCount])), HuffmanCode(Array(all[literalCount...])))
  }

  /// Reads the next symbol: codes of one length are consecutive numbers, so it suffices to compare
  /// with the first of each length.
  private mutating func symbol(_ code: HuffmanCode) throws(Malformed) -> Int {
    var (value, first, index) = (0, 0, 0)
    for length in 1...15 {
      value |= try take(1)
      let count = Int(code.counts[length])
      if value - first < count { return Int(code.symbols[index + value - first]) }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw Malformed()
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  /// Unpacks literals, and copies of what came before.
  private mutating func packed(
    _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(Malformed) {
    while true {
      let next = try symbol(literals)
      if next == 256 { return }
      if output.count >= limit { throw Malformed() }
      if next < 256 {
        output.append(UInt8(next))
        continue
      }
      if next - 257 >= Self.lengthBases.count { throw Malformed() }
      let length = Self.lengthBases[next - 257] + (try take(Self.lengthBits[next - 257]))
      let code = try symbol(distances)
      if code >= Self.distanceBases.count { throw Malformed() }
      let distance = Self.distanceBases[code] + (try take(max(0, code / 2 - 1)))
      if distance > output.count || output.count + length > limit { throw Malformed() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}

/// A Huffman code given by the length of each symbol's code.
private struct HuffmanCode {
  /// How many codes there are of each length.
  var counts = [UInt16](repeating: 0, count: 16)
  /// The symbols in the order of their codes.
  var symbols: [UInt16] = []

  init(_ lengths: [UInt8]) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    for length in 1...15 {
      for (symbol, own) in lengths.enumerated() where own == length {
        symbols.append(UInt16(symbol))
      }
    }
  }

  static let fixedLiterals = HuffmanCode(
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  static let fixedDistances = HuffmanCode([UInt8](repeating: 5, count: 30))
}
