/// Images in a folder, with their labels in a CSV file: each line has an image's file name and its
/// class. A first line without a number is taken for headings.
public struct ImageFolder: Dataset {
  /// The names of the image files.
  public let names: [String]
  /// The class of each image.
  public let labels: [Int]

  private let folder: String
  private let transform: (any Transform)?
  private let targetTransform: (any Transform)?

  /// - Throws: ``FileError`` if the CSV file can't be read, or a line of it has no class.
  public init(
    annotationsFile: String, imageFolder: String, transform: (any Transform)? = nil,
    targetTransform: (any Transform)? = nil
  ) throws {
    let text = String(decoding: try Bytes.read(annotationsFile), as: UTF8.self)
    var (names, labels): ([String], [Int]) = ([], [])
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let fields = CSVLine.fields(line)
      guard fields.count >= 2, let label = Int(fields[1]) else {
        if number == 0 { continue }
        throw FileError(
          annotationsFile, "has no file name and class in line \(number + 1): \(line)")
      }
      names.append(fields[0])
      labels.append(label)
    }
    self.names = names
    self.labels = labels
    folder = imageFolder
    self.transform = transform
    self.targetTransform = targetTransform
  }

  /// How many images there are.
  public var count: Int { names.count }

  /// One image, of shape channels × height × width and of type uint8 before the transform, and its
  /// class as a scalar. Stops the program if the image can't be read.
  public subscript(index: Int) -> (Tensor, Tensor) {
    do {
      let image = try Image.read("\(folder)/\(names[index])")
      let label = Tensor(labels[index])
      return (transform?(image) ?? image, targetTransform?(label) ?? label)
    } catch {
      fail("\(error)")
    }
  }
}

/// One line of a CSV file.
enum CSVLine {
  /// The fields: separated by commas, in double quotes where they have commas themselves.
  static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields.map { field in
      let start = field.drop { $0 == " " }
      return String(start.reversed().drop { $0 == " " }.reversed())
    }
  }
}
