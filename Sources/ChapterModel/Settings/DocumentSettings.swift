import Foundation
import SourceModel
import Yams

/// What `.chapters.yml` in a package's root says of its documents, for patterns of their paths:
///
///     - paths: Sources/Client          # a file, a folder or a pattern; a list of them
///       imports: [Logging]             # modules beside the package's own
///       prelude: |                     # code that stands before the document's own
///         let logger = Logger(label: "documents")
///       no-run: [serve, listen]        # cells with this text compile, and aren't run; true for all
///       ignore: Package.swift          # cells with this text are no cells
///       network: true                  # cells may use the network
package struct DocumentSettings: Sendable {
  package static let file = ".chapters.yml"

  /// What is said of the documents of some paths.
  struct Rule {
    var paths: [String] = []
    var imports: [String] = []
    var prelude: Cell?
    var noRun = CellsWithText()
    var ignore = CellsWithText()
    var usesNetwork = false
  }

  /// Cells in whose code one of some texts stands.
  struct CellsWithText {
    var texts: [String] = []
    var areAll = false

    func includes(_ cell: Cell) -> Bool { areAll || texts.contains { cell.code.contains($0) } }
  }

  private(set) var rules: [Rule] = []

  /// Reads a package's settings; none where there is no such file.
  ///
  /// - Throws: `ChapterError` at the line of an unknown key or a wrong value.
  package init(of root: PackageRoot) throws(ChapterError) {
    let file = root.url.appending(path: Self.file)
    try self.init((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }

  init(_ text: String) throws(ChapterError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw ChapterError(
        .notYAML("\(error)".split(separator: "\n").first.map(String.init) ?? "it can't be read"),
        at: Self.location(nil))
    }
    guard let node, node != Node("", Tag(.null)) else { return }
    guard let list = node.sequence else {
      throw ChapterError(
        .notYAML("it should be a list of '- paths: …' with what is said of these"),
        at: Self.location(node))
    }
    for entry in list { rules.append(try Self.rule(entry, code: text)) }
    // The first comes first, and before the document's own.
    for place in rules.indices {
      rules[place].prelude = rules[place].prelude?.numbered(place - rules.count)
    }
  }

  /// The rules for a document.
  func rules(for path: String) -> [Rule] {
    rules.filter { rule in rule.paths.contains { Self.matches(path, $0) } }
  }

  private enum Key: String, CaseIterable {
    case paths, imports, prelude, ignore, network
    case noRun = "no-run"
  }

  private static func rule(_ node: Node, code text: String) throws(ChapterError) -> Rule {
    var rule = Rule()
    guard let mapping = node.mapping else {
      throw ChapterError(.notYAML("it should be lines of 'key: value'"), at: location(node))
    }
    for (name, value) in mapping {
      switch name.string.flatMap(Key.init) {
      case .paths: rule.paths = try texts(value, .paths, "a path or a list of paths")
      case .imports: rule.imports = try texts(value, .imports, "a module or a list of modules")
      case .prelude:
        guard let code = value.string else { throw wrong(value, .prelude, "Swift code") }
        rule.prelude = prelude(code, at: location(value), in: text)
      case .noRun: rule.noRun = try cells(value, .noRun)
      case .ignore: rule.ignore = try cells(value, .ignore)
      case .network:
        guard let answer = value.bool else { throw wrong(value, .network, "'true' or 'false'") }
        rule.usesNetwork = answer
      case nil:
        let known = Key.allCases.map(\.rawValue)
        throw ChapterError(.unknownKey(name.string ?? "", known), at: location(name))
      }
    }
    guard !rule.paths.isEmpty else {
      throw ChapterError(.badSetting("paths", "", "a path or a list of paths"), at: location(node))
    }
    return rule
  }

  /// A cell that stands in the settings; a block's text begins on the line below `|`.
  private static func prelude(_ code: String, at place: SourceLocation, in text: String) -> Cell {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : ""
    let isBlock = line.contains(#/:\s*[|>][+-]?\s*$/#)
    let first = isBlock ? place.line : place.line - 1
    let indentation =
      isBlock
      ? (lines.indices.contains(place.line) ? lines[place.line].prefix { $0 == " " }.count : 0)
      : place.column - 1
    let count = code.count { $0.isNewline }
    return Cell(
      index: -1, options: CellOptions(), code: code.hasSuffix("\n") ? code : code + "\n",
      location: SourceLocation(file: file, line: first + 1, column: 1), indentation: indentation,
      fence: Fence(firstLine: first, lastLine: first + count + 2, prefix: []), record: nil,
      inline: nil)
  }

  private static func cells(_ value: Node, _ key: Key) throws(ChapterError) -> CellsWithText {
    if let all = value.bool { return CellsWithText(areAll: all) }
    return CellsWithText(texts: try texts(value, key, "'true', or texts that stand in cells"))
  }

  private static func texts(
    _ value: Node, _ key: Key, _ expected: String
  ) throws(ChapterError) -> [String] {
    let nodes = value.sequence.map(Array.init) ?? [value]
    let texts = nodes.compactMap(\.string).filter { !$0.isEmpty }
    guard texts.count == nodes.count else { throw wrong(value, key, expected) }
    return texts
  }

  private static func wrong(_ value: Node, _ key: Key, _ expected: String) -> ChapterError {
    ChapterError(
      .badSetting(key.rawValue, value.string ?? "…", expected), at: location(value))
  }

  private static func location(_ node: Node?) -> SourceLocation {
    SourceLocation(file: file, line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1)
  }

  /// Whether a path is one of a pattern: `*` stands for anything within a name, `**` for anything, and a
  /// folder's path for all in it.
  static func matches(_ path: String, _ pattern: String) -> Bool {
    var rest = pattern[...]
    if rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    var expression = ""
    while let character = rest.first {
      if rest.hasPrefix("**/") {
        expression += "(.*/)?"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("**") {
        expression += ".*"
        rest = rest.dropFirst(2)
      } else {
        expression +=
          character == "*" ? "[^/]*" : NSRegularExpression.escapedPattern(for: String(character))
        rest = rest.dropFirst()
      }
    }
    let whole = try? Regex("(?:\(expression))(?:/.*)?")
    return whole.map { path.wholeMatch(of: $0) != nil } ?? false
  }
}

extension Chapter {
  /// The document with what the package says of it.
  func applying(_ settings: DocumentSettings) -> Chapter {
    guard isDocument else { return self }
    let rules = settings.rules(for: source.path)
    guard !rules.isEmpty else { return self }
    var chapter = replacingCells(
      with: cells.map { cell in
        var options = cell.options
        if rules.contains(where: { $0.ignore.includes(cell) }) { options.isIgnored = true }
        if options.expectation == .runs, rules.contains(where: { $0.noRun.includes(cell) }) {
          options.expectation = .compiles
        }
        return cell.withOptions(options)
      })
    chapter.preludes = rules.compactMap(\.prelude)
    chapter.imports = rules.flatMap(\.imports)
    chapter.usesNetwork = rules.contains(where: \.usesNetwork)
    return chapter
  }
}
