import CPng
import Foundation

/// An image's size, and its pixels as red, green, blue and opacity.
package struct Pixels {
  package let width: Int
  package let height: Int
  package let bytes: [UInt8]

  /// Decodes a PNG file; nil if it isn't one, or larger than any figure.
  package init?(png: Data) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    let hasBegun = png.withUnsafeBytes {
      png_image_begin_read_from_memory(&image, $0.baseAddress, $0.count)
    }
    guard hasBegun != 0 else { return nil }
    let (width, height) = (Int(image.width), Int(image.height))
    guard width * height <= 100_000_000 else { return nil }
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
    var bytes = [UInt8](repeating: 0, count: width * height * 4)
    guard png_image_finish_read(&image, nil, &bytes, Int32(width * 4), nil) != 0 else { return nil }
    (self.width, self.height, self.bytes) = (width, height, bytes)
  }

  /// How another image differs, in a few words; nil if it doesn't. One step of the 255 between dark
  /// and bright is none: it is what a unit in the last digit is to a printed number.
  package func difference(from other: Pixels) -> String? {
    guard width == other.width, height == other.height else {
      return "it was \(width) × \(height) pixels, and is \(other.width) × \(other.height)"
    }
    let distances = zip(bytes, other.bytes).map { abs(Int($0) - Int($1)) }
    let count = stride(from: 0, to: bytes.count, by: 4).count { start in
      distances[start..<(start + 4)].contains { $0 > 1 }
    }
    return count == 0 ? nil : "\(count) of its \(width * height) pixels differ"
  }
}
