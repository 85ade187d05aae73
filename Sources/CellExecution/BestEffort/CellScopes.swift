import CellProgram
import ChapterModel

/// The programs in which the cells of a document can stand that wasn't written as one.
///
/// Such documents declare a name anew from one section to the next, and mean the latest. So a cell
/// that declares a name again takes the place of the one that did before, and what hangs on that one
/// goes with it. Where only what the earlier cell did counts further, it stays, in braces of its own.
struct CellScopes {
  private let cells: [Cell]
  private let names: [CellNames]

  init(_ cells: [Cell]) {
    self.cells = cells
    names = cells.map { CellNames($0.code) }
  }

  /// The cells that count at a place of the document.
  private struct Known {
    var cells: [Int] = []
    /// Those among them that stand in braces.
    var braced: Set<Int> = []
  }

  /// As few programs as there may be in which every cell stands, without those it doesn't need.
  var large: [[Cell]] {
    var scopes: [[Cell]] = []
    var known = Known()
    var fresh: [Int] = []
    for number in cells.indices {
      if !replaced(by: number, in: known).isEmpty {
        scopes.append(needed(by: fresh, among: known))
        fresh = []
        known = replacing(by: number, in: known)
      }
      known.cells.append(number)
      fresh.append(number)
    }
    if !fresh.isEmpty { scopes.append(needed(by: fresh, among: known)) }
    return scopes
  }

  /// Small programs with a cell, to be tried one after the other: with what it names as the cells
  /// above declare it, as any cell does, and alone, where the names are the package's own.
  func small(for cell: Cell) -> [[Cell]] {
    guard let number = cells.firstIndex(where: { $0.index == cell.index }) else { return [[cell]] }
    return [needed(by: number, below: false), needed(by: number, below: true), [cell]]
  }

  /// Further programs with a cell, for documents that go back to what an earlier section declares: as if one of
  /// the cells above that declare something again weren't there, and with nothing of the cells above but the
  /// declarations of what is named, the latest or the first ones.
  func others(for cell: Cell) -> [[Cell]] {
    guard let number = cells.firstIndex(where: { $0.index == cell.index }) else { return [] }
    let passing = replacers(above: number).suffix(8).reversed().map { passed in
      let known = known(above: number, passingOver: passed)
      return needed(
        by: [number], among: Known(cells: known.cells + [number], braced: known.braced),
        countingLiterals: true)
    }
    return passing + declarations(for: cell)
  }

  /// Programs with a cell and nothing of the cells above but the declarations of what is named, the latest or the
  /// first ones.
  func declarations(for cell: Cell) -> [[Cell]] {
    guard let number = cells.firstIndex(where: { $0.index == cell.index }) else { return [] }
    return [declarations(for: number, first: false), declarations(for: number, first: true)]
  }

  /// Whether a name that a cell needs, or declares, is declared more than once up to there.
  func isAmbiguous(for cell: Cell) -> Bool {
    guard let number = cells.firstIndex(where: { $0.index == cell.index }) else { return false }
    let spoken = needed(by: number, below: false).reduce(into: Set<String>()) { spoken, cell in
      let names = CellNames(cell.code)
      spoken.formUnion(names.used.union(names.declared))
    }
    return spoken.contains { name in names[...number].count { $0.declared.contains(name) } > 1 }
  }

  /// The cells above a place that take the place of others.
  private func replacers(above number: Int) -> [Int] {
    var known = Known()
    return (0..<number).filter { other in
      let isReplacing = !replaced(by: other, in: known).isEmpty
      known = replacing(by: other, in: known)
      known.cells.append(other)
      return isReplacing
    }
  }

  private func known(above number: Int, passingOver passed: Int) -> Known {
    var known = Known()
    for other in 0..<number where other != passed {
      known = replacing(by: other, in: known)
      known.cells.append(other)
    }
    return replacing(by: number, in: known)
  }

  /// A cell with single statements of those above it: the declarations of what it names, of what those name,
  /// and extensions.
  private func declarations(for number: Int, first: Bool) -> [Cell] {
    let statements = cells[..<number].map { CellStatements($0.code) }
    var kept: [Int: Set<Int>] = [:]
    var taken = names[number].unique
    var known = names[number].declared
    var waiting = names[number].used.sorted()
    func take(_ cell: Int, _ place: Int) {
      let own = statements[cell].all[place].names
      guard kept[cell]?.contains(place) != true, own.unique.isDisjoint(with: taken) else { return }
      kept[cell, default: []].insert(place)
      taken.formUnion(own.unique)
      known.formUnion(own.declared)
      waiting += own.used.sorted()
    }
    while let name = waiting.popLast() {
      let declaring = statements.indices.filter { names[$0].declared.contains(name) }
      if !known.contains(name), let cell = first ? declaring.first : declaring.last {
        for (place, statement) in statements[cell].all.enumerated()
        where statement.names.declared.contains(name) {
          take(cell, place)
        }
      }
      for cell in statements.indices where names[cell].extended.contains(name) {
        for (place, statement) in statements[cell].all.enumerated()
        where statement.names.extended.contains(name) {
          take(cell, place)
        }
      }
    }
    return kept.sorted { $0.key < $1.key }
      .map { cells[$0.key].withCode(statements[$0.key].keeping($0.value)) } + [cells[number]]
  }

  /// A cell with the nearest declarations of what it names, from above or else from below, and with
  /// extensions of that.
  private func needed(by number: Int, below: Bool) -> [Cell] {
    let range = below ? cells.indices : cells.startIndex..<number
    var scope: Set = [number]
    var waiting = [number]
    while let current = waiting.popLast() {
      let spoken = names[current].used.union(names[current].declared)
      let extending = range.filter { !names[$0].extended.isDisjoint(with: spoken) }
      // Sorted, so that every run chooses alike: of two that can't stand together the first stays.
      let declaring = names[current].used.sorted().compactMap { name in
        let declaring = range.filter { names[$0].declared.contains(name) }
        return declaring.last { $0 < current } ?? declaring.first
      }
      for other in extending + declaring where !scope.contains(other) {
        guard !scope.contains(where: { conflict($0, other) }) else { continue }
        scope.insert(other)
        waiting.append(other)
      }
    }
    return scope.sorted().map { cells[$0] }
  }

  private func conflict(_ one: Int, _ other: Int) -> Bool {
    !names[one].unique.isDisjoint(with: names[other].unique)
  }

  private func replaced(by number: Int, in known: Known) -> [Int] {
    known.cells.filter { !known.braced.contains($0) && conflict($0, number) }
  }

  /// What counts after a cell has taken the place of others.
  private func replacing(by number: Int, in known: Known) -> Known {
    let replaced = replaced(by: number, in: known)
    guard !replaced.isEmpty else { return known }
    let braced = replaced.filter { canStandInBraces($0, before: number, among: known) }
    let left = without(replaced.filter { !braced.contains($0) }, in: known)
    return Known(cells: left, braced: known.braced.union(braced).intersection(left))
  }

  /// Whether a cell may have changed a variable of another, and nobody else names what it declares.
  private func canStandInBraces(_ replaced: Int, before number: Int, among known: Known) -> Bool {
    let others = known.cells.filter { $0 != replaced && !known.braced.contains($0) }
    guard
      others.contains(where: { !names[$0].variables.isDisjoint(with: names[replaced].used) }),
      (others + [number]).allSatisfy({
        names[$0].used.isDisjoint(with: names[replaced].declared)
      })
    else { return false }
    return CellStatements(cells[replaced].code).inBraces != nil
  }

  private func without(_ replaced: [Int], in known: Known) -> [Int] {
    var gone = Set(replaced)
    var lost = replaced.reduce(into: Set<String>()) { $0.formUnion(names[$1].declared) }
    while let next = known.cells.first(where: {
      !gone.contains($0) && !names[$0].used.isDisjoint(with: lost)
    }) {
      gone.insert(next)
      if !known.braced.contains(next) { lost.formUnion(names[next].declared) }
    }
    return known.cells.filter { !gone.contains($0) }
  }

  /// Some cells with those that declare or extend what they name, and those above them that may have
  /// changed a variable they use.
  ///
  /// - Parameter countingLiterals: Whether they name the types of their literals, too.
  private func needed(
    by fresh: [Int], among known: Known, countingLiterals: Bool = false
  ) -> [Cell] {
    var scope = Set(fresh)
    var (spoken, used, variables) = (Set<String>(), Set<String>(), Set<String>())
    func learn(_ number: Int) {
      used.formUnion(names[number].used)
      spoken.formUnion(names[number].used)
      guard !known.braced.contains(number) else { return }
      spoken.formUnion(names[number].declared)
      variables.formUnion(names[number].variables)
    }
    fresh.forEach(learn)
    if countingLiterals { fresh.forEach { spoken.formUnion(names[$0].literalTypes) } }
    while let next = known.cells.first(where: { number in
      guard !scope.contains(number) else { return false }
      let own = names[number]
      if !own.used.isDisjoint(with: variables) { return true }
      return !known.braced.contains(number)
        && !(own.declared.isDisjoint(with: used) && own.extended.isDisjoint(with: spoken))
    }) {
      scope.insert(next)
      learn(next)
    }
    return scope.sorted().map { number in
      guard known.braced.contains(number),
        let code = CellStatements(cells[number].code).inBraces
      else { return cells[number] }
      return cells[number].withCode(code)
    }
  }
}
