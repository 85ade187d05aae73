import Display
import FoundationEssentials
import PNGImage

/// Images in a grid, each with a caption: in gray, or in colours that tell positive numbers from
/// negative ones.
public struct ImageGrid: Displayable {
  /// How numbers become colours.
  public enum ColorMap: Sendable {
    /// From black to white.
    case gray
    /// Two-sided: white is zero, blue is positive, orange negative, the stronger the further from
    /// zero. A scale above the images says which number each colour stands for.
    case diverging
  }

  private let title: String
  private let images: [[Double]]
  private let size: (height: Int, width: Int)
  private let captions: [String]
  private let columns: Int
  private let range: ClosedRange<Double>
  private let colorMap: ColorMap
  private let details: String?

  /// A grid of images. Stops the program where the numbers have another shape, or the captions
  /// aren't as many as the images.
  ///
  /// - Parameters:
  ///   - title: stands above the grid.
  ///   - images: of shape images × height × width, images × 1 × height × width, or height × width.
  ///   - captions: the text below each image, which may have several lines; none, or one for each
  ///     image.
  ///   - columns: the most images in a row.
  ///   - colorMap: how numbers become colours.
  ///   - range: the numbers at the two ends of the colours; nil for the smallest and the greatest. A
  ///     diverging map reaches as far on both sides of zero as it does on the farther one.
  ///   - description: the alternative text; nil makes one of the title and the size.
  public init(
    _ title: String, _ images: some Plottable, captions: [String] = [], columns: Int = 5,
    colorMap: ColorMap = .gray, range: ClosedRange<Double>? = nil, description: String? = nil
  ) {
    let values = images.plottedValues
    var shape = values.shape
    if shape.count == 2 { shape.insert(1, at: 0) }
    if shape.count == 4 && shape[1] == 1 { shape.remove(at: 1) }
    if shape.count != 3 || values.numbers.isEmpty {
      stop("images of shape \(values.shape); they need images × height × width")
    }
    if !(captions.isEmpty || captions.count == shape[0]) {
      stop("\(captions.count) captions for \(shape[0]) images")
    }
    let count = shape[1] * shape[2]
    self.title = title
    self.images = stride(from: 0, to: values.numbers.count, by: count).map {
      Array(values.numbers[$0..<($0 + count)])
    }
    size = (shape[1], shape[2])
    self.captions = captions
    self.columns = max(1, min(columns, shape[0]))
    let finite = values.numbers.filter(\.isFinite)
    let ends = range ?? (finite.min() ?? 0)...(finite.max() ?? 1)
    let farther = max(ends.lowerBound.magnitude, ends.upperBound.magnitude)
    self.range = colorMap == .gray ? ends : -farther...farther
    self.colorMap = colorMap
    details = description
  }

  /// The grid as an SVG figure that contains the images as PNG files, 480 CSS pixels wide.
  public var representation: Representation {
    let lines = captions.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    let textHeight = 16 * Double(lines.map(\.count).max() ?? 0)
    let width = min(112, 480 / Double(columns) - 10)
    let height = width * Double(size.height) / Double(size.width)
    let rows = (images.count + columns - 1) / columns
    let step = (x: 480 / Double(columns), y: height + textHeight + 14)
    let top = colorMap == .gray ? 34.0 : 74
    var drawing = Drawing(description, width: 480, height: top + 2 + step.y * Double(rows))
    drawing.text(title, 240, 20, class: "title")
    if colorMap == .diverging { drawScale(in: &drawing) }
    for (number, image) in images.enumerated() {
      let middle = step.x * (Double(number % columns) + 0.5)
      let y = top + step.y * Double(number / columns)
      draw(image, size, middle - width / 2, y, width, height, in: &drawing)
      for (line, text) in (lines.isEmpty ? [] : lines[number]).enumerated() {
        drawing.text(
          String(text), middle, y + height + 15 + 16 * Double(line), class: "small")
      }
    }
    return .svg(drawing.svg, description: description)
  }

  private var description: String {
    details ?? "\(title): \(images.count) images of \(size.height) × \(size.width) pixels"
  }

  /// Draws the colours from the smallest number to the greatest, with zero in the middle.
  private func drawScale(in drawing: inout Drawing) {
    let (left, width) = (150.0, 180.0)
    let steps = 61
    let numbers = (0..<steps).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(steps - 1)
    }
    draw(numbers, (1, steps), left, 32, width, 10, in: &drawing)
    for (place, number) in [(0, range.lowerBound), (0.5, 0), (1, range.upperBound)] {
      let x = left + width * place
      drawing.path("M\(Drawing.place(x)) 42.0v4.0", class: "axis")
      drawing.text(number == 0 ? "0" : HeatMap.text(number, 2), x, 59, class: "small")
    }
  }

  private func draw(
    _ image: [Double], _ size: (height: Int, width: Int), _ x: Double, _ y: Double, _ width: Double,
    _ height: Double, in drawing: inout Drawing
  ) {
    let places = [x, y, width, height].map(Drawing.place)
    let file = png(image.flatMap(color), size)
    // A scale is one row of pixels, stretched.
    let stretch = size.height == 1 ? " preserveAspectRatio=\"none\"" : ""
    drawing.add(
      """
      <image x="\(places[0])" y="\(places[1])" width="\(places[2])" height="\(places[3])"\(stretch) \
      href="data:image/png;base64,\(file.base64EncodedString())"/>
      """)
  }

  /// A number's colour: one byte of gray, or three of red, green and blue.
  private func color(_ value: Double) -> [UInt8] {
    let length = range.upperBound - range.lowerBound
    let isKnown = value.isFinite && length > 0
    let share = isKnown ? max(0, min(1, (value - range.lowerBound) / length)) : 0
    if colorMap == .gray { return [UInt8((255 * share).rounded())] }
    let white = [247.0, 247, 247]
    let end = share < 0.5 ? [176.0, 70, 0] : [0, 84, 140]
    let strength = isKnown ? (2 * share - 1).magnitude : 0
    return zip(white, end).map { UInt8(($0 + ($1 - $0) * strength).rounded()) }
  }

  private func png(_ bytes: [UInt8], _ size: (height: Int, width: Int)) -> Data {
    do {
      let image = PNGImage(
        width: size.width, height: size.height, channels: colorMap == .gray ? 1 : 3, bytes: bytes)
      return Data(try image.encoded())
    } catch {
      stop("an image \(error.problem)")
    }
  }
}
