/// A function that the readers of a page call: with what they draw or enter. It stands in a cell marked `wasm`,
/// is compiled to WebAssembly, and answers in the page, without a server.
///
///     func shares(_ pixels: [Float], _ weights: [[Float]]) -> [Float] { … }
///
///     PageFunction(
///       "shares", shares, title: "What is it?", input: .drawing(width: 28, height: 28),
///       labels: ["shirt", "shoe"], data: [network.weight, network.bias],
///       examples: photographs, captions: ["a shirt", "a shoe"])
///
/// The program calls it with the examples. What it gives for them is a figure, which is recorded and checked,
/// and which other formats, paper and pages without scripts show.
public struct PageFunction: Codable, Displayable, Hashable, Sendable {
  /// What readers give to a function.
  public enum Input: Codable, Hashable, Sendable {
    /// A drawing: its pixels row by row, from 0 for the ground to 1 for the ink.
    case drawing(width: Int, height: Int)
    /// Numbers, in the order of the fields.
    case fields([Field])

    /// Numbers within ranges, by their names: `.numbers(["width": 0...10, "height": 0...5])`.
    public static func numbers(_ fields: KeyValuePairs<String, ClosedRange<Double>>) -> Input {
      .fields(
        fields.map { Field(label: $0, lowest: $1.lowerBound, highest: $1.upperBound) })
    }

    /// How many numbers a function gets.
    public var count: Int {
      switch self {
      case .drawing(let width, let height): width * height
      case .fields(let fields): fields.count
      }
    }
  }

  /// A number that readers enter.
  public struct Field: Codable, Hashable, Sendable {
    /// What it is called.
    public let label: String
    /// The smallest number that can be entered.
    public let lowest: Double
    /// The greatest one.
    public let highest: Double
  }

  /// The function's name in a cell marked `wasm`.
  public let name: String
  /// What stands above the field and the answers.
  public let title: String
  /// What readers give to it.
  public let input: Input
  /// What the numbers are called that it gives.
  public let labels: [String]
  /// What it gets besides, the same in each call.
  public let data: [[Double]]
  /// Whether it computes in `Float`.
  public let isSingle: Bool
  /// Inputs that readers can begin with.
  public let examples: [[Double]]
  /// What the examples are called.
  public let captions: [String]
  /// What the function gives for each example.
  public let answers: [[Double]]

  /// A function of what readers give, and of data that a program has. Stops the program where counts don't fit.
  ///
  /// - Parameters:
  ///   - name: the function's name, by which the page knows it.
  ///   - function: the same function: its first argument is what readers give, the second has one array for each
  ///     of `data`. Numbers are `Float` or `Double`.
  ///   - title: what stands above.
  ///   - input: what readers give.
  ///   - labels: what the numbers are called that the function gives, one for each. Numbers from 0 to 1 are shown
  ///     as bars.
  ///   - data: arrays or tensors of numbers, whose elements the function gets in row-major order. Whole numbers
  ///     from −128 to 127 take a byte each in the page, those that `Float16` holds two, others four or eight.
  ///   - examples: of shape examples × inputs, or examples × height × width.
  ///   - captions: what the examples are called, one for each.
  public init<Number: BinaryFloatingPoint>(
    _ name: String, _ function: ([Number], [[Number]]) -> [Number], title: String, input: Input,
    labels: [String], data: [any Plottable], examples: some Plottable, captions: [String]
  ) {
    let data = data.map(\.plottedValues.numbers)
    self.init(
      name, title, input, labels, data, examples.plottedValues, captions,
      isSingle: Number.self == Float.self
    ) { values in
      function(values.map { Number($0) }, data.map { $0.map { Number($0) } }).map { Double($0) }
    }
  }

  /// A function of nothing but what readers give.
  public init<Number: BinaryFloatingPoint>(
    _ name: String, _ function: ([Number]) -> [Number], title: String, input: Input,
    labels: [String], examples: some Plottable, captions: [String]
  ) {
    self.init(
      name, title, input, labels, [], examples.plottedValues, captions,
      isSingle: Number.self == Float.self
    ) { values in function(values.map { Number($0) }).map { Double($0) } }
  }

  private init(
    _ name: String, _ title: String, _ input: Input, _ labels: [String], _ data: [[Double]],
    _ examples: PlottedValues, _ captions: [String], isSingle: Bool,
    _ function: ([Double]) -> [Double]
  ) {
    let inputs = Self.inputs(examples, of: name, input)
    if inputs.isEmpty { Self.stop(name, "has no examples; give it one or more") }
    if captions.count != inputs.count {
      Self.stop(name, "has \(inputs.count) examples and \(captions.count) captions")
    }
    if !(data + inputs).allSatisfy({ $0.allSatisfy(\.isFinite) }) {
      Self.stop(name, "has data or examples that aren't finite numbers")
    }
    self.name = name
    self.title = title
    self.input = input
    self.labels = labels
    self.isSingle = isSingle
    self.captions = captions
    // As the function itself gets them.
    func held(_ numbers: [Double]) -> [Double] {
      isSingle ? numbers.map { Double(Float($0)) } : numbers
    }
    self.data = data.map(held)
    self.examples = inputs.map(held)
    answers = inputs.map(function)
    for answer in answers where answer.count != labels.count {
      Self.stop(name, "gives \(answer.count) numbers, and has \(labels.count) labels")
    }
  }

  /// The examples one by one.
  private static func inputs(
    _ examples: PlottedValues, of name: String, _ input: Input
  ) -> [[Double]] {
    switch input {
    case .drawing(let width, let height):
      guard (1...128).contains(width), (1...128).contains(height) else {
        stop(name, "takes drawings of \(width) × \(height) pixels; a side has 1 to 128")
      }
    case .fields(let fields):
      for field in fields
      where !(field.highest - field.lowest).isFinite || field.lowest == field.highest {
        stop(name, "has a field '\(field.label)' from \(field.lowest) to \(field.highest)")
      }
    }
    let (count, numbers) = (input.count, examples.numbers)
    guard count > 0, numbers.count % count == 0,
      (examples.shape.first ?? 1) * count == numbers.count
    else {
      stop(name, "takes \(count) numbers, and has examples of shape \(examples.shape)")
    }
    return stride(from: 0, to: numbers.count, by: count).map { Array(numbers[$0..<($0 + count)]) }
  }

  private static func stop(_ name: String, _ words: String) -> Never {
    fatalError("the page's function '\(name)' \(words)")
  }

  /// The function, for a page.
  public var representation: Representation { .function(self) }
}
