/// What makes a run fail that keeps going: each threshold counts what those before it count, too.
package enum FailureThreshold: String, CaseIterable, Sendable {
  case nothing
  /// An output isn't the recorded one.
  case differs
  /// A cell can't have worked.
  case broken
  /// A declaration isn't the library's.
  case stale

  /// Whether something of a status fails the run.
  func includes(_ status: CheckReport.Status) -> Bool {
    let all: [CheckReport.Status] = [.differs, .broken, .stale]
    let place = Self.allCases.firstIndex(of: self) ?? 0
    return all.prefix(place).contains(status)
  }
}
