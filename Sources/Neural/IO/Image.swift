/// Images of 8 bits a channel, from PNG files and from binary PGM and PPM files.
public enum Image {
  /// Images with more pixels are taken for damaged headers.
  static let mostPixels = 1 << 28

  /// Reads an image as a tensor of type uint8 and of shape channels × height × width.
  ///
  /// - Throws: ``FileError`` if the file can't be read or isn't a sound image.
  public static func read(_ path: String) throws -> Tensor {
    let bytes = try Bytes.read(path)
    let pixels =
      bytes.first == 0x89 ? try PNGFile.decode(bytes, path) : try PortableMap.decode(bytes, path)
    return dense(pixels.permuted([2, 0, 1]))
  }
}

/// The portable map formats, binary: `P5` is gray, `P6` is red, green and blue.
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
    place += 1
    let (width, height) = (numbers[0], numbers[1])
    if numbers[2] != 255 { throw FileError(path, "doesn't have 8 bits a channel") }
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    if overflow || count > Image.mostPixels || bytes.count - place < count * channels {
      throw FileError(path, "has no room for \(width) × \(height) pixels")
    }
    return Tensor(
      [height, width, channels], .uint8, copying: bytes[place..<(place + count * channels)])
  }

  /// The next number of the header, after spaces and comments.
  private static func number(_ bytes: [UInt8], _ place: inout Int) -> Int? {
    while place < bytes.count && (bytes[place] <= 0x20 || bytes[place] == UInt8(ascii: "#")) {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count && bytes[place] != UInt8(ascii: "\n") { place += 1 }
      } else {
        place += 1
      }
    }
    let start = place
    while place < bytes.count && (0x30...0x39).contains(bytes[place]) { place += 1 }
    return Int(String(decoding: bytes[start..<place], as: UTF8.self))
  }
}
