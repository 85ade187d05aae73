import CellExecution
import CellProgram
import ChapterModel

/// What a run that keeps going found in documents, in numbers.
package struct BestEffortSummary: Sendable, Encodable {
  /// How many cells there are.
  package private(set) var cells = 0
  /// How many of them compile.
  package private(set) var compiled = 0
  /// How many are to run.
  package private(set) var running = 0
  /// How many of them run to their end.
  package private(set) var ran = 0
  /// How many outputs are recorded, in fences or comments.
  package private(set) var recorded = 0
  /// How many of them match.
  package private(set) var matching = 0
  /// How many stand in cells that were left out.
  package private(set) var recordsLeftOut = 0
  /// How many cells are broken, and how many are stale.
  package private(set) var broken = 0
  package private(set) var stale = 0
  /// How many links of DocC's lead nowhere.
  package private(set) var deadLinks = 0
  /// How many cells were left out.
  package private(set) var leftOut = 0
  /// How many of them there are of each kind.
  package private(set) var kinds: [String: Int] = [:]
  /// In how many cells a name is missing.
  package private(set) var missing: [String: Int] = [:]
  /// How each of them may be declared, by its first use.
  package private(set) var declarations: [String: String] = [:]

  package init() {}

  package mutating func add(
    _ chapter: Chapter, _ result: ChapterResult, _ check: ChapterCheck,
    of selection: CellSelection = CellSelection()
  ) {
    let differing = Set(check.differences.map(\.cell.index))
    for cell in chapter.runningCells where !cell.isInline && selection.includes(cell) {
      cells += 1
      let failure = result.failures.first { $0.cell == cell.id }
      let state = result.cells[cell.index]?.state ?? .notRun
      switch failure?.reason {
      case .notCompiled, .notBuilt: break
      case nil where state != .ran: break
      default: compiled += 1
      }
      if let verdict = failure?.verdict { add(verdict, of: cell) }
      if cell.options.expectation == .runs {
        running += 1
        if state == .ran { ran += 1 }
      }
      guard cell.isCompared(in: check) else { continue }
      recorded += 1
      if state != .ran {
        recordsLeftOut += 1
      } else if !differing.contains(cell.index) {
        matching += 1
      }
    }
  }

  mutating func addDeadLink() { deadLinks += 1 }

  private mutating func add(_ verdict: Verdict, of cell: Cell) {
    switch verdict.kind {
    case .broken: broken += 1
    case .stale: stale += 1
    default:
      leftOut += 1
      kinds[verdict.kind.rawValue, default: 0] += 1
    }
    for name in verdict.missing {
      missing[name, default: 0] += 1
      if declarations[name] == nil {
        declarations[name] = MissingDeclaration(of: name, in: cell.code).text
      }
    }
  }

  /// How many recorded outputs differ.
  package var differing: Int { recorded - matching - recordsLeftOut }

  /// What there is, what is wrong, and what was left out and why: a line each.
  package var text: String {
    let left = recordsLeftOut > 0 ? "; \(recordsLeftOut) stand in cells that were left out" : ""
    var lines = [
      "\(cells) cells: \(compiled) compile, \(ran) run to their end.",
      "\(matching) of \(recorded) recorded outputs match\(left).",
    ]
    if broken > 0 { lines.append("\(broken) \(broken == 1 ? "cell is" : "cells are") broken.") }
    if stale > 0 { lines.append("\(stale) \(stale == 1 ? "cell is" : "cells are") stale.") }
    if deadLinks > 0 {
      lines.append("\(deadLinks) \(deadLinks == 1 ? "link leads" : "links lead") nowhere.")
    }
    if leftOut > 0 {
      lines.append("\(leftOut) left out; --verbose says which:")
      lines += kindsLeftOut.map { kind, count in
        "  \(count) \(kind.meaning(count))\(kind == .context ? mostMissing : "")"
      }
    }
    return (lines + whatIsNeeded).joined(separator: "\n")
  }

  /// Why cells were left out, and how many: the most first.
  var kindsLeftOut: [(kind: Verdict.Kind, count: Int)] {
    let known = Verdict.Kind.allCases.enumerated().compactMap { place, kind in
      kinds[kind.rawValue].map { (kind: kind, count: $0, place: place) }
    }
    return known.sorted { ($1.count, $0.place) < ($0.count, $1.place) }.map { ($0.kind, $0.count) }
  }

  /// What would open most cells, and where to write it.
  private var whatIsNeeded: [String] {
    let most = missing.filter { $0.value >= Self.needed }.max {
      ($0.value, $1.key) < ($1.value, $0.key)
    }
    guard let (name, count) = most else { return [] }
    return [
      "\(count) cells need '\(name)'; say what it is in .chapters.yml:",
      "  - paths: \"**\"",
      "    prelude: \(declarations[name] ?? "")",
    ]
  }

  /// In how many cells a name is missing of which the summary says how to declare it.
  private static let needed = 5

  /// The names that would open most cells.
  private var mostMissing: String {
    let most = missing.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !most.isEmpty else { return "" }
    return ": " + most.prefix(5).map { "'\($0.key)' (\($0.value))" }.joined(separator: ", ")
  }
}

extension Verdict.Kind {
  /// What cells of the kind do, in the words of a summary.
  package func meaning(_ count: Int) -> String {
    let one = count == 1
    return switch self {
    case .broken: one ? "is broken" : "are broken"
    case .stale: one ? "is stale" : "are stale"
    case .declarations:
      one ? "lists declarations without bodies" : "list declarations without bodies"
    case .wrongOnPurpose: one ? "is wrong on purpose" : "are wrong on purpose"
    case .placeholder: one ? "leaves code to the reader" : "leave code to the reader"
    case .manifest: one ? "is part of a manifest" : "are parts of a manifest"
    case .context: one ? "names what no code declares" : "name what no code declares"
    case .fragment: one ? "is a part of larger code" : "are parts of larger code"
    case .platform: one ? "is for another system or place" : "are for other systems or places"
    case .stops:
      one ? "compiles and doesn't come to its end" : "compile and don't come to their end"
    case .needsOther: one ? "needs such a cell" : "need such a cell"
    case .unclear:
      one
        ? "doesn't compile, which its text may explain"
        : "don't compile, which their text may explain"
    }
  }
}

extension CellFailure {
  /// What the cell is, where and why, in one line.
  package var leftOutDescription: String {
    guard let verdict else {
      return description.split(separator: "\n").first.map(String.init) ?? ""
    }
    return "\(verdict.location): \(verdict.sentence)"
  }
}

extension Verdict {
  /// What is said of the cell, without the place.
  package var sentence: String {
    switch kind {
    case .broken, .stale: "\(kind.rawValue): \(message)"
    default: "left out (\(kind.rawValue)): \(message)"
    }
  }
}
