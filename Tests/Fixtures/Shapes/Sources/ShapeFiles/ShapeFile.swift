/// A file of shapes.
public struct ShapeFile {
  /// What it is called.
  public let name: String

  /// Makes a file of some name.
  public init(name: String) { self.name = name }
}
