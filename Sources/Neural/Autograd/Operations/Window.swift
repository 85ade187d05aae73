/// Two numbers, for height and width; a single number stands for both.
public struct Pair: Sendable, Equatable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// The number for the height.
  public let height: Int
  /// The number for the width.
  public let width: Int
  /// Whether it was given as a single number, and is printed so where PyTorch does.
  let isSingle: Bool

  /// The same number for both.
  public init(_ both: Int) {
    (height, width, isSingle) = (both, both, true)
  }

  /// A number each.
  public init(_ height: Int, _ width: Int) {
    (self.height, self.width, isSingle) = (height, width, false)
  }

  /// The same number for both.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A number each; stops the program unless there are two.
  public init(arrayLiteral elements: Int...) {
    if elements.count != 2 { fail("expected two numbers, for height and width; got \(elements)") }
    self.init(elements[0], elements[1])
  }

  /// As Python prints two numbers: `(3, 3)`.
  var tuple: String { "(\(height), \(width))" }

  /// As it was given.
  var asGiven: String { isSingle ? "\(height)" : tuple }
}

/// A window that moves over images.
struct Window {
  let size: Pair
  let stride: Pair
  let padding: Pair
  let dilation: Pair

  /// The size of the output for images of a size: how many places the window has.
  func places(_ height: Int, _ width: Int, roundingUp: Bool = false) -> (Int, Int) {
    (
      Window.places(
        height, size.height, stride.height, padding.height, dilation.height, roundingUp),
      Window.places(width, size.width, stride.width, padding.width, dilation.width, roundingUp)
    )
  }

  /// How much of an image a window of some elements covers, the gaps between them included; the
  /// largest whole number where that overflows.
  static func extent(_ size: Int, _ dilation: Int) -> Int {
    let (gaps, isTooLarge) = (size &- 1).multipliedReportingOverflow(by: dilation)
    return isTooLarge || gaps == .max ? .max : gaps + 1
  }

  /// PyTorch's count, negative where the window is larger than the padded image by some strides. The
  /// arguments are in range, so that nothing but the window's extent could overflow.
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

/// What pooling asks of a window.
extension Window {
  /// PyTorch keeps the numbers of a window for pooling as 32-bit ones.
  func checkFitsInt32() {
    for pair in [size, stride, padding, dilation] {
      if Int32(exactly: pair.height) == nil || Int32(exactly: pair.width) == nil {
        fail("value cannot be converted to type int without overflow")
      }
    }
  }

  /// Stops the program where a number that has to be positive isn't.
  func checkIsPositive() {
    if min(size.height, size.width) <= 0 {
      fail(
        "kernel size should be greater than zero, but got kH: \(size.height) kW: \(size.width)")
    }
    if min(stride.height, stride.width) <= 0 {
      fail("stride should be greater than zero, but got dH: \(stride.height) dW: \(stride.width)")
    }
    if min(dilation.height, dilation.width) <= 0 {
      fail(
        "dilation should be greater than zero, but got dilationH: \(dilation.height) dilationW: "
          + "\(dilation.width)")
    }
  }

  /// The rows of an image that the window sees from its `place`-th place: from the first up to and
  /// without the end, by the dilation.
  @inline(__always)
  func rows(seenFrom place: Int, _ height: Int) -> (first: Int, end: Int) {
    Window.seen(
      place * stride.height - padding.height, size.height, dilation.height, upTo: height)
  }

  /// The columns of an image that the window sees from its `place`-th place.
  @inline(__always)
  func columns(seenFrom place: Int, _ width: Int) -> (first: Int, end: Int) {
    Window.seen(place * stride.width - padding.width, size.width, dilation.width, upTo: width)
  }

  @inline(__always)
  private static func seen(
    _ start: Int, _ size: Int, _ dilation: Int, upTo limit: Int
  ) -> (first: Int, end: Int) {
    let first = start < 0 ? start + (-start + dilation - 1) / dilation * dilation : start
    return (first, min(start + (size - 1) * dilation + 1, limit))
  }
}

extension Tensor {
  /// Images as a batch: a single one, of three dimensions, becomes a batch of one.
  final func asImages(_ name: String) -> Tensor {
    if ndim != 3 && ndim != 4 {
      fail(
        "Expected 3D (unbatched) or 4D (batched) input to \(name), but got input of size: \(shape)")
    }
    return ndim == 3 ? unsqueeze(0) : self
  }
}
