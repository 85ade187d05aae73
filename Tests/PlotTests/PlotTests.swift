import Display
import Foundation
import FoundationXML
import PNGImage
import Testing

@testable import Plot

@Suite struct PlotTests {
  /// The source and the description of a drawing.
  private func drawing(_ value: some Displayable) throws -> (svg: String, description: String) {
    guard case .svg(let source, let description) = value.representation else {
      throw DrawingError.isNone
    }
    // Whatever stands in it, it has to be sound XML.
    _ = try XMLDocument(xmlString: source)
    return (source, description)
  }

  private enum DrawingError: Error { case isNone }

  @Test func `a line goes through its points, the first and the last at the axes' ends`() throws {
    let plot = Plot("Squares", x: "x", y: "x²", .line(x: [0, 1, 2], [0, 1, 4], "squares"))
    let (svg, description) = try drawing(plot)
    #expect(svg.contains("<path class=\"s0 line\" d=\"M42.3 268.0L255.1 214.0L468.0 52.0\"/>"))
    #expect(description == "Squares: x² over x (squares)")
    #expect(svg.contains("<title>\(description)</title>"))
    #expect(try drawing(plot).svg == svg)
  }

  @Test func `numbers that aren't finite leave a gap`() throws {
    let svg = try drawing(Plot("", .line([0, 1, .nan, 1, 2, .infinity]))).svg
    let line = try #require(svg.split(separator: "\n").first { $0.contains("s0 line") })
    #expect(line.count { $0 == "M" } == 2 && line.count { $0 == "L" } == 2)
  }

  @Test(arguments: [
    [], [1], [2, 2], [.nan], [1e300, -1e300], [1e-300, 2e-300], [0, .leastNonzeroMagnitude],
  ])
  func `any numbers can be drawn`(numbers: [Double]) throws {
    let names = numbers.map { _ in "bar" }
    for mark in [
      Mark.line(numbers), .scatter(x: numbers, numbers), .step(numbers), .bars(names, numbers),
      .histogram(numbers),
    ] {
      let svg = try drawing(Plot("Numbers", mark)).svg
      #expect(!svg.contains("nan") && !svg.contains("inf\""))
    }
  }

  @Test func `a step holds until the next one`() throws {
    let svg = try drawing(Plot("", .step([0, 1]))).svg
    #expect(svg.contains(/d="M[\d.]+ 250.0H468.0V34.0"/))
  }

  @Test func `bars of several series stand side by side, from zero`() throws {
    let svg = try drawing(
      Plot("", .bars(["a", "b"], [1, 2], "one"), .bars(["a", "b"], [3, -1]))
    ).svg
    let bars = svg.matches(of: /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/)
      .map { match in [match.1, match.2, match.3, match.4].compactMap { Double($0) } }.dropFirst(0)
    // One is the legend's.
    let drawn = bars.filter { $0[3] != 12 }
    #expect(drawn.count == 4)
    #expect(abs(drawn[0][1] + drawn[0][3] - (drawn[1][1] + drawn[1][3])) < 0.2)
    #expect(drawn[0][0] < drawn[2][0] && drawn[2][0] < drawn[1][0])
    #expect(svg.contains(">a</text>") && svg.contains(">b</text>"))
  }

  @Test func `a histogram counts every number once`() {
    let mark = Mark.histogram([0, 1, 1, 2, 3, 4, .nan], bins: 4)
    #expect(mark.y == [1, 2, 1, 2])
    #expect(mark.edges == [0, 1, 2, 3, 4])
    #expect(Mark.histogram([7, 7]).y == [2])
    #expect(Mark.histogram([Double]()).y.allSatisfy { $0 == 0 })
  }

  @Test func `signs of XML in names are text`() throws {
    let svg = try drawing(Plot("a < b & \"c\"", x: "<x>", .line([1, 2], "&"))).svg
    #expect(svg.contains("a &lt; b &amp; &quot;c&quot;"))
  }

  @Test func `numbers stand in the fields of a heat map`() throws {
    let map = HeatMap(
      "M", [[1.25, -2], [0, 4]], rows: ["a", "b"], columns: ["c", "d"], digits: 1)
    let svg = try drawing(map).svg
    for text in ["1.3", "−2.0", "0.0", "4.0"] { #expect(svg.contains(">\(text)</text>")) }
    let sparse = try drawing(HeatMap("M", [[1.25, 0]], digits: 1, showsZeros: false)).svg
    #expect(sparse.contains(">1.3</text>") && !sparse.contains(">0.0</text>"))
    #expect(svg.contains("fill-opacity:0.50") && svg.contains("class=\"s1 area\""))
    let bare = try drawing(HeatMap("M", [[1.25, -2]])).svg
    #expect(bare.contains("from −2.00 to 1.25, dotted below 0"))
  }

  @Test func `images are PNG files within the drawing`() throws {
    let images = [[[0.0, 1], [0.5, 0.25]], [[1, 1], [1, 1]]]
    let (svg, description) = try drawing(ImageGrid("Two", images, captions: ["a\nb", "c"]))
    let data = svg.matches(of: /base64,([^"]+)"/).compactMap { Data(base64Encoded: String($0.1)) }
    #expect(data.count == 2 && data.allSatisfy { $0.starts(with: [0x89, 0x50, 0x4E, 0x47]) })
    #expect(description == "Two: 2 images of 2 × 2 pixels")
    #expect(svg.contains(">a</text>") && svg.contains(">b</text>"))
  }

  @Test func `a two-sided map has white at zero, and a scale`() throws {
    let grid = ImageGrid(
      "Weights", [[-0.5, 0.0], [0.25, 0.5]], colorMap: .diverging, description: "Two by two.")
    let (svg, description) = try drawing(grid)
    let files = svg.matches(of: /base64,([^"]+)"/).compactMap { Data(base64Encoded: String($0.1)) }
    let pixels = try files.map { try PNGImage(decoding: Array($0)) }
    #expect(pixels.map(\.width) == [61, 2])
    #expect(Array(pixels[1].bytes[3..<6]) == [247, 247, 247])
    #expect(pixels[1].bytes[0] > pixels[1].bytes[2], "orange")
    #expect(pixels[1].bytes[9] < pixels[1].bytes[11], "blue")
    #expect(Array(pixels[0].bytes[90..<93]) == [247, 247, 247])
    for text in ["−0.50", "0", "0.50"] { #expect(svg.contains(">\(text)</text>")) }
    #expect(description == "Two by two.")
  }

  @Test func `reference lines and annotations are no series`() throws {
    let plot = Plot(
      "Steps", x: "x", y: "y", .rule(y: 1, "one"), .rule(x: 2), .line([0, 4], "a", markers: true),
      .annotation("here", x: 1, y: 4, anchor: .end), .line([1, 3]), .rule(y: .nan),
      .annotation("nowhere", x: .nan, y: 0))
    let (svg, description) = try drawing(plot)
    #expect(description == "Steps: y over x (a)")
    #expect(svg.count { $0 == "\n" } > 10)
    #expect(svg.matches(of: /stroke-dasharray="5 4"/).count == 2)
    #expect(svg.contains("s0 line") && svg.contains("s0 point") && svg.contains("s1 line"))
    #expect(!svg.contains("s2 line"))
    #expect(svg.contains(/text-anchor="end">here</) && !svg.contains("nowhere"))
  }

  @Test func `on a logarithmic axis equal ratios have equal lengths`() throws {
    let svg = try drawing(
      Plot("", yScale: .logarithmic, .line([0.01, 0.1, 0, 1]), .bars(["a"], [0.1]))
    ).svg
    let line = try #require(svg.split(separator: "\n").first { $0.contains("s0 line") })
    #expect(line.count { $0 == "M" } == 2, "zero has no place")
    #expect(svg.contains(">10⁻²</text>") && svg.contains(">1</text>"))
  }

  @Test func `histograms share their bins`() {
    let one = Mark.histogram([0.0, 1], bins: 4, range: -1...3)
    let other = Mark.histogram([5.0, 3], bins: 4, range: -1...3)
    #expect(one.edges == other.edges && one.edges == [-1, 0, 1, 2, 3])
    #expect(one.y == [0, 1, 1, 0] && other.y == [0, 0, 0, 1])
  }

  @Test func `what can't be drawn stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Mark.line(x: [1, 2], [1]) }
    await #expect(processExitsWith: .failure) { _ = Mark.bars(["a"], [1, 2]) }
    await #expect(processExitsWith: .failure) { _ = HeatMap("", [1, 2]) }
    await #expect(processExitsWith: .failure) {
      _ = ImageGrid("", [[1, 2]], captions: ["a", "b"])
    }
  }
}
