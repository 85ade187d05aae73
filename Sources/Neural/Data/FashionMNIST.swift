#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Fashion-MNIST (Xiao et al., 2017): 70,000 grayscale images of clothes from Zalando, 28 × 28
/// pixels each, in ten classes.
public struct FashionMNIST: Dataset {
  /// The names of the ten classes, by label.
  public static let classes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  /// All images as uint8, of shape samples × 28 × 28.
  public let images: Tensor
  /// The label of each image as int64, of shape `[samples]`.
  public let targets: Tensor

  private let transform: (any Transform)?
  private let targetTransform: (any Transform)?

  /// - Parameters:
  ///   - root: a folder with the official files, themselves or in `FashionMNIST/raw/`, where
  ///     downloads go.
  ///   - train: whether to read the 60,000 images for training, or the 10,000 for testing.
  ///   - download: whether to download missing files with `curl`; their MD5 checksums are verified.
  ///   - transform: is applied to each image, a uint8 tensor of shape 28 × 28.
  ///   - targetTransform: is applied to each label, an int64 scalar.
  /// - Throws: ``FileError`` if a file is missing or damaged, or can't be downloaded.
  public init(
    root: String, train: Bool = true, download: Bool = false,
    transform: (any Transform)? = nil, targetTransform: (any Transform)? = nil
  ) throws {
    let part = train ? "train" : "t10k"
    let names = ["\(part)-images-idx3-ubyte", "\(part)-labels-idx1-ubyte"]
    var parts: [Tensor] = []
    for name in names {
      if download && Self.existing(name, in: root) == nil {
        try Download.fetch(FashionMNISTFiles.file(name + ".gz"), into: "\(root)/FashionMNIST/raw")
      }
      guard let path = Self.existing(name, in: root) else {
        throw FileError(
          "\(root)/FashionMNIST/raw/\(name)", "is missing; ask with download: true for it")
      }
      parts.append(try IDXFile.load(path))
    }
    if parts[0].dim != 3 || parts[1].dim != 1 || parts[0].size(0) != parts[1].size(0) {
      throw FileError(root, "has images and labels that don't belong together")
    }
    images = parts[0]
    targets = parts[1].to(.int64)
    self.transform = transform
    self.targetTransform = targetTransform
  }

  /// The path of a file, compressed or not, in the folder or in `FashionMNIST/raw/`.
  private static func existing(_ name: String, in root: String) -> String? {
    let folders = ["\(root)/FashionMNIST/raw", root]
    let paths = folders.flatMap { folder in ["\(folder)/\(name)", "\(folder)/\(name).gz"] }
    return paths.first { access($0, R_OK) == 0 }
  }

  /// The number of images.
  public var count: Int { targets.size(0) }

  /// The image at an index, of shape 28 × 28 before the transform, and its label as a scalar. Stops
  /// the program if there is no such image.
  public subscript(index: Int) -> (Tensor, Tensor) {
    noGrad {
      let (image, label) = (images.select(dim: 0, index), targets.select(dim: 0, index))
      return (transform?(image) ?? image, targetTransform?(label) ?? label)
    }
  }
}

/// The official files and their MD5 checksums.
private enum FashionMNISTFiles {
  private static let source = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
  private static let checksums = [
    "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
    "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
    "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
  ]

  static func file(_ name: String) -> Download.File {
    Download.File(url: source + name, name: name, md5: checksums[name] ?? "")
  }
}
