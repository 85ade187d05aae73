import CellProgram
import ChapterModel
import SourceModel

/// Says what a cell is that failed, from all that the compiler says of it, from its own text, and from what
/// the library offers.
///
/// Only what is certain is called broken: a mistake about something that the library offers and that no cell of
/// the document declares.
struct Judge {
  let names: DeclaredNames
  let symbols: PublicSymbols
  let offer: PackageOffer?
  /// Whether the cells document a source, where they may speak of what isn't public.
  let isSource: Bool
  /// The errors that a cell has in each of the other programs in which it was tried.
  var errorsElsewhere: [[Diagnostic]] = []

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
    if form.isManifest { return missingProduct(in: cell) ?? verdict(.manifest) }
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
    if let error = errors.first(where: { isCertain($0, in: cell, missing: missing) }) {
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

  /// A product that a manifest takes from the package, and that it hasn't.
  private func missingProduct(in cell: Cell) -> Verdict? {
    guard let offer else { return nil }
    let missing = ManifestExample(cell.code).products.first {
      offer.isNamed($0.package) && !offer.products.contains($0.name)
    }
    guard let missing else { return nil }
    let nearest = Suggestion.nearest(to: missing.name, in: offer.products) ?? offer.products.first
    let hint = nearest.map { "; there is '\($0)'" } ?? ""
    return Verdict(
      .broken, at: cell.place(missing.place), "the package has no product '\(missing.name)'\(hint)")
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
    if let name = error.unknownName { return context.isCaughtValue && !isDeclared(name) }
    guard let mistake = Mistake(error.message) else { return false }
    guard context.names.allSatisfy({ isClear($0, in: cell) }) || isSaidElsewhere(error, context)
    else { return false }
    switch mistake {
    case .member(let type, let member):
      // Types of others have what the library adds to them, and who knows what else.
      return !names.types.contains(type)
        && (symbols.types.contains(type) || Suggestion.isMisspelt(member, of: symbols.values))
        && !names.members.contains(member) && !names.types.contains(member)
    case .arguments(let areLabels):
      return !besideOmissions
        && (isOffered(context.callees) || areLabels && isOwn(context.callees.first, in: cell))
    case .mark:
      return !context.callees.isEmpty && context.callees.allSatisfy { !isDeclared($0) }
    case .access(let name):
      // What declares something public shows the library's own source.
      return !isSource && !isDeclared(name)
        && !cell.code.contains(#/(^|\s)(public|open|@inlinable|@usableFromInline)\s/#)
    case .conformance(let type, let wanted):
      return missing.isEmpty && CellNames(cell.code).declared.contains(type)
        && (names.topLevel[type] == 1 || !names.extended.contains(type))
        && symbols.types.contains(wanted)
        && !names.types.contains(wanted)
    case .labels(let wanted):
      return missing.isEmpty && symbols.types.contains(wanted) && !names.types.contains(wanted)
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
    }
  }

  /// Whether a cell calls what it declares itself, and nobody else does.
  private func isOwn(_ callee: ErrorContext.Callee?, in cell: Cell) -> Bool {
    guard let callee, !callee.isMember else { return false }
    return CellNames(cell.code).declared.contains(callee.name)
      && names.topLevel[callee.name] == 1 && !names.extended.contains(callee.name)
  }

  private func isOffered(_ callees: [ErrorContext.Callee]) -> Bool {
    // `send(x)` isn't a method of the library, but may be anybody's function.
    callees.contains {
      $0.isMember ? symbols.offers($0.name) : symbols.types.union(symbols.free).contains($0.name)
    } && !callees.contains(where: isDeclared)
  }

  private func isDeclared(_ callee: ErrorContext.Callee) -> Bool {
    names.types.contains(callee.name) || names.members.contains(callee.name)
      || !callee.isMember && names.variables.contains(callee.name)
  }

  private func isDeclared(_ name: String) -> Bool {
    names.types.contains(name) || names.members.contains(name) || names.variables.contains(name)
  }

  /// Whether the same is said whichever declaration of a name counts: the latest, the one before and the first
  /// have been tried.
  private func isSaidElsewhere(_ error: Diagnostic, _ context: ErrorContext) -> Bool {
    !errorsElsewhere.isEmpty && context.names.allSatisfy { (names.topLevel[$0] ?? 0) <= 3 }
      && errorsElsewhere.allSatisfy { errors in
        errors.contains { $0.message == error.message && $0.location == error.location }
      }
  }

  /// Whether it is clear what a name stands for: the cell declares it, or one cell alone does, or none.
  private func isClear(_ name: String, in cell: Cell) -> Bool {
    (names.topLevel[name] ?? 0) <= 1 || CellNames(cell.code).declared.contains(name)
  }
}

/// What the compiler says of code that doesn't fit the library.
private enum Mistake {
  /// A type doesn't have a member.
  case member(type: String, String)
  /// Arguments or labels are missing, too many or others.
  case arguments(areLabels: Bool)
  /// `try` or `await` is missing, or can't stand there.
  case mark
  /// Something isn't public.
  case access(String)
  /// A type doesn't have what a protocol asks for.
  case conformance(type: String, String)
  /// A function has other labels than the protocol has, for which it is meant.
  case labels(String)
  /// A function of the library asks for a type's conformance.
  case requirement(function: String, type: String, String)
  /// An optional value is used as if it were none.
  case unwrapping
  /// Something has another name now.
  case renamed(String)
  /// `let all = []` has no type, whatever stands around it, nor has `[1, "one"]`.
  case typeOfNothing
  /// A constant is changed.
  case constant(String)

  init?(_ message: String) {
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    func says(_ texts: String...) -> Bool { texts.contains { message.contains($0) } }
    if says("' has different argument labels from those required by protocol '"), quoted.count >= 2
    {
      self = .labels(Self.baseName(quoted[1]))
    } else if says(" has no member '"), quoted.count >= 2 {
      self = .member(type: Self.baseName(quoted[0]), Self.baseName(quoted[1]))
    } else if says(
      "incorrect argument label", "missing argument", "extraneous argument label",
      "extra argument", "cannot call value of non-function type",
      "argument passed to call that takes no arguments",
      " must precede argument ",
      "cannot convert value of type", "extra trailing closure", "unable to infer closure type",
      "contextual closure type '"),
      !says("return")
    {
      self = .arguments(areLabels: says("argument label"))
    } else if says(
      "can throw but is not marked with 'try'", "but is not marked with 'await'",
      "'async' call in a function that does not support concurrency",
      "parameter expecting synchronous function type")
    {
      self = .mark
    } else if says("is inaccessible due to '"), let name = quoted.first {
      self = .access(Self.baseName(name))
    } else if message.hasPrefix("type '"), says(" does not conform to protocol '"),
      quoted.count >= 2
    {
      self = .conformance(type: Self.baseName(quoted[0]), Self.baseName(quoted[1]))
    } else if says(" requires that '"), says("' conform to '"), quoted.count >= 3 {
      self = .requirement(
        function: Self.baseName(quoted[0]), type: Self.baseName(quoted[1]),
        Self.baseName(quoted[2]))
    } else if says("must be unwrapped to refer to member") {
      self = .unwrapping
    } else if says("' is a 'let' constant"), quoted.count >= 2 {
      self = .constant(Self.baseName(quoted[quoted.count - 2]))
    } else if says(
      "empty collection literal requires an explicit type",
      "heterogeneous collection literal could only be inferred to")
    {
      self = .typeOfNothing
    } else if says("has been renamed to"), let name = quoted.first {
      self = .renamed(Self.baseName(name))
    } else {
      return nil
    }
  }

  /// `any A.B<C>?` is about B, `f(x:)` about f.
  private static func baseName(_ text: String) -> String {
    let bare = text.replacing(#/^(any|some|inout) /#, with: "").prefix { !"<(?!&[ ".contains($0) }
    return bare.split(separator: ".").last.map(String.init) ?? text
  }
}

extension Cell {
  /// Where a place in its code stands in the document.
  fileprivate func place(_ place: SourcePosition) -> SourceLocation {
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
