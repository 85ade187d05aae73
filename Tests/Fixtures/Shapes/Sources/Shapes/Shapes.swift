/// A point of the plane.
public struct Point {
  /// Its place from left to right.
  public var x: Double
  /// Its place from bottom to top.
  public var y: Double
  var isHidden = false

  /// Makes a point of its places.
  public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

  /// How far it is from the origin.
  public var length: Double { (x * x + y * y).squareRoot() }

  /// The point farther from another.
  public func scaled(times factor: Double = 2, around other: Point) -> Point {
    Point(x: other.x + (x - other.x) * factor, y: other.y + (y - other.y) * factor)
  }

  /// The point at another place.
  public func moved(by other: Point) -> Point { Point(x: x + other.x, y: y + other.y) }
}

/// How far something goes.
public struct Offset: Equatable {
  /// How far it goes to the right.
  public var width: Double

  /// Both, one after the other.
  public static func + (one: Offset, other: Offset) -> Offset {
    Offset(width: one.width + other.width)
  }

  /// The way back.
  public static prefix func - (offset: Offset) -> Offset { Offset(width: -offset.width) }

  /// A part of the way.
  public static func / (offset: Offset, count: Double) -> Offset {
    Offset(width: offset.width / count)
  }

  /// Goes a part of the way.
  public static func /= (offset: inout Offset, count: Double) { offset.width /= count }
}

/// Something with an area.
public protocol Shape {
  /// How much of the plane it covers.
  var area: Double { get }
}

/// Something with a place.
public protocol Movable {
  /// Goes to another place.
  mutating func move(by other: Point)
}

/// Why a drawing can't be read.
public struct DrawingError: Error {
  /// Makes an error.
  public init() {}
}

/// Points that are read from text.
public struct Drawing {
  /// The points, in their order.
  public let points: [Point]

  /// Reads a drawing.
  public init(parsing text: String) throws {
    guard !text.isEmpty else { throw DrawingError() }
    points = []
  }

  /// Waits for the points of others.
  public static func shared() async -> Drawing? { try? Drawing(parsing: "x") }

  /// Sends the drawing to somebody.
  public func send() {}

  /// Shows the drawing, and says how many lines that took.
  @discardableResult
  public func show() -> Int {
    print("a drawing")
    return 1
  }
}

/// Calls a function for each of some points.
public func each(_ points: [Point], do body: (Point) -> Void) { points.forEach(body) }

/// Draws a shape's outline.
public func outline<S: Shape>(_ shape: S) { print(shape.area) }

/// The first of some points' lengths, by their first digit.
public func lengths(_ points: [Point]) -> [(first: Character?, lengths: ArraySlice<Double>)] {
  [(first: "5", lengths: points.map(\.length)[...])]
}

extension Array where Element == Point {
  /// The sum of the points' lengths.
  public var totalLength: Double { map(\.length).reduce(0, +) }
}

#if os(Windows)
  extension Point {
    /// What the system knows it by.
    public var handle: Int { 0 }
  }
#endif
