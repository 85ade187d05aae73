import CellProgram
import ChapterModel

/// The programs in which the cells of a document can stand that wasn't written as one.
///
/// Such documents declare a name anew from one section to the next, and mean the latest. So a cell
/// that declares a name again takes the place of the one that did before, and what hangs on that one
/// goes with it.
struct CellScopes {
  private let cells: [Cell]
  private let names: [CellNames]

  init(_ cells: [Cell]) {
    self.cells = cells
    names = cells.map { CellNames($0.code) }
  }

  /// As few programs as there may be in which every cell stands, without those it doesn't need.
  var large: [[Cell]] {
    var scopes: [[Cell]] = []
    var known: [Int] = []
    var fresh: [Int] = []
    for number in cells.indices {
      let replaced = known.filter { conflict($0, number) }
      if !replaced.isEmpty {
        scopes.append(needed(by: fresh, among: known))
        fresh = []
        known = without(replaced, in: known)
      }
      known.append(number)
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

  private func without(_ replaced: [Int], in known: [Int]) -> [Int] {
    var gone = Set(replaced)
    var lost = replaced.reduce(into: Set<String>()) { $0.formUnion(names[$1].declared) }
    while let next = known.first(where: {
      !gone.contains($0) && !names[$0].used.isDisjoint(with: lost)
    }) {
      gone.insert(next)
      lost.formUnion(names[next].declared)
    }
    return known.filter { !gone.contains($0) }
  }

  /// Some cells with those that declare or extend what they name, and those above them that may have
  /// changed a variable they use.
  private func needed(by fresh: [Int], among known: [Int]) -> [Cell] {
    var scope = Set(fresh)
    var (spoken, used, variables) = (Set<String>(), Set<String>(), Set<String>())
    func learn(_ number: Int) {
      spoken.formUnion(names[number].used.union(names[number].declared))
      used.formUnion(names[number].used)
      variables.formUnion(names[number].variables)
    }
    fresh.forEach(learn)
    while let next = known.first(where: { number in
      let own = names[number]
      return !scope.contains(number)
        && !(own.declared.isDisjoint(with: used) && own.extended.isDisjoint(with: spoken)
          && own.used.isDisjoint(with: variables))
    }) {
      scope.insert(next)
      learn(next)
    }
    return scope.sorted().map { cells[$0] }
  }
}
