import PNGImage

/// PNG images of any kind as tensors.
enum PNGFile {
  /// The pixels as uint8, of shape height × width × channels: gray, gray and alpha, RGB, or RGBA.
  ///
  /// - Throws: ``FileError`` if the file isn't a valid PNG image.
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> Tensor {
    do {
      let image = try PNGImage(decoding: bytes)
      return Tensor([image.height, image.width, image.channels], .uint8, copying: image.bytes[...])
    } catch {
      throw FileError(path, error.problem)
    }
  }

  /// A PNG file of pixels in row-major order with 1 channel (gray) or 3 channels (RGB).
  static func encode(_ pixels: [UInt8], width: Int, height: Int, channels: Int) -> [UInt8] {
    do {
      return try PNGImage(width: width, height: height, channels: channels, bytes: pixels).encoded()
    } catch {
      fail("an image \(error.problem)")
    }
  }
}
