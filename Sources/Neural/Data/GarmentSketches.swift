#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Procedural grayscale drawings of clothes in the ten classes of ``FashionMNIST``, 28 × 28 pixels
/// each, for use without a download. Proportions, position and brightness vary; the same seed gives
/// the same images.
public struct GarmentSketches: Dataset {
  /// All images as uint8, of shape samples × 28 × 28.
  public let images: Tensor
  /// The label of each image as int64, of shape `[samples]`: 0 to 9 in turn.
  public let targets: Tensor

  private let transform: (any Transform)?
  private let targetTransform: (any Transform)?

  /// Draws the images.
  ///
  /// - Parameters:
  ///   - count: how many images to draw, at least 0.
  ///   - train: whether to draw images for training; those for testing differ from them.
  ///   - transform: is applied to each image, a uint8 tensor of shape 28 × 28.
  ///   - targetTransform: is applied to each label, an int64 scalar.
  public init(
    count: Int = 1000, train: Bool = true, seed: Int = 0, transform: (any Transform)? = nil,
    targetTransform: (any Transform)? = nil
  ) {
    let generator = Generator().manualSeed(2 &* seed &+ (train ? 0 : 1))
    let images = Tensor.empty(count, 28, 28, dtype: .uint8)
    for number in 0..<count {
      let chances = Tensor.rand(8, generator: generator).array(of: Double.self)
      let sketch = GarmentSketch(kind: number % 10, chances)
      sketch.draw(images.pointer(to: UInt8.self) + number * 28 * 28)
    }
    self.images = images
    targets = Tensor((0..<count).map { $0 % 10 }, dtype: .int64)
    self.transform = transform
    self.targetTransform = targetTransform
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

/// One garment as a set of points. Coordinates run from -1 to 1, y downwards.
private struct GarmentSketch {
  let kind: Int
  private let width: Double
  private let length: Double
  private let shift: (x: Double, y: Double)
  private let brightness: Double
  private let detail: Double
  private let stripes: Double

  /// - Parameter chances: eight numbers in [0, 1), which vary the drawing.
  init(kind: Int, _ chances: [Double]) {
    self.kind = kind
    width = 0.85 + 0.3 * chances[0]
    length = 0.85 + 0.25 * chances[1]
    shift = (0.16 * (chances[2] - 0.5), 0.16 * (chances[3] - 0.5))
    brightness = 120 + 110 * chances[4]
    detail = chances[5]
    stripes = chances[6] < 0.3 ? 0.35 * chances[7] : 0
  }

  func draw(_ pixels: UnsafeMutablePointer<UInt8>) {
    for row in 0..<28 {
      for column in 0..<28 {
        var covered = 0
        // Nine points of each pixel soften the outline.
        for part in 0..<9 {
          let x = (Double(column) + (Double(part % 3) + 0.5) / 3 - 14) / 14
          let y = (Double(row) + (Double(part / 3) + 0.5) / 3 - 14) / 14
          if covers((x - shift.x) / width, (y - shift.y) / length) { covered += 1 }
        }
        let shade = 1 - stripes * (row % 4 < 2 ? 1 : 0)
        pixels[row * 28 + column] = UInt8(brightness * shade * Double(covered) / 9)
      }
    }
  }

  private func covers(_ x: Double, _ y: Double) -> Bool {
    let side = x.magnitude
    switch kind {
    case 0: return torso(side, y) || sleeve(side, y, to: 0.0)
    case 1: return trousers(side, y)
    case 2: return torso(side, y) || sleeve(side, y, to: 0.7)
    case 3: return side < 0.22 + 0.2 * max(0, y + 0.2) && y.magnitude < 0.9
    case 4: return (torso(side, y) || sleeve(side, y, to: 0.75)) && side > 0.03
    case 5: return sandal(x, y)
    case 6: return torso(side, y) && !button(side, y) || sleeve(side, y, to: 0.45 + 0.2 * detail)
    case 7: return shoe(x, y, top: 0.0)
    case 8: return bag(side, y)
    default: return shoe(x, y, top: 0.0) || x > 0.05 && x < 0.5 && y > -0.8 && y <= 0.1
    }
  }

  private func torso(_ side: Double, _ y: Double) -> Bool {
    let neck = side < 0.16 && y < -0.65
    return side < 0.42 && y.magnitude < 0.8 && !neck
  }

  /// A sleeve from the shoulder outwards and down to the height `end`.
  private func sleeve(_ side: Double, _ y: Double, to end: Double) -> Bool {
    let middle = 0.42 + 0.28 * (y + 0.8)
    return y > -0.8 && y < end - 0.1 && (side - min(middle, 0.72)).magnitude < 0.14
  }

  private func button(_ side: Double, _ y: Double) -> Bool {
    let place = (y * 4).rounded() / 4
    return side < 0.05 && (y - place).magnitude < 0.05
  }

  private func trousers(_ side: Double, _ y: Double) -> Bool {
    let isWaist = y > -0.9 && y < -0.5 && side < 0.36
    let leg = 0.2 + 0.06 * (y + 0.5) + 0.05 * detail
    return isWaist || y >= -0.5 && y < 0.92 && (side - leg).magnitude < 0.14
  }

  private func shoe(_ x: Double, _ y: Double, top: Double) -> Bool {
    let upper = top + (x < 0 ? -0.35 * x : -0.15 * x) + 0.05 * detail
    return x.magnitude < 0.85 && y < 0.5 && y > upper
  }

  private func sandal(_ x: Double, _ y: Double) -> Bool {
    let isSole = x.magnitude < 0.85 && (y - 0.4 + 0.25 * max(0, x)).magnitude < 0.08
    let strap = (x + 0.35 - 0.5 * (0.4 - y)).magnitude < 0.08
    let heel = (x - 0.55).magnitude < 0.08
    return isSole || y < 0.4 && y > -0.3 && (strap || heel)
  }

  private func bag(_ side: Double, _ y: Double) -> Bool {
    let radius = (side * side + (y + 0.2) * (y + 0.2)).squareRoot()
    let isHandle = y < -0.1 && (radius - 0.42).magnitude < 0.07
    return isHandle || side < 0.72 && y > -0.15 && y < 0.65
  }
}
