import ChapterModel
import SwiftSyntax

/// Where code speaks of something by a name or an operator, so that one may ask what that is.
package enum NamePlaces {
  /// The places, as bytes of the code. Labels of arguments are none, nor are keywords.
  package static func all(in code: String) -> [Range<Int>] {
    SwiftTree.parse(code).tokens(viewMode: .sourceAccurate).compactMap { token in
      guard isName(token), !isLabel(token) else { return nil }
      let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
      return start..<token.endPositionBeforeTrailingTrivia.utf8Offset
    }
  }

  /// Whether an operator stands at one of the places, and no name.
  package static func isOperator(_ code: String, at place: Range<Int>) -> Bool {
    guard let first = code.utf8.dropFirst(place.lowerBound).first else { return false }
    let isLetter = first | 0x20 >= UInt8(ascii: "a") && first | 0x20 <= UInt8(ascii: "z")
    return !(isLetter || first >= 0x80 || "_$`".utf8.contains(first))
  }

  private static func isName(_ token: TokenSyntax) -> Bool {
    switch token.tokenKind {
    case .identifier, .dollarIdentifier: true
    case .binaryOperator, .prefixOperator, .postfixOperator: true
    default: false
    }
  }

  private static func isLabel(_ token: TokenSyntax) -> Bool {
    guard let parent = token.parent else { return false }
    if let argument = parent.as(LabeledExprSyntax.self) { return argument.label?.id == token.id }
    if let parameter = parent.as(FunctionParameterSyntax.self) {
      return parameter.firstName.id == token.id && parameter.secondName != nil
    }
    return parent.is(DeclNameArgumentSyntax.self) || parent.is(TupleTypeElementSyntax.self)
  }
}
