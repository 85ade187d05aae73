import SourceModel

/// What a failed cell of a document is, as a reader would see it who knows the library.
package struct Verdict: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// It can't have worked with this library: a mistake of the document.
    case broken
    /// It declares, without a body, what the library doesn't have, or takes an earlier version of it.
    case stale
    /// It lists declarations without bodies.
    case declarations
    /// Its comments say that it is wrong.
    case wrongOnPurpose = "wrong-on-purpose"
    /// It leaves something to the reader.
    case placeholder
    /// It is a part of `Package.swift`.
    case manifest
    /// It names what only the text around it knows.
    case context
    /// It is a part of a larger piece of code.
    case fragment
    /// It needs a module that isn't on this system.
    case platform
    /// It compiles, and doesn't come to its end.
    case stops
    /// It compiles, and needs a cell that doesn't come to its end.
    case needsOther = "needs-other"
    /// The compiler objects to it, and the text around may explain why.
    case unclear
  }

  package var kind: Kind
  /// The place that decides, and what is wrong there.
  package var location: SourceLocation
  package var message: String
  /// The names that no code of the document declares.
  package var missing: [String] = []

  package init(
    _ kind: Kind, at location: SourceLocation, _ message: String, missing: [String] = []
  ) {
    (self.kind, self.location, self.message, self.missing) = (kind, location, message, missing)
  }
}
