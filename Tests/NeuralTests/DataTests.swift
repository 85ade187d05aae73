import Foundation
import Testing

@testable import Neural

@Test func `samples are stacked to batches`() {
  let data = TensorDataset(Tensor.arange(10).view(5, 2), Tensor([1, 2, 3, 4, 5]))
  let batches = Array(DataLoader(data, batchSize: 2))
  #expect(batches.map { $0[0].shape } == [[2, 2], [2, 2], [1, 2]])
  #expect(batches[2][1].array(of: Int.self) == [5])
  #expect(DataLoader(data, batchSize: 2, dropLast: true).count == 2)
}

@Test func `transforms follow one another`() {
  let image = Tensor([[0, 255], [51, 102]], dtype: .uint8)
  let transform = Compose([ToTensor(), Normalize(mean: [0.5], std: [0.5]), Lambda { $0 * 2 }])
  let result = transform(image)
  #expect(result.shape == [1, 2, 2])
  #expect(result.allClose(Tensor([[[-2, 2], [-1.2, -0.4]]])))
}

@Test func `sketches are the same for the same seed`() {
  let first = GarmentSketches(count: 30, transform: ToTensor())
  let second = GarmentSketches(count: 30, transform: ToTensor())
  #expect(first.images.equal(second.images))
  #expect(!GarmentSketches(count: 30, seed: 1).images.equal(first.images))
  #expect(!GarmentSketches(count: 30, train: false).images.equal(first.images))
  #expect(first[11].1.item() == 1)
  #expect(first[0].0.shape == [1, 28, 28])
  #expect((0..<30).allSatisfy { first.images[$0].to(.float32).mean().item() > 5 })
}

@Test func `a folder of images is read with its labels`() throws {
  try TemporaryFolder.with { folder in
    try Data("P5 2 1 255\n\u{10}\u{20}".utf8).write(to: URL(fileURLWithPath: folder + "/a.pgm"))
    let csv = "file,label\na.pgm, 3\n\"a.pgm\",4\n"
    try Data(csv.utf8).write(to: URL(fileURLWithPath: folder + "/labels.csv"))
    let data = try ImageFolder(annotationsFile: folder + "/labels.csv", imageFolder: folder)
    #expect(data.count == 2)
    #expect(data[0].0.shape == [1, 1, 2])
    #expect(data[0].0.array(of: Int.self) == [16, 32])
    #expect(data[1].1.item() == 4)
    try Data("a.pgm,3\nb.pgm\n".utf8).write(to: URL(fileURLWithPath: folder + "/labels.csv"))
    #expect(throws: FileError.self) {
      try ImageFolder(annotationsFile: folder + "/labels.csv", imageFolder: folder)
    }
  }
}

@Test func `a missing data set says what is missing`() {
  #expect(throws: FileError.self) { try FashionMNIST(root: "/nonexistent") }
}

private let fashionFolder = ProcessInfo.processInfo.environment["CHAPTERS_TEST_DATA"]
  .map { $0 + "/fashion-mnist-900" }

@Test(.enabled(if: fashionFolder != nil, "CHAPTERS_TEST_DATA names no folder of data"))
func `the real images are read`() throws {
  let data = try FashionMNIST(root: fashionFolder ?? "", transform: ToTensor())
  #expect(data.count >= 800)
  #expect(data.targets.max().item() == 9)
  let (images, labels) = try #require(
    DataLoader(data, batchSize: 64, shuffle: true, generator: Generator(), collate: Collation.pairs)
      .makeIterator().next())
  #expect(images.shape == [64, 1, 28, 28])
  #expect(labels.dtype == .int64)
  #expect(images.max().item() <= 1)
}
