import ChapterModel
import Foundation
import SourceModel

/// Helps to write the code of a chapter's cells, by what SourceKit knows: completions, help, errors.
package struct CodeAssistant: Sendable {
  let sourceKit: SourceKitProcess
  let plan: DriverPlan
  package let chapter: Chapter
  let prelude: String

  /// Something that may stand where code is being written.
  package struct Completion: Encodable, Hashable, Sendable {
    /// How it is called.
    package var name: String
    /// What is written; where something is left to be filled in, there is ``hole``.
    package var text: String
    package var type: String
    /// The first sentence of its documentation.
    package var summary: String
  }

  /// The place of an argument that a completion leaves open.
  static let hole = "\u{1}"

  /// An error in the code.
  package struct Problem: Encodable, Hashable, Sendable {
    /// How many lines of the code stand above.
    package var line: Int
    package var message: String
  }

  private static let limit = 40

  /// What may stand at a place.
  ///
  /// - Parameters:
  ///   - offset: How many UTF-16 units of the code stand before the place.
  /// - Throws: `SourceKitError`.
  package func completions(
    _ code: String, in cell: Cell, at offset: Int
  ) async throws -> [Completion] {
    let typed = Self.word(before: offset, in: code)
    let (source, place) = source(code, cell, at: offset - typed.utf16.count)
    return try await sourceKit.withSource(source.text) { [plan, sourceKit] file in
      let asked = SourceKitQuestions(file: file, flags: plan.sourceKitFlags)
      let answer = try await sourceKit.ask(
        asked.completions(at: place, typed: typed, limit: Self.limit))
      _ = try? await sourceKit.ask(asked.closed(at: place))
      return Self.completions(in: answer, typed: typed)
    }
  }

  /// What stands at a place.
  ///
  /// - Parameters:
  ///   - offset: How many UTF-16 units of the code stand before the place.
  /// - Returns: nil where no name stands.
  /// - Throws: `SourceKitError`.
  package func help(
    _ code: String, in cell: Cell, at offset: Int
  ) async throws -> ChapterNames.Note? {
    let start = offset - Self.word(before: offset, in: code).utf16.count
    let (source, place) = source(code, cell, at: start)
    let reader = NameReader(sourceKit: sourceKit, plan: plan, chapter: chapter)
    return try await sourceKit.withSource(source.text) { file in
      try await reader.note(at: place, of: source, in: file)
    }
  }

  /// What is wrong with the code, without running it.
  ///
  /// - Throws: `SourceKitError`.
  package func problems(_ code: String, in cell: Cell) async throws -> [Problem] {
    let (source, start) = source(code, cell, at: 0)
    let first = LineStarts(source.text).place(of: start)[0]
    let count = code.split(separator: "\n", omittingEmptySubsequences: false).count
    return try await sourceKit.withSource(source.text) { [plan, sourceKit] file in
      let asked = SourceKitQuestions(file: file, flags: plan.sourceKitFlags)
      let answer = try JSONDecoder().decode(
        SourceDiagnostics.self, from: try await sourceKit.ask(asked.diagnostics))
      return (answer.diagnostics ?? []).compactMap { diagnostic in
        let line = diagnostic.line - first
        guard diagnostic.severity.hasSuffix("error"), 0..<count ~= line else { return nil }
        return Problem(line: line, message: diagnostic.message.visible)
      }
    }
  }

  private func source(_ code: String, _ cell: Cell, at offset: Int) -> (CellSource, place: Int) {
    let source = CellSource.writing(code, in: cell, of: chapter, prelude: prelude)
    let before = String(decoding: Array(code.utf16.prefix(max(offset, 0))), as: UTF16.self)
    return (source, (source.parts.last?.start ?? 0) + before.utf8.count)
  }

  /// What has been typed of a name.
  private static func word(before offset: Int, in code: String) -> String {
    let before = String(decoding: Array(code.utf16.prefix(max(offset, 0))), as: UTF16.self)
    return String(before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
  }

  private static func completions(in answer: Data, typed: String) -> [Completion] {
    let found = try? JSONDecoder().decode(SourceCompletions.self, from: answer)
    let all = (found?.results ?? []).compactMap { item -> Completion? in
      guard let text = item.text, !item.name.hasPrefix("#") else { return nil }
      guard typed.hasPrefix("_") || !item.name.hasPrefix("_") else { return nil }
      return Completion(
        name: (item.description ?? item.name).visible,
        text: text.replacing(/<#.*?#>/, with: hole), type: (item.type ?? "").visible,
        summary: CursorInfo.firstSentence(of: item.brief).visible)
    }
    let beginning = all.filter { $0.name.lowercased().hasPrefix(typed.lowercased()) }
    return beginning.isEmpty ? all : beginning
  }
}

/// What SourceKit offers where code is being written.
private struct SourceCompletions: Decodable {
  struct Item: Decodable {
    var name: String
    var description: String?
    var text: String?
    var type: String?
    var brief: String?

    enum CodingKeys: String, CodingKey {
      case name = "key.name"
      case description = "key.description"
      case text = "key.sourcetext"
      case type = "key.typename"
      case brief = "key.doc.brief"
    }
  }

  var results: [Item]?

  enum CodingKeys: String, CodingKey { case results = "key.results" }
}

/// What SourceKit says against a source.
private struct SourceDiagnostics: Decodable {
  struct Item: Decodable {
    var line: Int
    var severity: String
    var message: String

    enum CodingKeys: String, CodingKey {
      case line = "key.line"
      case severity = "key.severity"
      case message = "key.description"
    }
  }

  var diagnostics: [Item]?

  enum CodingKeys: String, CodingKey { case diagnostics = "key.diagnostics" }
}
