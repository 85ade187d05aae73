/// For which tool a file was written, which decides how strictly it is read.
package enum Dialect: Sendable {
  /// A chapter of a book: every word and setting is meant for us, and one that we don't know is an error.
  case book
  /// Any document of a package: words and settings that we don't know are other tools'.
  case document
}
