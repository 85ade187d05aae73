import SwiftCompilerPlugin
import SwiftSyntax
import SwiftSyntaxMacros

/// The source of an expression beside its value.
struct SpelledMacro: ExpressionMacro {
  static func expansion(
    of node: some FreestandingMacroExpansionSyntax, in context: some MacroExpansionContext
  ) throws -> ExprSyntax {
    guard let argument = node.arguments.first?.expression else { return "\"\"" }
    return "\"\\(\(argument)) is \(raw: argument.trimmedDescription)\""
  }
}

@main
struct EverythingPlugin: CompilerPlugin {
  let providingMacros: [any Macro.Type] = [SpelledMacro.self]
}
