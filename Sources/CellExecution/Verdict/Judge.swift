import CellProgram
import ChapterModel
import SourceModel

/// Says what a cell is that failed, from all that the compiler says of it, from its own text, and from what
/// the library offers.
///
/// Only what is certain is called broken: a mistake about something that the library offers and that no cell of
/// the document declares.
struct Judge {
  private let names: DeclaredNames
  /// Without those of cells that show what the library has.
  private var written: DeclaredNames
  private let symbols: PublicSymbols
  private let manifests: ManifestJudge?
  /// Whether the cells document a source, where they may speak of what isn't public.
  private let isSource: Bool
  /// The cells of which the text around them says that they don't compile, by their places.
  private let foretold: Set<Int>
  /// The errors that a cell has in each of the other programs in which it was tried.
  var errorsElsewhere: [[Diagnostic]] = []

  init(
    cells: [Cell], symbols: PublicSymbols, manifests: ManifestJudge?, isSource: Bool,
    foretold: Set<Int>
  ) {
    (self.symbols, self.manifests) = (symbols, manifests)
    (self.isSource, self.foretold) = (isSource, foretold)
    names = DeclaredNames(cells)
    written = names
    written = DeclaredNames(cells.filter { !isShown($0) || staleness(of: $0) != nil })
  }

  /// Whether a cell shows declarations of the library's: without their bodies, or protocols as they are.
  private func isShown(_ cell: Cell) -> Bool {
    let form = CellForm(cell.code)
    return form.isListing || form.protocols.map { $0.allSatisfy(symbols.types.contains) } ?? false
  }

  /// - Parameter leavesOut: Whether the cell leaves something to the reader, in whose place something else
  ///   stands.
  func verdict(of cell: Cell, _ failure: CellFailure, leavingOut leavesOut: Bool) -> Verdict {
    switch failure.reason {
    case .notCompiled(let diagnostics):
      let errors = diagnostics.filter { $0.severity == .error }
      return verdict(of: cell, errors, leavingOut: leavesOut)
        ?? Verdict(.unclear, at: failure.location, failure.sentence)
    case .trapped(FilledCode.message):
      return Verdict(.placeholder, at: failure.location, "it needs what is left to the reader")
    case .notBuilt: return Verdict(.unclear, at: failure.location, failure.sentence)
    case .needs: return Verdict(.needsOther, at: failure.location, failure.sentence)
    case .printsOther: return Verdict(.placeholder, at: failure.location, failure.sentence)
    case .dependsOnPlace: return Verdict(.platform, at: failure.location, failure.sentence)
    default: return Verdict(.stops, at: failure.location, failure.sentence)
    }
  }

  private func verdict(
    of cell: Cell, _ all: [Diagnostic], leavingOut leavesOut: Bool
  ) -> Verdict? {
    guard let first = all.first else { return nil }
    let form = CellForm(cell.code)
    func verdict(_ kind: Verdict.Kind, _ error: Diagnostic? = nil, missing: [String] = [])
      -> Verdict
    {
      let error = error ?? first
      return Verdict(kind, at: error.location, error.message, missing: missing)
    }
    if form.isManifest { return manifests?.verdict(of: cell) ?? verdict(.manifest) }
    let errors = all.filter { error in
      !form.linesMeantToFail.contains(error.location.line - cell.firstCodeLine + 1)
    }
    guard !errors.isEmpty else { return verdict(.wrongOnPurpose) }
    if leavesOut {
      let error = errors.first { isCertain($0, in: cell, missing: [""], besideOmissions: true) }
      if let error { return verdict(.broken, error) }
      return Verdict(.placeholder, at: first.location, "it leaves code to the reader")
    }
    if form.isMalformed {
      if form.isListing { return staleness(of: cell) ?? verdict(.declarations) }
      if form.isFragment { return verdict(.fragment, errors[0]) }
      return verdict(.broken, errors[0])
    }
    if form.isListing { return staleness(of: cell) ?? verdict(.declarations) }
    var seen: Set<String> = []
    let missing = errors.compactMap(\.unknownName).filter { seen.insert($0).inserted }
    // What else is said of such a cell may come of that.
    let isElsewhere = errors.contains {
      $0.isAboutMissingModule || $0.isAboutOtherSystem || $0.isAboutEarlyUse
    }
    let lacking = isElsewhere ? missing + [""] : missing
    if let error = errors.first(where: { isCertain($0, in: cell, missing: lacking) }) {
      return verdict(.broken, error)
    }
    if let error = errors.first(where: \.isAboutEarlyUse) { return verdict(.context, error) }
    if let error = errors.first(where: { $0.isAboutMissingModule || $0.isAboutOtherSystem }) {
      return verdict(.platform, error)
    }
    if !missing.isEmpty {
      return verdict(.context, errors.first { $0.unknownName != nil }, missing: missing)
    }
    return verdict(.unclear, errors[0])
  }

  /// A declaration that the cell lists under a name of the library's, and that the library hasn't.
  private func staleness(of cell: Cell) -> Verdict? {
    for listed in ListedDeclaration.all(in: cell.code) {
      let isInitializer = listed.baseName == "init"
      let key = isInitializer ? "\(listed.owner ?? "").init" : listed.baseName
      let isOurs =
        listed.owner.map { symbols.types.contains($0) && isListed($0, in: cell) } ?? false
      let known = symbols.signatures[key] ?? []
      guard isInitializer ? isOurs : isOurs || !known.isEmpty,
        !known.contains(where: { Self.fits(listed.name, $0) })
      else { continue }
      let nearest = Suggestion.nearest(to: listed.name, in: known.sorted()) ?? known.sorted().first
      let hint = nearest.map { "; there is '\($0)'" } ?? ""
      return Verdict(
        .stale, at: cell.place(listed.place), "the library has no '\(listed.name)'\(hint)")
    }
    return nil
  }

  /// Whether what is listed may leave out labels of something that the library has: arguments with defaults.
  private static func fits(_ listed: String, _ name: String) -> Bool {
    if listed == name || labels(listed).isEmpty { return listed == name }
    var rest = labels(name)[...]
    return labels(listed).allSatisfy { label in
      guard let place = rest.firstIndex(of: label) else { return false }
      rest = rest[(place + 1)...]
      return true
    }
  }

  private static func labels(_ name: String) -> [Substring] {
    name.drop { $0 != "(" }.dropFirst().dropLast().split(separator: ":")
  }

  /// Whether no cell but this one, which lists what the library has, declares a type.
  private func isListed(_ type: String, in cell: Cell) -> Bool {
    let isOwn = CellNames(cell.code).declared.contains(type)
    return names.topLevel[type] ?? 0 == (isOwn ? 1 : 0)
  }

  /// Whether an error is the document's mistake, whatever its text may say.
  ///
  /// - Parameters:
  ///   - missing: The names that no code declares.
  ///   - besideOmissions: Whether the cell leaves something out, which may be arguments.
  private func isCertain(
    _ error: Diagnostic, in cell: Cell, missing: [String], besideOmissions: Bool = false
  ) -> Bool {
    let place = SourcePosition(
      line: error.location.line - cell.firstCodeLine + 1,
      column: error.location.column - cell.indentation)
    let context = ErrorContext(cell.code, at: place)
    if let name = error.unknownName {
      return !isDeclared(name) && (context.isCaughtValue || isMisspelt(name))
    }
    guard let mistake = Mistake(error.message) else { return false }
    guard context.names.allSatisfy({ isClear($0, in: cell) }) || isSaidElsewhere(error, context)
    else { return false }
    switch mistake {
    case .member(let type, let member):
      guard !names.types.contains(type), !names.declares(member) else { return false }
      // Types of others have what the library adds to them, and who knows what else.
      return symbols.types.contains(type) || Suggestion.isMisspelt(member, of: symbols.values)
        || symbols.isExtending(type) && missing.isEmpty && !foretold.contains(cell.index)
    case .arguments(let areLabels):
      return !besideOmissions && !showsLibrary(cell)
        && (isOffered(context.callees) || areLabels && isOwn(context.callees.first, in: cell))
    case .closure:
      // What the functions around that one are given is none of its business.
      return !besideOmissions && !showsLibrary(cell) && isOffered(context.callees.prefix(1))
    case .mark:
      return !context.callees.isEmpty && context.callees.allSatisfy { !isDeclared($0) }
    case .access(let name):
      return !isSource && !isDeclared(name) && !showsLibrary(cell)
    case .conformance(let type, let wanted):
      return missing.isEmpty && CellNames(cell.code).declared.contains(type)
        && (names.topLevel[type] == 1 || !names.extended.contains(type))
        && symbols.types.contains(wanted)
        && !written.types.contains(wanted)
    case .labels(let wanted):
      return missing.isEmpty && symbols.types.contains(wanted) && !written.types.contains(wanted)
    case .requirement(let function, let type, let wanted):
      return missing.isEmpty && symbols.offers(function) && !isDeclared(function)
        && names.topLevel[type] == 1 && !names.conformances.contains("\(type): \(wanted)")
    case .unwrapping:
      let own = CellNames(cell.code).declared
      return missing.isEmpty
        && context.names.allSatisfy { own.contains($0) || names.topLevel[$0] == nil }
    case .renamed(let name):
      return symbols.offers(name) && !isDeclared(name)
    case .typeOfNothing:
      return true
    case .constant(let name):
      return !besideOmissions && CellNames(cell.code).declared.contains(name)
    case .other:
      return !besideOmissions && missing.isEmpty && !foretold.contains(cell.index)
        && !showsLibrary(cell)
        && context.identifiers.contains { symbols.offers($0) && !isDeclared($0) }
    }
  }

  /// What extends something publicly shows the library's own source, which sees more.
  private func showsLibrary(_ cell: Cell) -> Bool {
    cell.code.contains(#/(^|\s)(public|open|@inlinable|@usableFromInline)\s/#)
  }

  /// Whether a type or function of the library is meant: no other has a name so near.
  private func isMisspelt(_ name: String) -> Bool {
    let alike = symbols.types.union(symbols.free).filter {
      $0.first?.isUppercase == name.first?.isUppercase
    }
    // `Points` are others than `Point`.
    return Suggestion.isMisspelt(name, of: alike.filter { name != $0 + "s" && $0 != name + "s" })
  }

  /// Whether a cell calls what it declares itself, and nobody else does.
  private func isOwn(_ callee: ErrorContext.Callee?, in cell: Cell) -> Bool {
    guard let callee, !callee.isMember else { return false }
    return CellNames(cell.code).declared.contains(callee.name)
      && names.topLevel[callee.name] == 1 && !names.extended.contains(callee.name)
  }

  private func isOffered(_ callees: some Collection<ErrorContext.Callee>) -> Bool {
    // `send(x)` isn't a method of the library, but may be anybody's function.
    callees.contains {
      $0.isMember ? symbols.offers($0.name) : symbols.types.union(symbols.free).contains($0.name)
    } && !callees.contains(where: isDeclared)
  }

  private func isDeclared(_ callee: ErrorContext.Callee) -> Bool {
    written.types.contains(callee.name) || written.members.contains(callee.name)
      || !callee.isMember && written.variables.contains(callee.name)
  }

  private func isDeclared(_ name: String) -> Bool { written.declares(name) }

  /// Whether the same is said whichever declaration of a name counts: the latest, the one before and the first
  /// have been tried.
  private func isSaidElsewhere(_ error: Diagnostic, _ context: ErrorContext) -> Bool {
    !errorsElsewhere.isEmpty
      && errorsElsewhere.allSatisfy { errors in
        errors.contains { $0.message == error.message && $0.location == error.location }
      }
  }

  /// Whether it is clear what a name stands for: the cell declares it, or one cell alone does, or none.
  private func isClear(_ name: String, in cell: Cell) -> Bool {
    (written.topLevel[name] ?? 0) <= 1 || CellNames(cell.code).declared.contains(name)
  }
}

extension Cell {
  /// Where a place in its code stands in the document.
  func place(_ place: SourcePosition) -> SourceLocation {
    SourceLocation(
      file: location.file, line: firstCodeLine + place.line - 1,
      column: indentation + place.column)
  }
}

extension CellFailure {
  /// Why, in one line without its place.
  var sentence: String {
    if case .notBuilt(let output) = reason {
      let line =
        output.split(separator: "\n").first { $0.contains(where: \.isLetter) }
        ?? "the compiler says nothing"
      return "with this cell the chapter's program can't be built: \(line)"
    }
    let line = description.split(separator: "\n").first.map(String.init) ?? ""
    return line.firstRange(of: ": error: ").map { String(line[$0.upperBound...]) } ?? line
  }
}
