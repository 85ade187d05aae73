/// Images of 8 bits a channel, from PNG files and from binary PGM and PPM files.
public enum Image {
  /// Reads an image as a uint8 tensor of shape channels × height × width.
  ///
  /// - Throws: ``FileError`` if the file can't be read or isn't a valid image.
  public static func read(_ path: String) throws -> Tensor {
    try decode(Bytes.read(path), path)
  }

  /// Decodes the contents of the file at `path`.
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> Tensor {
    let pixels =
      bytes.first == 0x89 ? try PNGFile.decode(bytes, path) : try PortableMap.decode(bytes, path)
    return rawContiguous(pixels.rawPermute([2, 0, 1]))
  }
}

/// The binary Netpbm formats: `P5` (PGM) is grayscale, `P6` (PPM) is RGB.
private enum PortableMap {
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> Tensor {
    let channels = bytes.starts(with: "P5".utf8) ? 1 : bytes.starts(with: "P6".utf8) ? 3 : 0
    if channels == 0 { throw FileError(path, "is neither a PNG, PGM nor PPM image") }
    var place = 2
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard let number = number(bytes, &place) else {
        throw FileError(path, "has a damaged header")
      }
      numbers.append(number)
    }
    // One space of any kind, and the pixels begin.
    if place == bytes.count || !isSpace(bytes[place]) {
      throw FileError(path, "has a damaged header")
    }
    let data = bytes[(place + 1)...]
    let (width, height) = (numbers[0], numbers[1])
    if numbers[2] != 255 { throw FileError(path, "doesn't have 8 bits a channel") }
    let stored = try StoredShape([height, width, channels], .uint8, path)
    if stored.byteCount == 0 || data.count < stored.byteCount {
      throw FileError(path, "has no room for \(width) × \(height) pixels")
    }
    return try stored.tensor(data.prefix(stored.byteCount))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// The next integer of the header, which whitespace or comments have to precede.
  private static func number(_ bytes: [UInt8], _ place: inout Int) -> Int? {
    let before = place
    while place < bytes.count && (isSpace(bytes[place]) || bytes[place] == UInt8(ascii: "#")) {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count && bytes[place] != UInt8(ascii: "\n") { place += 1 }
      } else {
        place += 1
      }
    }
    let start = place
    while place < bytes.count && (0x30...0x39).contains(bytes[place]) { place += 1 }
    return start == before ? nil : Int(String(decoding: bytes[start..<place], as: UTF8.self))
  }
}
