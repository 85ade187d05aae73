import Foundation
import Testing

@testable import Neural

private func write(_ bytes: [UInt8], to path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

private func safetensors(_ header: String, data: Int = 0) -> [UInt8] {
  let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
  return length + Array(header.utf8) + [UInt8](repeating: 0, count: data)
}

@Test(arguments: [
  "", "{", "[]", "nonsense", #"{"a":1}"#,
  #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#,
  #"{"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}"#,
  #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
  #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
  #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
  #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
  #"{"a":{"dtype":"F32","shape":[1000000],"data_offsets":[0,4000000]}}"#,
  #"{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}}"#,
])
func `safetensors files with an unsound header are refused`(header: String) throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/bad.safetensors"
    try write(safetensors(header, data: 8), to: path)
    #expect(throws: FileError.self) { try Safetensors.load(path) }
  }
}

@Test func `files that are cut short are refused`() throws {
  try TemporaryFolder.with { folder in
    let (model, array) = (folder + "/model.safetensors", folder + "/array.npy")
    try Safetensors.save(["a": .ones(3), "b": .zeros(2, dtype: .int64)], to: model)
    try NumPyFile.save(.ones(3, 2), to: array)
    for path in [model, array] {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      for length in 0..<bytes.count {
        try write(Array(bytes[..<length]), to: path)
        #expect(throws: FileError.self) {
          if path == model {
            _ = try Safetensors.load(path)
          } else {
            _ = try NumPyFile.load(path)
          }
        }
      }
    }
    try write([255, 255, 255, 255, 255, 255, 255, 127], to: model)
    #expect(throws: FileError.self) { try Safetensors.load(model) }
    #expect(throws: FileError.self) { try Safetensors.load(folder + "/none") }
    #expect(throws: FileError.self) { try Safetensors.load(folder) }
  }
}

@Test func `every byte of a file that isn't 0 is the same truth value`() throws {
  let header = #"{"a":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}"#
  let stored = safetensors(header) + [2, 0, 255, 1]
  let mask = try #require(try Safetensors.decode(stored, "a.safetensors")["a"])
  #expect("\(mask)" == "tensor([ True, False,  True,  True])")
  #expect(mask.sum().item() == 3)
  #expect(mask.equal(Tensor([true, false, true, true])))
  #expect(Tensor.arange(4)[mask].array(of: Int.self) == [0, 2, 3])
  try TemporaryFolder.with { folder in
    let path = folder + "/mask.npy"
    try NumPyFile.save(Tensor([2, 0, 255, 1], dtype: .uint8), to: path)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let type = try #require(bytes.firstIndex(of: UInt8(ascii: "u")))
    bytes[type] = UInt8(ascii: "b")
    try write(bytes, to: path)
    #expect(try NumPyFile.load(path).equal(mask))
  }
}

@Test func `every type survives a safetensors file`() throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/all.safetensors"
    var state = StateDict()
    for type in DType.allCases {
      state[type.name] = Tensor([[0, 1, 2]]).to(type).expand(2, 3)
      state["empty \"\(type.name)\"\n"] = .zeros(0, 3, dtype: type)
    }
    try Safetensors.save(state, to: path, metadata: ["format": "pt"])
    let loaded = try Safetensors.load(path)
    #expect(Set(loaded.keys) == Set(state.keys))
    for (name, tensor) in state {
      #expect(loaded[name]?.dtype == tensor.dtype)
      #expect(loaded[name]?.hexadecimal == tensor.hexadecimal)
    }
  }
}

@Test func `names are joined by underscores as PyTorch's users write them`() {
  #expect(snakeCase("linearReLUStack.0.weight") == "linear_relu_stack.0.weight")
  #expect(snakeCase("runningMean") == "running_mean")
  #expect(snakeCase("numBatchesTracked") == "num_batches_tracked")
  #expect(snakeCase("conv2d") == "conv2d")
  #expect(snakeCase("HTTPServer") == "http_server")
}

@Test func `MD5 digests are those of RFC 1321`() {
  #expect(Checksum.md5([]) == "d41d8cd98f00b204e9800998ecf8427e")
  #expect(Checksum.md5(Array("message digest".utf8)) == "f96b697d7cb7938d525a2f31aaf161d0")
  let long = Array(
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890".utf8)
  #expect(Checksum.md5(long) == "57edf4a22be3c955ac49da2e2107b67a")
}
