/// A data set of images in a folder, with their labels in a CSV file of which each line has an
/// image's file name and its class, an integer. A first line without an integer is taken for
/// headings.
public struct ImageFolder: Dataset {
  /// The file names of the images, in the order of the CSV file.
  public let names: [String]
  /// The class of each image, in the same order.
  public let labels: [Int]

  private let folder: String
  private let transform: (any Transform)?
  private let targetTransform: (any Transform)?

  /// Reads the CSV file; images are read when they are asked for.
  ///
  /// - Throws: ``FileError`` if the CSV file can't be read, or a line of it has no class.
  public init(
    annotationsFile: String, imageFolder: String, transform: (any Transform)? = nil,
    targetTransform: (any Transform)? = nil
  ) throws {
    (names, labels) = try Self.annotations(Bytes.read(annotationsFile), annotationsFile)
    folder = imageFolder
    self.transform = transform
    self.targetTransform = targetTransform
  }

  /// The file names and classes in the contents of the CSV file at `path`.
  static func annotations(
    _ bytes: [UInt8], _ path: String
  ) throws(FileError) -> (names: [String], labels: [Int]) {
    var (names, labels): ([String], [Int]) = ([], [])
    for (number, row) in try CSVFile(bytes, path).rows.enumerated() {
      guard row.fields.count >= 2, let label = Int(row.fields[1]) else {
        if number == 0 { continue }
        let text = String(row.fields.joined(separator: ",").prefix(80))
        throw FileError(
          path, "has no file name and class in line \(row.line): \(text.debugDescription)")
      }
      names.append(row.fields[0])
      labels.append(label)
    }
    return (names, labels)
  }

  /// The number of images.
  public var count: Int { names.count }

  /// The image at an index, uint8 of shape channels × height × width before the transform, and its
  /// class as a scalar. Negative numbers count from the last. Stops the program if there is no such
  /// image, or it can't be read.
  public subscript(index: Int) -> (Tensor, Tensor) {
    if index < -count || index >= count {
      fail("index \(index) is out of range for a folder of \(count) images")
    }
    let place = index < 0 ? index + count : index
    do {
      let image = try Image.read("\(folder)/\(names[place])")
      let label = Tensor(labels[place])
      return (transform?(image) ?? image, targetTransform?(label) ?? label)
    } catch {
      fail("\(error)")
    }
  }
}
