/// Comments as many write them: code that is indented, or within a fence without a word.
///
///     let corner = Point(x: 3, y: 4)
///     print(corner.length)
///     // Prints "5.0"
///
/// ```
/// print(Point(x: 1, y: 1).moved(by: Point(x: 1, y: 0)).x)
/// // Prints "3.0"
/// ```
///
/// What they print, and what isn't Swift, is no example:
///
///     [1, 2, 3]
///
/// ```
/// $ swift build
/// ```
///
///     the first column, the second
///
/// - Parameter name: What it is called. The code below is that of the parameter:
///
///       print(ShapeFile(nme: "a"))
///
/// - Returns: Nothing
///     that goes on here.
public func document(name: String) {}
