/// What a chapter can set in its front matter, and a book for all its chapters in `book.yml`.
package struct Settings: Hashable, Sendable {
  /// The title, in the place of the first heading.
  package var title: String?
  /// The part of the book that begins with this chapter.
  package var part: String?
  /// How many seconds a cell may run.
  package var timeout: Double?
  /// How many seconds a chapter's program may run.
  package var chapterTimeout: Double?
  /// How many bytes of memory a chapter's program may use.
  package var memory: Int?
  /// How many bytes a cell may print.
  package var output: Int?
  /// How many states the controls of a chapter may have.
  package var states: Int?
  /// How far numbers may differ from the recorded ones.
  package var tolerance: Double?
  /// The chapter whose cells come first in this one's program.
  package var continues: String?
  /// Files that the cells read: a changed one runs the chapter anew.
  package var depends: [String] = []
  /// What cells may require: a name, and the files that it stands for.
  package var requirements: [String: [String]] = [:]
  /// Environment variables that the cells find: a value, or nil for the one that the runner has.
  package var environment: [String: String?] = [:]
  /// Seconds that the compiler may take for a chapter's program.
  package var compileTimeout: Double?
  /// Which hints cells show.
  package var hints: CellOptions.Hints?
  /// Text that may vary from run to run, such as times and addresses.
  package var varies: [VaryingText] = []
  /// How the cells' twins in Python are run and shown.
  package var twins: TwinSettings?

  package init() {}

  /// These settings, and a book's where they say nothing. What belongs to one chapter alone isn't
  /// taken over.
  func withDefaults(_ book: Settings) -> Settings {
    var settings = self
    settings.timeout = timeout ?? book.timeout
    settings.chapterTimeout = chapterTimeout ?? book.chapterTimeout
    settings.memory = memory ?? book.memory
    settings.output = output ?? book.output
    settings.states = states ?? book.states
    settings.tolerance = tolerance ?? book.tolerance
    settings.depends = book.depends + depends
    settings.requirements = book.requirements.merging(requirements) { $1 }
    settings.environment = book.environment.merging(environment) { $1 }
    settings.compileTimeout = compileTimeout ?? book.compileTimeout
    settings.hints = hints ?? book.hints
    settings.varies = book.varies + varies
    settings.twins = twins ?? book.twins
    return settings
  }
}
