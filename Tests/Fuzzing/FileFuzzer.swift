import CZlib

@testable import Neural

private let reader = chosen(of: fileReaders)

/// Gives one input of libFuzzer's to the reader: it may be refused in words, and nothing else.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if chosenKind == "png" { mendChecksums(&bytes) }
  do { try reader(bytes) } catch {}
  return 0
}

/// Gives every chunk of a PNG file the checksum that its bytes have: by chance hardly one would be
/// right, and no more than checksums would be tested.
private func mendChecksums(_ bytes: inout [UInt8]) {
  var place = 8
  while place + 12 <= bytes.count {
    let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - place - 12 else { return }
    let end = place + 8 + length
    let sum = bytes[(place + 4)..<end].withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
    }
    for byte in 0..<4 { bytes[end + byte] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * byte)) }
    place = end + 4
  }
}
