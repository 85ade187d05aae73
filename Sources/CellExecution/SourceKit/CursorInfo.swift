import Foundation

/// What SourceKit says of a place in code.
struct CursorInfo: Decodable {
  var kind: String?
  var name: String?
  var symbol: String?
  var annotatedDeclaration: String?
  var comment: String?
  var module: String?
  var file: String?
  var line: Int?
  /// The type whose member it is, mangled.
  var container: String?
  /// What else is meant: in a call of a type, its initialiser.
  var others: [CursorInfo]?
  private var symbolGraph: String?

  private enum CodingKeys: String, CodingKey {
    case kind = "key.kind"
    case name = "key.name"
    case symbol = "key.usr"
    case annotatedDeclaration = "key.annotated_decl"
    case comment = "key.doc_comment"
    case module = "key.modulename"
    case file = "key.filepath"
    case line = "key.line"
    case container = "key.containertypeusr"
    case others = "key.secondary_symbols"
    case symbolGraph = "key.symbol_graph"
  }

  /// The initialiser that a type's name stands for where it is called.
  var initializer: CursorInfo? {
    others?.first { $0.kind?.hasSuffix("function.constructor") ?? false }
  }

  /// Whether its declaration is written for the types of this place: elsewhere others stand in it.
  var isOfThisPlace: Bool {
    let isGeneric = container.map { $0.hasSuffix("GD") || $0.hasSuffix("GmD") } ?? false
    return isGeneric || symbol?.contains("::SYNTHESIZED::") ?? false
  }

  /// The names of the types around it and its own.
  var path: [String] {
    struct Graph: Decodable {
      struct Symbol: Decodable { var pathComponents: [String] }
      var symbols: [Symbol]
    }
    let graph = symbolGraph.flatMap { try? JSONDecoder().decode(Graph.self, from: Data($0.utf8)) }
    return graph?.symbols.first?.pathComponents ?? [name].compactMap(\.self)
  }

  /// The declaration as text, without the attributes and modifiers that say nothing to who calls it.
  var declaration: String {
    let text = (annotatedDeclaration ?? "").replacing(Self.tag, with: "")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
    return text.replacing(Self.attributes, with: "").replacing(Self.modifiers, with: "")
  }

  // A regular expression is read anew wherever it is written; these are asked for each name.
  nonisolated(unsafe) private static let tag = /<[^>]*>/
  nonisolated(unsafe) private static let attributes = /^(?:@\w+(?:\([^)]*\))?\s+)+/
  nonisolated(unsafe) private static let modifiers =
    /^(?:(?:final|convenience|override|nonisolated)\s+)+/
  nonisolated(unsafe) private static let sentenceEnd = /[.!?](?=\s)/

  /// Whether it is an operator's declaration.
  var isOperator: Bool { kind?.contains("function.operator") ?? false }

  /// The first sentence of the documentation.
  var summary: String { Self.firstSentence(of: comment) }

  static func firstSentence(of comment: String?) -> String {
    let paragraph = (comment ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0.allSatisfy(\.isWhitespace) }
      .prefix { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("- ") && !$0.hasPrefix("```") }
      .map { $0.trimmingPrefix(while: \.isWhitespace) }.joined(separator: " ").replacing(
        "``", with: "`")
    let ends = paragraph.matches(of: sentenceEnd).map(\.range.upperBound)
    let end = ends.first { end in
      !["e.g.", "i.e.", "cf.", "vs."].contains { paragraph[..<end].hasSuffix($0) }
    }
    return String(paragraph[..<(end ?? paragraph.endIndex)])
  }
}

/// What SourceKit's index says of a file: who is spoken of where.
struct SourceIndex: Decodable {
  struct Entity: Decodable {
    var symbol: String?
    var line: Int?
    var column: Int?
    var entities: [Entity]?

    enum CodingKeys: String, CodingKey {
      case symbol = "key.usr"
      case line = "key.line"
      case column = "key.column"
      case entities = "key.entities"
    }
  }

  var entities: [Entity]?

  enum CodingKeys: String, CodingKey { case entities = "key.entities" }

  /// All that is spoken of at each place, by line and column in bytes.
  var symbols: [[Int]: [String]] {
    var symbols: [[Int]: [String]] = [:]
    var rest = entities ?? []
    while let entity = rest.popLast() {
      rest += entity.entities ?? []
      guard let symbol = entity.symbol, let line = entity.line, let column = entity.column else {
        continue
      }
      symbols[[line, column], default: []].append(symbol)
    }
    return symbols.mapValues { Set($0).sorted() }
  }
}
