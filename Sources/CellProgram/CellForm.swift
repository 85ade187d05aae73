import ChapterModel
import SourceModel
import SwiftSyntax

/// What an example that doesn't compile is meant to be, as far as its own text says.
package struct CellForm {
  /// Whether it is a part of `Package.swift`.
  package let isManifest: Bool
  /// The line of its code, from 1, where the first statement begins that leaves something to the reader: `…`,
  /// `<#name#>`, a comment in the place of a body. What stands above isn't touched by it.
  package let firstOmission: Int?
  /// Whether it lists declarations without their bodies.
  package let isListing: Bool
  /// Whether its parser had to guess.
  package let isMalformed: Bool
  /// Whether it would be Swift at another place, as a member, a case of a `switch` or an argument.
  package let isFragment: Bool
  /// Whether what it does depends on where it stands, or on the compiler or the system: `#line`, `#if os(…)`.
  package let dependsOnPlace: Bool
  /// The lines of its code, from 1, of which a comment says that they are wrong.
  package let linesMeantToFail: Set<Int>
  /// The protocols that it declares, if it does nothing else.
  package let protocols: [String]?

  package init(_ code: String) {
    let tree = SwiftTree.parse(code)
    let comments = CodeComment.all(in: tree)
    isManifest = Self.isManifest(code, tree)
    let omissions = Omissions(in: tree)
    omissions.walk(tree)
    let signs = comments.filter { Self.isOmission($0.text) }.map(\.lines.lowerBound)
    firstOmission = Self.firstStatement(at: omissions.lines + signs, in: tree)
    let listing = Listing()
    listing.walk(tree)
    isListing = listing.isFound
    isMalformed = tree.hasError
    dependsOnPlace =
      code.containsBytes(of: "#")
      && code.contains(#/#(line|column|file|fileID|filePath)\b|#if\s/#)
    isFragment =
      tree.hasError
      && Self.fragments.contains { before, after in
        !SwiftTree.parse(before + code + after).hasError
      }
    linesMeantToFail = comments.reduce(into: []) { $0.formUnion($1.linesMeantToFail) }
    let declared = tree.statements.compactMap {
      $0.item.as(ProtocolDeclSyntax.self)?.name.plainText
    }
    protocols = declared.isEmpty || declared.count != tree.statements.count ? nil : declared
  }

  /// Whether it leaves something to the reader.
  package var leavesOut: Bool { firstOmission != nil }

  /// The first line of the statement, at the top level, around the first of some lines.
  private static func firstStatement(at lines: [Int], in tree: SourceFileSyntax) -> Int? {
    guard let line = lines.min() else { return nil }
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    let around = tree.statements.first { statement in
      statement.endLocation(converter: converter).line >= line
    }
    return min(line, around?.startLocation(converter: converter).line ?? line)
  }

  /// Texts before and behind a part of a program with which it may be Swift: an enum around its cases.
  private static let fragments = [
    ("struct S {\n", "\n}"), ("enum E {\n", "\n}"), ("protocol P {\n", "\n}"),
    ("switch x {\n", "\n}"), ("x\n", ""), ("f(\n", "\n)"), ("_ = [\n", "\n]"),
    ("typealias T = ", ""), ("", "\nstruct S {}"), ("", "\nfunc f() {}"), ("", "\n}"),
    ("", "\n}}"), ("func f() {\n", ""), ("func f() { func g() {\n", ""), ("if x {\n", ""),
    ("extension S ", " {}"), ("func f() ", " {}"),
  ]

  private static func isManifest(_ code: String, _ tree: SourceFileSyntax) -> Bool {
    if code.contains("import PackageDescription") || code.contains("// swift-tools-version") {
      return true
    }
    let first = tree.statements.first?.trimmedDescription ?? code
    if manifestParts.contains(where: first.hasPrefix) { return true }
    // Few texts have one of the words, and expressions are slow.
    return manifestLists.contains { code.containsBytes(of: $0) }
      && code.contains(
        #/^\s*(dependencies|targets|products|platforms): *\[/#.anchorsMatchLineEndings())
  }

  /// What a part of a manifest begins with.
  private static let manifestParts =
    ["let package = Package(", "Package("] + manifestLists + ["traits:"]
    + [
      "package", "product", "target", "testTarget", "executableTarget", "library", "executable",
      "plugin", "macro", "binaryTarget",
    ].map { ".\($0)(" }
  private static let manifestLists = ["dependencies:", "targets:", "products:", "platforms:"]

  /// `// …`, `/* ... */`: no code, but a sign that some is missing.
  static func isOmission(_ comment: Substring) -> Bool {
    let text = comment.drop { $0.isWhitespace || $0 == "*" }
    return ["...", "…", "<#"].contains { text.hasPrefix($0) } || text.contains("<#")
      || ["etc.", "etc"].contains(text)
  }
}

/// Looks for signs in the place of code.
private final class Omissions: SyntaxAnyVisitor {
  /// The lines on which they stand.
  private(set) var lines: [Int] = []
  private let converter: SourceLocationConverter

  init(in tree: SourceFileSyntax) {
    converter = SourceLocationConverter(fileName: "", tree: tree)
    super.init(viewMode: .sourceAccurate)
  }

  private func found(_ node: some SyntaxProtocol) {
    lines.append(node.startLocation(converter: converter).line)
  }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    switch token.tokenKind {
    case .stringSegment: break
    case .ellipsis, .binaryOperator, .prefixOperator, .postfixOperator, .unknown, .identifier:
      if token.text.contains("…") || token.text.contains("<#") || isDots(token) { found(token) }
    default: break
    }
    return .visitChildren
  }

  /// `...` that is neither a range nor a list of arguments.
  private func isDots(_ token: TokenSyntax) -> Bool {
    guard token.text.contains("...") else { return false }
    if token.parent?.is(FunctionParameterSyntax.self) == true
      || token.parent?.is(PackExpansionTypeSyntax.self) == true
    {
      return false
    }
    let before = token.previousToken(viewMode: .sourceAccurate)
    let after = token.nextToken(viewMode: .sourceAccurate)
    let isSubscript = before?.tokenKind == .leftSquare && after?.tokenKind == .rightSquare
    return token.text != "..."
      || (isOpen(before, isBefore: true) || isOpen(after, isBefore: false)) && !isSubscript
        && isStandingAlone(token, before, after)
  }

  /// Whether what is beside an operator is no operand of it.
  private func isOpen(_ token: TokenSyntax?, isBefore: Bool) -> Bool {
    switch token?.tokenKind {
    case nil, .leftBrace, .rightBrace, .leftParen, .rightParen, .leftSquare, .rightSquare, .comma,
      .endOfFile, .equal, .semicolon, .colon:
      isBefore
        ? token?.tokenKind != .rightParen && token?.tokenKind != .rightSquare
        : token?.tokenKind != .leftParen && token?.tokenKind != .leftSquare
    default: false
    }
  }

  private func isStandingAlone(
    _ token: TokenSyntax, _ before: TokenSyntax?, _ after: TokenSyntax?
  ) -> Bool {
    // `0...` and `...5` are ranges; `{ ... }` and `f(...)` are none.
    let touchesBefore =
      before.map {
        $0.trailingTrivia.isEmpty && token.leadingTrivia.isEmpty && !isOpen($0, isBefore: true)
      } ?? false
    let touchesAfter =
      after.map {
        $0.leadingTrivia.isEmpty && token.trailingTrivia.isEmpty && !isOpen($0, isBefore: false)
      } ?? false
    return !touchesBefore && !touchesAfter
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    if let block = node.as(CodeBlockSyntax.self), block.statements.isEmpty {
      note(block.leftBrace, block.rightBrace)
    } else if let closure = node.as(ClosureExprSyntax.self), closure.statements.isEmpty {
      note(closure.leftBrace, closure.rightBrace)
    } else if let block = node.as(MemberBlockSyntax.self), block.members.isEmpty {
      note(block.leftBrace, block.rightBrace)
    } else if let block = node.as(AccessorBlockSyntax.self),
      case .getter(let items) = block.accessors, items.isEmpty
    {
      note(block.leftBrace, block.rightBrace)
    } else if let label = node.as(SwitchCaseSyntax.self), label.statements.isEmpty {
      found(label)
    }
    return .visitChildren
  }

  /// A body that is only a comment stands for one.
  private func note(_ left: TokenSyntax, _ right: TokenSyntax) {
    let trivia = left.trailingTrivia.pieces + right.leadingTrivia.pieces
    if trivia.contains(where: \.isComment) { found(left) }
  }
}

/// Looks for declarations that lack what would make them code.
private final class Listing: SyntaxVisitor {
  private(set) var isFound = false

  init() { super.init(viewMode: .sourceAccurate) }

  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.body == nil { isFound = true }
    return .visitChildren
  }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.body == nil { isFound = true }
    return .visitChildren
  }
  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.accessorBlock == nil { isFound = true }
    return .visitChildren
  }
  override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.definition == nil { isFound = true }
    return .visitChildren
  }
  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.body == nil { isFound = true }
    return .visitChildren
  }
  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    if node.leftBrace.presence == .missing { isFound = true }
    return .visitChildren
  }
}
