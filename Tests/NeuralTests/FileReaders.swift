@testable import Neural

/// What reads the bytes of each kind of file. The tests and the fuzzer go through all of what was read.
let fileReaders: [String: @Sendable ([UInt8]) throws(FileError) -> Void] = [
  "csv": { bytes throws(FileError) in _ = try ImageFolder.annotations(bytes, "a.csv") },
  "gzip": { bytes throws(FileError) in
    touch(try IDXFile.decode(bytes, "a.gz", isPacked: true))
  },
  "idx": { bytes throws(FileError) in
    touch(try IDXFile.decode(bytes, "a.idx", isPacked: false))
  },
  "npy": { bytes throws(FileError) in touch(try NumPyFile.decode(bytes, "a.npy")) },
  "pgm": { bytes throws(FileError) in touch(try Image.decode(bytes, "a.pgm")) },
  "png": { bytes throws(FileError) in touch(try Image.decode(bytes, "a.png")) },
  "safetensors": { bytes throws(FileError) in
    let tensors = try Safetensors.decode(bytes, "a.safetensors")
    for (_, tensor) in tensors.withPyTorchNames { touch(tensor) }
  },
]

/// Reads every byte of a tensor, and its text.
private func touch(_ tensor: Tensor) {
  _ = tensor.bytes.reduce(0, &+)
  _ = tensor.description
}
