/// PNG images of 8 bits a channel, not interlaced.
enum PNGFile {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private struct Header {
    let width: Int
    let height: Int
    let colorType: UInt8

    /// How many bytes a pixel has in the file.
    var channels: Int? { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType] }
  }

  /// The pixels, of shape height × width × channels.
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> Tensor {
    if !bytes.starts(with: signature) { throw FileError(path, "is no PNG image") }
    var header: Header?
    var (palette, packed): ([UInt8], [UInt8]) = ([], [])
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
      if place + 12 + length > bytes.count { throw FileError(path, "is cut short") }
      let name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
      let data = bytes[(place + 8)..<(place + 8 + length)]
      switch name {
      case "IHDR": header = try self.header(data, path)
      case "PLTE": palette = Array(data)
      case "IDAT": packed += data
      default: break
      }
      place += 12 + length
    }
    guard let header, let channels = header.channels else {
      throw FileError(path, "has no usable PNG header")
    }
    let stride = header.width * channels
    let rows = try unpack(packed, header.height * (stride + 1), path)
    let pixels = try unfilter(rows, header.height, stride, channels, path)
    if header.colorType == 3 { return try color(pixels, header, palette, path) }
    return Tensor([header.height, header.width, channels], .uint8, copying: pixels[...])
  }

  private static func header(
    _ data: ArraySlice<UInt8>, _ path: String
  ) throws(FileError) -> Header {
    let bytes = Array(data)
    if bytes.count != 13 { throw FileError(path, "has a damaged header") }
    let width = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    let height = bytes[4..<8].reduce(0) { $0 << 8 | Int($1) }
    if bytes[8] != 8 || bytes[12] != 0 {
      throw FileError(
        path,
        "is a PNG of a kind that is not supported: only 8 bits a channel, not "
          + "interlaced")
    }
    if width == 0 || height == 0 || width > Image.mostPixels / height {
      throw FileError(path, "has an absurd size of \(width) × \(height)")
    }
    return Header(width: width, height: height, colorType: bytes[9])
  }

  private static func unpack(
    _ packed: [UInt8], _ count: Int, _ path: String
  ) throws(FileError) -> [UInt8] {
    // Two bytes of zlib come before the deflated data.
    guard packed.count > 2, let rows = try? Inflate.unpack(packed[2...], limit: count).bytes,
      rows.count == count
    else { throw FileError(path, "has damaged pixels") }
    return rows
  }

  /// Undoes the prediction of each byte from its neighbours.
  private static func unfilter(
    _ rows: [UInt8], _ height: Int, _ stride: Int, _ channels: Int, _ path: String
  ) throws(FileError) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: height * stride)
    for row in 0..<height {
      let filter = rows[row * (stride + 1)]
      if filter > 4 { throw FileError(path, "has damaged pixels") }
      for column in 0..<stride {
        let place = row * stride + column
        let left = column >= channels ? Int(pixels[place - channels]) : 0
        let above = row > 0 ? Int(pixels[place - stride]) : 0
        let corner = row > 0 && column >= channels ? Int(pixels[place - stride - channels]) : 0
        let guess =
          switch filter {
          case 1: left
          case 2: above
          case 3: (left + above) / 2
          case 4: nearest(left, above, corner)
          default: 0
          }
        pixels[place] = rows[row * (stride + 1) + 1 + column] &+ UInt8(guess)
      }
    }
    return pixels
  }

  /// Paeth's predictor: whichever neighbour is nearest to left + above − corner.
  private static func nearest(_ left: Int, _ above: Int, _ corner: Int) -> Int {
    let guess = left + above - corner
    let (a, b, c) = (abs(guess - left), abs(guess - above), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? above : corner
  }

  private static func color(
    _ pixels: [UInt8], _ header: Header, _ palette: [UInt8], _ path: String
  ) throws(FileError) -> Tensor {
    var colors: [UInt8] = []
    colors.reserveCapacity(3 * pixels.count)
    for pixel in pixels {
      let start = 3 * Int(pixel)
      if start + 3 > palette.count { throw FileError(path, "has colours beyond its palette") }
      colors += palette[start..<(start + 3)]
    }
    return Tensor([header.height, header.width, 3], .uint8, copying: colors[...])
  }
}
