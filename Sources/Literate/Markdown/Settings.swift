/// What a chapter can set in its front matter, and a book for all its chapters in `book.yml`.
public struct Settings: Hashable, Sendable {
  /// The title, in the place of the first heading.
  public var title: String?
  /// The part of the book that begins with this chapter.
  public var part: String?
  /// How many seconds a cell may run.
  public var timeout: Double?
  /// How many seconds a chapter's program may run.
  public var chapterTimeout: Double?
  /// How many bytes of memory a chapter's program may use.
  public var memory: Int?
  /// How many bytes a cell may print.
  public var output: Int?
  /// How far numbers may differ from the recorded ones.
  public var tolerance: Double?
  /// The chapter whose cells come first in this one's program.
  public var continues: String?
  /// Files that the cells read: a changed one runs the chapter anew.
  public var depends: [String] = []
  /// What cells may require: a name, and the files that it stands for.
  public var requirements: [String: [String]] = [:]
  /// Environment variables that the cells find: a value, or nil for the one that the runner has.
  public var environment: [String: String?] = [:]
  /// Seconds that the compiler may take for a chapter's program.
  public var compileTimeout: Double?
  /// Which hints cells show.
  public var hints: CellOptions.Hints?
  /// Text that may vary from run to run, such as times and addresses.
  public var varies: [VaryingText] = []

  /// Settings that set nothing.
  public init() {}

  /// These settings, and a book's where they say nothing. What belongs to one chapter alone isn't
  /// taken over.
  func withDefaults(_ book: Settings) -> Settings {
    var settings = self
    settings.timeout = timeout ?? book.timeout
    settings.chapterTimeout = chapterTimeout ?? book.chapterTimeout
    settings.memory = memory ?? book.memory
    settings.output = output ?? book.output
    settings.tolerance = tolerance ?? book.tolerance
    settings.depends = book.depends + depends
    settings.requirements = book.requirements.merging(requirements) { $1 }
    settings.environment = book.environment.merging(environment) { $1 }
    settings.compileTimeout = compileTimeout ?? book.compileTimeout
    settings.hints = hints ?? book.hints
    settings.varies = book.varies + varies
    return settings
  }
}
