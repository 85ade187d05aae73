import ChapterModel
import SourceModel

/// A use of a variable above its declaration. Swift gives it zero, or what else the memory holds before
/// the program comes to the declaration.
struct EarlyUse: Sendable {
  /// A cell of the program, by its number.
  let user: Int
  let mention: FreeMention
  /// The cell that declares the variable.
  let declarer: Int
  let variable: TopLevelVariable
  /// Whether the name may be that of a member which no cell declares: of a type of the library, or inherited.
  var isUncertain: Bool { mention.hasUnknownMembers }

  /// Those in a program's cells.
  static func all(in codes: [SwiftCode]) -> [EarlyUse] {
    // From the end, so that the first declaration stays.
    var declared: [String: (cell: Int, variable: TopLevelVariable)] = [:]
    for (number, code) in codes.enumerated().reversed() {
      for variable in code.variables.reversed() { declared[variable.name] = (number, variable) }
    }
    guard !declared.isEmpty else { return [] }
    var uses: [EarlyUse] = []
    for (number, code) in codes.enumerated() {
      for mention in code.mentions {
        guard let (declarer, variable) = declared[mention.name],
          (number, mention.range.lowerBound) < (declarer, variable.offset)
        else { continue }
        uses.append(
          EarlyUse(user: number, mention: mention, declarer: declarer, variable: variable))
      }
    }
    guard uses.contains(where: { !$0.mention.types.isEmpty }) else { return uses }
    let members = codes.reduce(into: Set<String>()) { $0.formUnion($1.members) }
    return uses.filter { !$0.isMember(among: members) }
  }

  /// Whether the name is that of a member of a type around it, which comes first.
  private func isMember(among members: Set<String>) -> Bool {
    mention.types.contains { members.contains("\($0).\(mention.name)") }
  }
}

extension Program {
  /// Uses that are reached before the declaration whatever the program does.
  var earlyUses: [Diagnostic] {
    uses.filter { $0.mention.body == nil }.map(error)
  }

  /// What is wrong with a use that the program came to, and the number of its cell.
  package func earlyUse(_ number: Int) -> (cell: Int, error: Diagnostic) {
    (uses[number].user, error(uses[number]))
  }

  /// The same program, whose variable has another name: where a use is of the variable and not of a member,
  /// the compiler misses the name.
  package func renamingVariable(ofUse number: Int) -> Program {
    var program = self
    program.renamedVariable = (uses[number].declarer, uses[number].variable.offset)
    return program
  }

  private func error(_ use: EarlyUse) -> Diagnostic {
    Diagnostic(
      severity: .error, message: message(use), location: location(use.mention.place, use.user))
  }

  /// Whether there are uses that may or may not be.
  package var hasWatchedUses: Bool {
    watchesUses
      && (uses.contains { $0.mention.body != nil } || notes.contains { !$0.isEmpty })
  }

  /// The same program, whose functions and closures use variables as they are, and which tells no values.
  package var unwatched: Program {
    var program = self
    program.watchesUses = false
    return program
  }

  private func message(_ use: EarlyUse) -> String {
    let place = location(use.variable.place, use.declarer)
    return """
      '\(use.variable.name)' is used before its declaration at \(place), where it gets its value; \
      declare it above
      """
  }

  /// Calls of the runtime in a cell's code: behind the declarations of variables that functions and
  /// closures above them use, and where those do.
  func insertions(inCell number: Int, _ cell: Cell) -> [(offset: Int, text: String)] {
    var insertions: [(offset: Int, text: String)] = []
    var announced: Set<String> = []
    for (index, use) in uses.enumerated() {
      guard let body = use.mention.body else { continue }
      if use.declarer == number, announced.insert(use.variable.name).inserted {
        insertions.append(
          (use.variable.end, "; __chaptersDeclare(\(use.variable.name.debugDescription))"))
      }
      guard use.user == number else { continue }
      let name = use.variable.name.debugDescription
      let check =
        use.isUncertain
        ? "__chaptersSuspect(\(name), \(index))"
        : "__chaptersUse(\(name), \(message(use).debugDescription), "
          + "#fileID, \(cell.firstCodeLine + use.mention.place.line - 1))"
      let isRead = use.variable.isConstant || body.isOnlyRead
      guard let statement = body.statement, !(body.isWholeClosure && isRead) else {
        insertions.append((use.mention.range.lowerBound, "(\(check), "))
        insertions.append((use.mention.range.upperBound, ").1"))
        continue
      }
      insertions.append((statement, "\(check); \(body.isReturned ? "return " : "")"))
    }
    return insertions
  }
}
