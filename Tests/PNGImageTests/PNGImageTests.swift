import Testing

@testable import PNGImage

@Suite struct PNGImageTests {
  private static func image(channels: Int) -> PNGImage {
    PNGImage(
      width: 3, height: 2, channels: channels, bytes: (0..<UInt8(6 * channels)).map { 40 + $0 })
  }

  @Test(arguments: 1...4) func `an image that is written is read as it was`(channels: Int) throws {
    let image = Self.image(channels: channels)
    let read = try PNGImage(decoding: image.encoded())
    #expect((read.width, read.height, read.channels) == (3, 2, channels))
    #expect(read.bytes == image.bytes)
  }

  @Test func `channels that the file lacks are made up`() throws {
    let file = try PNGImage(width: 1, height: 1, channels: 1, bytes: [7]).encoded()
    #expect(try PNGImage(decoding: file, channels: 4).bytes == [7, 7, 7, 255])
  }

  @Test func `what isn't whole, isn't sound or is too large is an error`() throws {
    func problem(_ file: [UInt8], mostPixels: Int = .max) -> String? {
      do throws(PNGError) {
        _ = try PNGImage(decoding: file, mostPixels: mostPixels)
        return nil
      } catch {
        return error.problem
      }
    }
    let file = try Self.image(channels: 3).encoded()
    #expect(problem([]) == "is a PNG image that is damaged or cut short")
    #expect(problem(file.dropLast(1) + []) == "is a PNG image that is damaged or cut short")
    #expect(problem(file, mostPixels: 5) == "has no room for 3 × 2 pixels")
    var damaged = file
    damaged[12] = 0
    #expect(problem(damaged)?.hasPrefix("is no sound PNG image: ") == true)
    let none = PNGImage(width: 0, height: 1, channels: 1, bytes: [])
    #expect(throws: PNGError.self) { try none.encoded() }
  }
}
