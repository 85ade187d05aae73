import CPng
import Foundation

/// Decides whether the figure in a file is the one that a cell shows now.
struct FigureComparison {
  let comparison: OutputComparison

  /// What is wrong with a file beside the chapter, in a few words; nil if nothing is.
  func problem(_ file: URL, _ fresh: Figure) -> String? {
    guard let recorded = try? Data(contentsOf: file) else { return "the file isn't there" }
    if recorded == fresh.data { return nil }
    switch fresh.format {
    case .svg:
      let texts = [recorded, fresh.data].map { String(decoding: $0, as: UTF8.self) }
      if comparison.forDrawing.areEqual(texts[0], texts[1]) { return nil }
      let diff = LineDiff(texts[0], texts[1], by: comparison.forDrawing)
      return "its drawing differs from line \(diff.firstDifference + 1) on"
    case .png:
      guard let old = Pixels(png: recorded) else { return "the file isn't a PNG image" }
      guard let new = Pixels(png: fresh.data) else {
        return "the cell shows what isn't a PNG image"
      }
      return old.difference(from: new)
    }
  }
}

/// An image's size, and its pixels as red, green, blue and opacity.
struct Pixels {
  let width: Int
  let height: Int
  let bytes: [UInt8]

  /// Decodes a PNG file; nil if it isn't one, or larger than any figure.
  init?(png: Data) {
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

  /// How another image differs, in a few words; nil if it doesn't.
  func difference(from other: Pixels) -> String? {
    guard width == other.width, height == other.height else {
      return "it was \(width) × \(height) pixels, and is \(other.width) × \(other.height)"
    }
    let count = stride(from: 0, to: bytes.count, by: 4).count {
      bytes[$0..<($0 + 4)] != other.bytes[$0..<($0 + 4)]
    }
    return count == 0 ? nil : "\(count) of its \(width * height) pixels differ"
  }
}
