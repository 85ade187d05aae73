import CPng

/// PNG images of any kind, read by libpng as 8 bits a channel.
enum PNGFile {
  /// The pixels as uint8, of shape height × width × channels: gray, gray and alpha, RGB, or RGBA.
  ///
  /// - Throws: ``FileError`` if the file isn't a valid PNG image.
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> Tensor {
    if !isWhole(bytes) { throw FileError(path, "is a PNG image that is damaged or cut short") }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else {
      throw FileError(path, "is no sound PNG image: \(message(of: image))")
    }
    let (width, height) = (Int(image.width), Int(image.height))
    if width * height * bitsPerPixel(bytes) / 8 > bytes.count * greatestRatio {
      throw FileError(path, "has no room for \(width) × \(height) pixels")
    }
    let isColored = image.format & UInt32(PNG_FORMAT_FLAG_COLOR) != 0
    let hasAlpha = image.format & UInt32(PNG_FORMAT_FLAG_ALPHA) != 0
    image.format =
      UInt32(isColored ? PNG_FORMAT_FLAG_COLOR : 0) | UInt32(hasAlpha ? PNG_FORMAT_FLAG_ALPHA : 0)
    let channels = (isColored ? 3 : 1) + (hasAlpha ? 1 : 0)
    var pixels = [UInt8](repeating: 0, count: height * width * channels)
    guard png_image_finish_read(&image, nil, &pixels, Int32(width * channels), nil) != 0 else {
      throw FileError(path, "has damaged pixels: \(message(of: image))")
    }
    return Tensor([height, width, channels], .uint8, copying: pixels[...])
  }

  /// Whether every chunk has the length that it claims. libpng allocates that length before it
  /// reads the chunk.
  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
      if length > bytes.count - place - 12 { return false }
      if bytes[(place + 4)..<(place + 8)].elementsEqual("IEND".utf8) { return true }
      place += 12 + length
    }
    return false
  }

  /// The highest compression ratio that deflate reaches.
  private static let greatestRatio = 1032

  /// The bits of a pixel before compression, from a header that libpng has accepted.
  private static func bitsPerPixel(_ bytes: [UInt8]) -> Int {
    // After the signature come the length and name of the header, then width, height, bits and kind.
    let (depth, kind) = (Int(bytes[24]), bytes[25])
    let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][kind] ?? 1
    return depth * channels
  }

  /// A PNG file of pixels in row-major order with 1 channel (gray) or 3 channels (RGB).
  static func encode(_ pixels: [UInt8], width: Int, height: Int, channels: Int) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(width)
    image.height = UInt32(height)
    image.format = UInt32(channels == 3 ? PNG_FORMAT_FLAG_COLOR : 0)
    // A file is hardly larger than its pixels, packed or not.
    var count = pixels.count + pixels.count / 100 + height + 1024
    var file = [UInt8](repeating: 0, count: count)
    if png_image_write_to_memory(&image, &file, &count, 0, pixels, 0, nil) == 0 {
      fail("an image of \(height) × \(width) pixels can't be written: \(message(of: image))")
    }
    return Array(file[..<count])
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
