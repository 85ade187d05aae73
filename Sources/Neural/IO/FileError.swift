/// The error that reading and writing files throws: the file and what is wrong with it.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// The path as it was given.
  public let path: String
  /// What is wrong, as the rest of a sentence that begins with the path: "is no IDX file".
  public let problem: String

  /// The path and the problem: `data/labels.idx: is no IDX file`.
  public var description: String { "\(path): \(problem)" }

  init(_ path: String, _ problem: String) {
    self.path = path
    self.problem = problem
  }
}
