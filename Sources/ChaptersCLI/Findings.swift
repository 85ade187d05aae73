import Foundation
import RecordCheck

/// What a run that keeps going found, which is said at its end: the worst first.
struct Findings {
  /// What differs, by the cells' files and lines.
  private var differences: [String: String] = [:]

  mutating func add(_ check: ChapterCheck, as text: DifferenceReport) {
    for difference in check.differences {
      let place = difference.cell.location
      differences["\(place.file):\(place.line)"] = text.text(difference)
    }
  }

  func say(_ report: CheckReport, withAll: Bool) {
    var (verdicts, differing, others): ([String], [String], [String]) = ([], [], [])
    for chapter in report.chapters {
      verdicts += chapter.references.filter { $0.isCatalogLink && !$0.isAccepted }.map(\.message)
      for cell in chapter.cells where !cell.isAccepted {
        switch cell.status {
        case .broken, .stale: verdicts.append(cell.line(in: chapter.file))
        case .differs: differing += [differences["\(chapter.file):\(cell.line)"] ?? ""]
        case .leftOut: others.append(cell.line(in: chapter.file))
        default: break
        }
      }
    }
    // What can't be read has been said; what is wrong with the package's settings is so for many documents.
    var said: Set<String> = []
    for problem in report.chapters.filter({ $0.error == nil }).flatMap(\.problems)
    where said.insert(problem.message).inserted {
      Console.complain(problem.message)
    }
    verdicts.forEach { Console.say($0) }
    if !verdicts.isEmpty { Console.say("") }
    differing.forEach { Console.say(coloured: $0) }
    guard withAll, !others.isEmpty else { return }
    others.forEach { Console.say($0) }
    Console.say("")
  }
}
