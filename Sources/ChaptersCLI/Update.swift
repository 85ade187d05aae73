import ArgumentParser
import BookRendering
import RecordCheck
import SourceModel

/// `chapters update`
struct Update: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the cells and records their outputs in the chapters.",
    discussion: """
      Only recorded outputs change, and only where 'chapters check' finds a difference. A chapter \
      with a cell that fails stays as it is. Comments such as '// Prints "…"' are code, and stay as \
      their author wrote them.

        chapters update 8                  one chapter
        chapters update --interactive      shows each difference, and asks
        chapters update --missing          records only what has no record yet
      """)

  @OptionGroup var options: BookOptions

  @Flag(help: "Record only cells that print and have no record yet.")
  var missing = false

  @Flag(name: .shortAndLong, help: "Show each difference, and ask.")
  var interactive = false

  func run() async throws { try await reportingErrors(update) }

  private func update() async throws {
    var run = try await BookRun(options)
    var question = Question(isAsked: interactive)
    var (isRefused, isUnwritable) = (false, false)
    try await run.run(making: { ChapterCheck($0, $1) }) { outcome in
      let (chapter, result) = (outcome.chapter, outcome.result)
      guard result.failures.isEmpty else { return }
      let unrecorded = outcome.product.recordable.filter { !missing || $0.cell.record == nil }
      for cell in unrecorded.map(\.cell) where !cell.hasRoomForOutput {
        Console.complain("\(cell.location): not recorded: this fence is never closed; close it")
      }
      let differences = unrecorded.filter { $0.cell.hasRoomForOutput && question.isAccepted($0) }
      let meant = Set(differences.map(\.cell.id))
      guard !chapter.isSwiftSource else {
        return Console.complain(
          "\(chapter.source.path): not recorded: outputs in Swift sources are only checked")
      }
      guard !meant.isEmpty else {
        return Console.say("\(chapter.source.path): nothing to record")
      }
      do {
        try ChapterUpdate(chapter, result).write { meant.contains($0.id) }
      } catch let error where error is UpdateError || error is SpliceError {
        isRefused = true
        return Console.complain("\(error)")
      } catch let error as FileError {
        // What ran in the other chapters is recorded all the same.
        isUnwritable = true
        return Console.complain(error.description)
      }
      let count = meant.count
      Console.say("\(chapter.source.path): recorded \(count) output\(count == 1 ? "" : "s")")
    }
    if isUnwritable { throw ExitCode(2) }
    if run.hasFailed || isRefused { throw ExitCode(1) }
  }
}

/// Asks a person at the terminal whether a difference is meant.
private struct Question {
  /// Whether anybody is asked; without, all is meant.
  var isAsked: Bool
  private var answerForAll: Bool?

  init(isAsked: Bool) { self.isAsked = isAsked }

  mutating func isAccepted(_ difference: ChapterCheck.Difference) -> Bool {
    guard isAsked else { return true }
    if let answerForAll { return answerForAll }
    Console.say(coloured: DifferenceReport(usesColour: Console.usesColour).text(difference))
    while true {
      let answer = Console.ask("Record this output? [y]es, [n]o, [a]ll that follow, [q]uit: ")
      switch answer?.lowercased() {
      case "y", "yes": return true
      case "n", "no": return false
      case "a", "all":
        answerForAll = true
        return true
      case "q", "quit", nil:
        answerForAll = false
        return false
      default: continue
      }
    }
  }
}
