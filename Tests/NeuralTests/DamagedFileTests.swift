import Foundation
import Testing

@testable import Neural

/// Files of each kind that are sound, with how they are read.
private let kinds: [String: (bytes: [UInt8], read: @Sendable (String) throws -> Void)] = [
  "a.idx": (
    [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6], { _ = try IDXFile.load($0) }
  ),
  "a.pgm": (Array("P5 # two pixels\n2 1 255\n\u{10}\u{20}".utf8), { _ = try Image.read($0) }),
  "a.safetensors": (
    withUnsafeBytes(of: UInt64(56).littleEndian) { Array($0) }
      + Array(#"{"a":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}} "#.utf8) + [1, 2, 3, 4],
    { _ = try Safetensors.load($0) }
  ),
]

private func save(_ bytes: [UInt8], _ path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

@Test(arguments: kinds.keys.sorted())
func `sound files are read, and those cut short are refused`(name: String) throws {
  let kind = try #require(kinds[name])
  try TemporaryFolder.with { folder in
    let path = "\(folder)/\(name)"
    try save(kind.bytes, path)
    try kind.read(path)
    for length in 0..<kind.bytes.count {
      try save(Array(kind.bytes[..<length]), path)
      #expect(throws: FileError.self, "\(length) bytes") { try kind.read(path) }
    }
  }
}

@Test(arguments: kinds.keys.sorted())
func `no damaged byte stops the program`(name: String) throws {
  let kind = try #require(kinds[name])
  try TemporaryFolder.with { folder in
    let path = "\(folder)/\(name)"
    for place in kind.bytes.indices {
      for change: UInt8 in [0x01, 0x0F, 0x80, 0xFF] {
        var damaged = kind.bytes
        damaged[place] ^= change
        try save(damaged, path)
        try? kind.read(path)
      }
    }
  }
}

@Test func `headers with absurd sizes are refused`() throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/huge.idx"
    try save([0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], path)
    #expect(throws: FileError.self) { try IDXFile.load(path) }
    try save(Array("P6 999999999 999999999 255\n".utf8), path)
    #expect(throws: FileError.self) { try Image.read(path) }
    let npy = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }\n"
    try save(
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(npy.utf8.count), 0] + Array(npy.utf8), path)
    #expect(throws: FileError.self) { try NumPyFile.load(path) }
  }
}
