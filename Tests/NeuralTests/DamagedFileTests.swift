import Foundation
import TestSupport
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
        do { try kind.read(path) } catch is FileError {}
      }
    }
  }
}

@Test(arguments: fileReaders.keys.sorted())
func `the files from which the fuzzer begins are sound`(kind: String) throws {
  let reader = try #require(fileReaders[kind])
  for file in try TestFiles.seeds(kind) { try reader(file) }
}

@Test(arguments: fileReaders.keys.sorted())
func `damaged files are refused in words or read`(kind: String) throws {
  let reader = try #require(fileReaders[kind])
  let files = try DamagedInput(kind, pieces: ["99999999999"], longestPiece: 16)
  var random = SeededGenerator(seed: 14)
  for round in 0..<1000 { try? reader(files.next(round, &random)) }
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

/// What is wrong with a file of some kind, in a few words.
private func problem(_ kind: String, _ bytes: [UInt8]) throws -> String? {
  let reader = try #require(fileReaders[kind])
  do { try reader(bytes) } catch { return error.problem }
  return nil
}

private func npy(_ header: String, version: [UInt8] = [1, 0], data: [UInt8] = []) -> [UInt8] {
  let length = UInt16(header.utf8.count)
  let size = [UInt8(truncatingIfNeeded: length), UInt8(length >> 8)]
  return [0x93] + Array("NUMPY".utf8) + version + size + (version[0] > 1 ? [0, 0] : [])
    + Array(header.utf8) + data
}

private func safetensors(_ header: String, data: Int) -> [UInt8] {
  let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
  return length + Array(header.utf8) + [UInt8](repeating: 0, count: data)
}

@Test func `a size of zero hides no absurd one`() throws {
  let most: [UInt8] = [255, 255, 255, 255]
  #expect(
    try problem("idx", [0, 0, 8, 4, 0, 0, 0, 0] + most + most + most)?.contains("absurd") == true)
  let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4611686018427387904, 4), }\n"
  #expect(try problem("npy", npy(header))?.contains("absurd") == true)
  let entry = #"{"a":{"dtype":"F64","shape":[4611686018427387904,0,4],"data_offsets":[0,0]}}"#
  #expect(try problem("safetensors", safetensors(entry, data: 0))?.contains("absurd") == true)
  let map = Array("P5 4611686018427387904 0 255\n".utf8)
  #expect(try problem("pgm", map)?.contains("no room") == true)
}

@Test func `tensors that overlap are refused before they are copied`() throws {
  let count = 8 << 20
  let entries = (0..<4000).map {
    #""\#($0)":{"dtype":"U8","shape":[\#(count)],"data_offsets":[0,\#(count)]}"#
  }
  let bytes = safetensors("{\(entries.joined(separator: ","))}", data: count)
  #expect(try problem("safetensors", bytes) == "has gaps or overlaps between its tensors")
}

@Test func `no image is larger than its file can hold`() throws {
  // A sound header of 16,000 × 16,000 pixels, and nothing else.
  let start = "iVBORw0KGgoAAAANSUhEUgAAPoAAAD6ACAYAAABBft/eAAAAAElEQVQ1rwYeAAAAAElFTkSuQmCC"
  let bytes = Array(try #require(Data(base64Encoded: start)))
  #expect(try problem("png", bytes) == "has no room for 16000 × 16000 pixels")
}

@Test func `no chunk of an image is longer than its file`() throws {
  for file in try TestFiles.seeds("png") {
    var long = file
    // The length of the chunk after the header.
    long[33] = 0x35
    #expect(try problem("png", long) == "is a PNG image that is damaged or cut short")
  }
}

@Test func `a gzip file is unpacked no further than is asked for`() throws {
  let folder = GoldenFolder.programs.appending(path: "../Fuzzing/Seeds/gzip")
  let zeros = try GzipReader(
    Array(try Data(contentsOf: folder.appending(path: "zeros.gz"))), path: "")
  #expect(try zeros.next(12).count == 12)
  #expect(try zeros.next(.max).count == 3600)
  #expect(try zeros.next(1).isEmpty)
  let two = Array(try Data(contentsOf: folder.appending(path: "two-members.gz")))
  #expect(try IDXFile.decode(two, "", isPacked: true).shape == [2, 3, 3])
  #expect(try problem("gzip", two + [1]) == "is a damaged gzip file")
  // Nor does it have more than its header says.
  let images = Array(try Data(contentsOf: folder.appending(path: "images.gz")))
  #expect(
    try problem("gzip", images + images) == "has more than 18 elements, but its header says 18")
}

@Test(arguments: [
  "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,), }",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (+2,)}",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
  "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}",
  "{'descr': '<f4', 'fortran_order': False}",
  "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} and more",
  "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
  "{'descr': '<f4", "", "{",
])
func `a NumPy header says three things and nothing else`(header: String) throws {
  let found = try problem("npy", npy(header, data: [UInt8](repeating: 0, count: 8)))
  #expect(found == "has a header that can't be understood")
}

@Test func `NumPy headers may have another order, quotes and spaces`() throws {
  let header = #"{"shape": (2L, ) , "descr":'|u1',  "fortran_order": True}  "#
  #expect(try NumPyFile.decode(npy(header, data: [7, 8]), "").array(of: Int.self) == [7, 8])
  let sound = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }"
  #expect(try problem("npy", npy(sound, version: [3, 0], data: [7, 8])) == nil)
  #expect(
    try problem("npy", npy(sound, version: [4, 0], data: [7, 8]))
      == "has the format version 4.0, which is not supported")
  let long = npy(sound + String(repeating: " ", count: 10_000), data: [7, 8])
  #expect(try problem("npy", long)?.hasPrefix("has a header of 100") == true)
}

@Test(arguments: [
  ("a,1\n\u{301}b,2", ["a", "\u{301}b"]), ("\"a\"\"b\",1", ["a\"b"]),
  ("\"a\nb\",1\r\nc,2", ["a\nb", "c"]), ("\u{FEFF}a,1", ["a"]),
  (" a b ,1\r\" c \",2", ["a b", " c "]),
  ("name,class\n\n\na,1\n", ["a"]), ("a,+1", ["a"]), ("", []),
])
func `tables are read as others write them`(text: String, names: [String]) throws {
  #expect(try ImageFolder.annotations(Array(text.utf8), "").names == names)
}

@Test(arguments: [
  ("a,1\n\"b,2\nc,3", "has a quote in line 2 that isn't closed"),
  ("a,1\n\nb,\u{1B}[2J", "has no file name and class in line 3: \"b,\\u{1B}[2J\""),
  ("a,1\nb,9223372036854775808", "has no file name and class in line 2: \"b,9223372036854775808\""),
])
func `tables that can't be read are refused in words`(text: String, words: String) throws {
  #expect(try problem("csv", Array(text.utf8)) == words)
}

@Test func `what is no file on disk is refused`() throws {
  #expect(
    try problem("csv", [0x61, 0xFF, 0x2C, 0x31]) == "has bytes in line 1 that aren't UTF-8 text")
  try TemporaryFolder.with { folder in
    let pipe = folder + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, "/dev/zero", "/dev/null"] {
      #expect(throws: FileError(path, "is no file on disk, but a pipe, socket or device")) {
        try Image.read(path)
      }
    }
    let name = folder + "/a\0.npy"
    #expect(throws: FileError(name, "has a null byte in its name")) { try NumPyFile.load(name) }
    #expect(throws: FileError(name, "has a null byte in its name")) {
      try NumPyFile.save(.ones(1), to: name)
    }
  }
}

@Test func `a file with holes, larger than memory, is refused`() throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/holes"
    try save([], path)
    let size = Int(ProcessInfo.processInfo.physicalMemory) + (1 << 30)
    if truncate(path, size) != 0 { try Test.cancel("the file system has no such files") }
    #expect(throws: FileError(path, "has \(size) bytes, more than this machine has memory")) {
      try Safetensors.load(path)
    }
  }
}
