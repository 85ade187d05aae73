import SourceModel

/// What came of compiling and linking.
package enum CompileResult<Product> {
  /// What was made, and what the compiler warned of.
  case built(Product, [Diagnostic])
  /// The compiler found errors, or stopped for another reason, in its own words.
  case failed([Diagnostic], String)
}

extension CompileResult: Sendable where Product: Sendable {}
