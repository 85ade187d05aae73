import Foundation
import Testing

@testable import Neural

private struct ModelFile: Decodable, CustomTestStringConvertible {
  let name: String
  let file: Data
  let tensor: GoldenTensor
  let classes: [Int]

  var testDescription: String { name }
}

private struct TensorFile: Decodable, CustomTestStringConvertible {
  let name: String
  let file: Data
  let tensor: GoldenTensor

  var testDescription: String { name }
}

private struct PackedFile: Decodable, CustomTestStringConvertible {
  let name: String
  let file: Data
  let text: Data

  var testDescription: String { name }
}

private final class Classifier: Module {
  let linearReLUStack = Sequential(Linear(8, 16), ReLU(), Linear(16, 4))
  override func forward(_ x: Tensor) -> Tensor { linearReLUStack(x) }
}

@Test(.usesGlobalState, arguments: try GoldenFolder.cases("files/model", ModelFile.self))
private func `a model trained in PyTorch predicts the same classes here`(golden: ModelFile) throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/model.safetensors"
    try golden.file.write(to: URL(fileURLWithPath: path))
    let model = Classifier()
    try model.load(try Safetensors.load(path).matchingNames(of: model))
    #expect(model(golden.tensor.tensor).argmax(dim: 1).array(of: Int.self) == golden.classes)
  }
}

@Test(.usesGlobalState, arguments: try GoldenFolder.cases("files/model", ModelFile.self))
private func `a saved model is byte for byte the file that Python writes`(golden: ModelFile) throws
{
  try TemporaryFolder.with { folder in
    let path = folder + "/model.safetensors"
    try golden.file.write(to: URL(fileURLWithPath: path))
    let model = Classifier()
    try model.load(try Safetensors.load(path).matchingNames(of: model))
    try Safetensors.save(model.stateDict().withPyTorchNames, to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == golden.file)
  }
}

/// A Python that has PyTorch and safetensors, where the environment names one.
private let python = ProcessInfo.processInfo.environment["PYTORCH_PYTHON"]

@Test(
  .enabled(if: python != nil, "PYTORCH_PYTHON names no Python that has PyTorch"), .usesGlobalState)
func `a model trained here predicts the same classes in PyTorch`() throws {
  manualSeed(8)
  let centers = Tensor.randn(4, 8)
  let model = Classifier()
  let optimizer = Adam(model.parameters(), lr: 0.01)
  for _ in 0..<100 {
    let y = Tensor.randint(0, 4, [32])
    let loss = crossEntropy(model(centers[y] + Tensor.randn(32, 8) * 0.5), y)
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()
  }
  let x = centers[Tensor.arange(40) % 4] + Tensor.randn(40, 8) * 0.5
  try TemporaryFolder.with { folder in
    try Safetensors.save(model.stateDict().withPyTorchNames, to: folder + "/model.safetensors")
    try Safetensors.save(["x": x], to: folder + "/inputs.safetensors")
    let process = Process()
    process.executableURL = URL(filePath: try #require(python))
    process.arguments = [GoldenFolder.programs.appending(path: "exchange.py").path, folder]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let classes = try JSONDecoder().decode([Int].self, from: output)
    #expect(classes == model(x).argmax(dim: 1).array(of: Int.self))
    #expect(Set(classes).count == 4)
  }
}

@Test(arguments: try GoldenFolder.cases("files/npy", TensorFile.self))
private func `NumPy's files are read and written as NumPy does`(golden: TensorFile) throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/array.npy"
    try golden.file.write(to: URL(fileURLWithPath: path))
    let tensor = try NumPyFile.load(path)
    #expect(tensor.shape == golden.tensor.shape)
    #expect(tensor.hexadecimal == golden.tensor.data)
    try NumPyFile.save(tensor, to: path)
    #expect(try NumPyFile.load(path).hexadecimal == golden.tensor.data)
    let isColumnMajor = String(decoding: golden.file, as: UTF8.self).contains("True")
    if !isColumnMajor { #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == golden.file) }
  }
}

@Test(arguments: try GoldenFolder.cases("files/png", TensorFile.self))
private func `PNG images are read whatever their filters`(golden: TensorFile) throws {
  try TemporaryFolder.with { folder in
    let path = folder + "/image.png"
    try golden.file.write(to: URL(fileURLWithPath: path))
    let image = try Image.read(path)
    #expect(image.shape == golden.tensor.shape)
    #expect(image.hexadecimal == golden.tensor.data)
  }
}

@Test(arguments: try GoldenFolder.cases("files/gzip", PackedFile.self))
private func `gzip files are unpacked, and damaged ones are noticed`(golden: PackedFile) throws {
  let packed = Array(golden.file)
  let text = Array(golden.text)
  #expect(try unpacked(packed) == text)
  for place in stride(from: 0, to: packed.count, by: 7) {
    var damaged = packed
    damaged[place] ^= 0x55
    let result = try? unpacked(damaged)
    #expect(result == nil || result == text)
    #expect(throws: FileError.self) { try unpacked(Array(packed[..<place])) }
  }
}

/// All that a gzip file holds.
private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
  Array(try GzipReader(bytes, path: "").next(.max))
}
