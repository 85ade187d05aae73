import Display
import FoundationEssentials
import PNGImage

/// Grayscale images in a grid, each with a caption.
public struct ImageGrid: Displayable {
  private let title: String
  private let images: [[Double]]
  private let size: (height: Int, width: Int)
  private let captions: [String]
  private let columns: Int
  private let range: ClosedRange<Double>

  /// A grid of images. Stops the program where the numbers have another shape, or the captions
  /// aren't as many as the images.
  ///
  /// - Parameters:
  ///   - title: stands above the grid.
  ///   - images: of shape images × height × width, images × 1 × height × width, or height × width.
  ///   - captions: the text below each image, which may have several lines; none, or one for each
  ///     image.
  ///   - columns: the most images in a row.
  ///   - range: the numbers that are drawn black and white; nil for the smallest and the greatest.
  public init(
    _ title: String, _ images: some Plottable, captions: [String] = [], columns: Int = 5,
    range: ClosedRange<Double>? = nil
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
    self.range = range ?? (finite.min() ?? 0)...(finite.max() ?? 1)
  }

  /// The grid as an SVG figure that contains the images as PNG files, 480 CSS pixels wide.
  public var representation: Representation {
    let lines = captions.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    let textHeight = 16 * Double(lines.map(\.count).max() ?? 0)
    let width = min(112, 480 / Double(columns) - 10)
    let height = width * Double(size.height) / Double(size.width)
    let rows = (images.count + columns - 1) / columns
    let step = (x: 480 / Double(columns), y: height + textHeight + 14)
    var drawing = Drawing(description, width: 480, height: 36 + step.y * Double(rows))
    drawing.text(title, 240, 20, class: "title")
    for (number, image) in images.enumerated() {
      let middle = step.x * (Double(number % columns) + 0.5)
      let y = 34 + step.y * Double(number / columns)
      draw(image, middle - width / 2, y, width, height, in: &drawing)
      for (line, text) in (lines.isEmpty ? [] : lines[number]).enumerated() {
        drawing.text(
          String(text), middle, y + height + 15 + 16 * Double(line), class: "small")
      }
    }
    return .svg(drawing.svg, description: description)
  }

  private var description: String {
    "\(title): \(images.count) images of \(size.height) × \(size.width) pixels"
  }

  private func draw(
    _ image: [Double], _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    in drawing: inout Drawing
  ) {
    let length = range.upperBound - range.lowerBound
    let pixels = image.map { value -> UInt8 in
      guard value.isFinite, length > 0 else { return 0 }
      return UInt8((255 * max(0, min(1, (value - range.lowerBound) / length))).rounded())
    }
    let places = [x, y, width, height].map(Drawing.place)
    drawing.add(
      """
      <image x="\(places[0])" y="\(places[1])" width="\(places[2])" height="\(places[3])" \
      href="data:image/png;base64,\(png(pixels).base64EncodedString())"/>
      """)
  }

  private func png(_ pixels: [UInt8]) -> Data {
    do {
      let image = PNGImage(width: size.width, height: size.height, channels: 1, bytes: pixels)
      return Data(try image.encoded())
    } catch {
      stop("an image \(error.problem)")
    }
  }
}
