/// A size in two dimensions, height and width; a single number stands for both.
public struct Pair: Sendable, Equatable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// The height.
  public let height: Int
  /// The width.
  public let width: Int
  /// Whether it was given as a single number, as which some modules print it.
  let isSingle: Bool

  /// The same height and width.
  public init(_ both: Int) {
    (height, width, isSingle) = (both, both, true)
  }

  /// A height and a width.
  public init(_ height: Int, _ width: Int) {
    (self.height, self.width, isSingle) = (height, width, false)
  }

  /// The same height and width.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A height and a width. Stops the program unless there are two numbers.
  public init(arrayLiteral elements: Int...) {
    if elements.count != 2 { fail("expected two numbers, for height and width; got \(elements)") }
    self.init(elements[0], elements[1])
  }

  /// A Python tuple: `(3, 3)`.
  var tuple: String { "(\(height), \(width))" }

  /// A single number, or a Python tuple, as it was given.
  var asGiven: String { isSingle ? "\(height)" : tuple }
}

/// The sliding window of a convolution or pooling.
struct Window {
  let size: Pair
  let stride: Pair
  let padding: Pair
  let dilation: Pair

  /// The height and width of the output for images of a size.
  func places(_ height: Int, _ width: Int, roundingUp: Bool = false) -> (Int, Int) {
    (
      Window.places(
        height, size.height, stride.height, padding.height, dilation.height, roundingUp),
      Window.places(width, size.width, stride.width, padding.width, dilation.width, roundingUp)
    )
  }

  /// The extent of a dilated window, `(size − 1) · dilation + 1`; `Int.max` where that overflows.
  static func extent(_ size: Int, _ dilation: Int) -> Int {
    let (gaps, isTooLarge) = (size &- 1).multipliedReportingOverflow(by: dilation)
    return isTooLarge || gaps == .max ? .max : gaps + 1
  }

  /// PyTorch's `pooling_output_shape`, negative where the window is larger than the padded image.
  /// Arguments are in range, so that only the window's extent could overflow.
  private static func places(
    _ input: Int, _ size: Int, _ stride: Int, _ padding: Int, _ dilation: Int, _ roundingUp: Bool
  ) -> Int {
    let room = input &+ 2 &* padding &- extent(size, dilation)
    let rest = room % stride
    let down = room / stride - (rest < 0 ? 1 : 0)
    if !roundingUp { return down + 1 }
    let count = down + (rest == 0 ? 0 : 1) + 1
    // A window that starts beyond the image and its left padding is left out.
    return (count - 1) * stride >= input + padding ? count - 1 : count
  }
}
