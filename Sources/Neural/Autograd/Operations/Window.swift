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

  private static func places(
    _ input: Int, _ size: Int, _ stride: Int, _ padding: Int, _ dilation: Int, _ roundingUp: Bool
  ) -> Int {
    let room = input + 2 * padding - dilation * (size - 1) - 1
    if room < 0 { return 0 }
    if !roundingUp { return room / stride + 1 }
    let count = (room + stride - 1) / stride + 1
    // A window that starts beyond the image and its left padding is left out.
    return (count - 1) * stride >= input + padding ? count - 1 : count
  }
}

extension Tensor {
  /// Images as a batch: a single one, of three dimensions, becomes a batch of one.
  final func asImages(_ name: String) -> Tensor {
    if sizes.count != 3 && sizes.count != 4 {
      fail(
        "Expected 3D (unbatched) or 4D (batched) input to \(name), but got input of size: \(shape)")
    }
    return sizes.count == 3 ? unsqueeze(0) : self
  }
}
