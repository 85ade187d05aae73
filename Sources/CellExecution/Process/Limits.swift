import ChapterModel

/// How much a chapter's program may use.
package struct Limits: Hashable, Sendable {
  /// Seconds that a cell may run, unless it says `timeout=`.
  package var cellSeconds = 60.0
  /// Seconds that the whole program may run.
  var chapterSeconds = 600.0
  /// Seconds that the compiler may take for the program.
  var compileSeconds = 120.0
  /// Bytes of memory that the program, or the compiler, may use.
  var memoryBytes = 4_000_000_000
  /// How many states the controls of a chapter may have.
  var states = 64
  /// Bytes that a cell may print.
  var outputBytes = 1 << 20

  package init() {}

  /// These limits, where a chapter or its book doesn't set others.
  package func with(_ settings: Settings) -> Limits {
    var limits = self
    limits.cellSeconds = settings.timeout ?? cellSeconds
    limits.chapterSeconds = settings.chapterTimeout ?? chapterSeconds
    limits.compileSeconds = settings.compileTimeout ?? compileSeconds
    limits.memoryBytes = settings.memory ?? memoryBytes
    limits.outputBytes = settings.output ?? outputBytes
    limits.states = settings.states ?? states
    return limits
  }
}
