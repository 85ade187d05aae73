/// How much a cell may use.
public struct Limits: Hashable, Sendable {
  /// Seconds that a cell may run, unless it says `timeout=`.
  public var cellSeconds = 60.0
  /// Bytes that a cell may print.
  public var outputBytes = 1 << 20

  /// The usual limits.
  public init() {}
}
