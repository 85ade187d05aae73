/// What a run makes of cells that fail.
package enum RunMode: Sendable {
  /// A chapter is one program: what stops it is an error.
  case strict
  /// For documents that weren't written as one program: the programs that run most of their cells are looked
  /// for, and the other cells are left out.
  case bestEffort
}
