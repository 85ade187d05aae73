import CPng

/// An image of 8 bits a channel, as libpng reads and writes it in PNG files.
package struct PNGImage: Sendable {
  package let width: Int
  package let height: Int
  /// 1 for gray, 2 for gray and opacity, 3 for red, green and blue, 4 for those and opacity.
  package let channels: Int
  /// The channels of each pixel, row by row.
  package let bytes: [UInt8]

  package init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    (self.width, self.height, self.channels, self.bytes) = (width, height, channels, bytes)
  }
}

/// Why bytes are no PNG image, or pixels can't be written as one.
package struct PNGError: Error {
  /// What the file or image is or has: `has damaged pixels: …`.
  package let problem: String
}

extension PNGImage {
  /// Reads a file of any kind of PNG.
  ///
  /// - Parameters:
  ///   - channels: How many channels the pixels should have; nil for as many as the file has. Those that it
  ///     lacks are made up.
  ///   - mostPixels: More pixels are an error.
  /// - Throws: `PNGError` for what isn't a sound PNG image. Nothing larger than the file can hold is
  ///   allocated.
  package init(decoding file: [UInt8], channels: Int? = nil, mostPixels: Int = .max)
    throws(PNGError)
  {
    if !Self.isWhole(file) {
      throw PNGError(problem: "is a PNG image that is damaged or cut short")
    }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    // What begins to read the file goes on reading where it lies.
    let (bytes, count) = try file.withUnsafeBufferPointer { memory throws(PNGError) in
      guard png_image_begin_read_from_memory(&image, memory.baseAddress, memory.count) != 0 else {
        throw PNGError(problem: "is no sound PNG image: \(Self.message(of: image))")
      }
      let (width, height) = (Int(image.width), Int(image.height))
      let size = width * height * Self.bitsPerPixel(file) / 8
      let isTooLarge = size > file.count * Self.greatestRatio
      if isTooLarge || width * height > mostPixels {
        throw PNGError(problem: "has no room for \(width) × \(height) pixels")
      }
      return try Self.pixels(of: &image, channels: channels)
    }
    self.init(width: Int(image.width), height: Int(image.height), channels: count, bytes: bytes)
  }

  /// The pixels of an image whose file is still being read, and their channels.
  private static func pixels(
    of image: inout png_image, channels: Int?
  ) throws(PNGError) -> (bytes: [UInt8], count: Int) {
    image.format = channels.map(format) ?? (image.format & format(channels: 4))
    let isColored = image.format & UInt32(PNG_FORMAT_FLAG_COLOR) != 0
    let hasAlpha = image.format & UInt32(PNG_FORMAT_FLAG_ALPHA) != 0
    let count = (isColored ? 3 : 1) + (hasAlpha ? 1 : 0)
    let (width, height) = (Int(image.width), Int(image.height))
    var bytes = [UInt8](repeating: 0, count: height * width * count)
    guard png_image_finish_read(&image, nil, &bytes, Int32(width * count), nil) != 0 else {
      throw PNGError(problem: "has damaged pixels: \(message(of: image))")
    }
    return (bytes, count)
  }

  /// The image as a file.
  ///
  /// - Throws: `PNGError` for a size that no file can have.
  package func encoded() throws(PNGError) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(width)
    image.height = UInt32(height)
    image.format = Self.format(channels: channels)
    // A file is hardly larger than its pixels and their rows' first bytes, packed or not.
    var count = bytes.count + bytes.count / 100 + height + 1024
    var file = [UInt8](repeating: 0, count: count)
    if png_image_write_to_memory(&image, &file, &count, 0, bytes, 0, nil) == 0 {
      throw PNGError(
        problem: "of \(height) × \(width) pixels can't be written: \(Self.message(of: image))")
    }
    return Array(file[..<count])
  }

  private static func format(channels: Int) -> UInt32 {
    UInt32(channels > 2 ? PNG_FORMAT_FLAG_COLOR : 0)
      | UInt32(channels % 2 == 0 ? PNG_FORMAT_FLAG_ALPHA : 0)
  }

  /// Whether every chunk has the length that it claims. libpng allocates that length before it
  /// reads the chunk.
  private static func isWhole(_ file: [UInt8]) -> Bool {
    var place = 8
    while place + 12 <= file.count {
      let length = file[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
      if length > file.count - place - 12 { return false }
      if file[(place + 4)..<(place + 8)].elementsEqual("IEND".utf8) { return true }
      place += 12 + length
    }
    return false
  }

  /// The highest compression ratio that deflate reaches.
  private static let greatestRatio = 1032

  /// The bits of a pixel before compression, from a header that libpng has accepted.
  private static func bitsPerPixel(_ file: [UInt8]) -> Int {
    // After the signature come the length and name of the header, then width, height, bits and kind.
    let (depth, kind) = (Int(file[24]), file[25])
    let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][kind] ?? 1
    return depth * channels
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
