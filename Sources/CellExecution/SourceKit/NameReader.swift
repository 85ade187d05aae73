import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Asks SourceKit what the names in a chapter's cells are.
struct NameReader {
  let sourceKit: SourceKitProcess
  let plan: DriverPlan
  let chapter: Chapter

  /// The chapter's names that SourceKit knows.
  ///
  /// - Throws: `SourceKitError` where it can't be asked at all.
  func names(prelude: String) async throws -> ChapterNames {
    var names = ChapterNames()
    for source in CellSource.all(of: chapter, prelude: prelude) {
      let before = names
      names = try await sourceKit.withSource(source.text) { file in
        let named = try await read(source, in: file, adding: before)
        return try await readValues(source, in: file, adding: named)
      }
    }
    return names
  }

  private func read(
    _ source: CellSource, in file: String, adding before: ChapterNames
  ) async throws -> ChapterNames {
    var names = before
    let asked = SourceKitQuestions(file: file, flags: plan.sourceKitFlags)
    let symbols = try await index(asked)
    let lines = LineStarts(source.text)
    var known: [[String]: CursorInfo] = [:]
    for part in source.parts where part.cell.location.file == chapter.source.path {
      let code = part.cell.code
      // In a page such code has other characters.
      guard part.cell.index >= 0, !part.cell.isInline, !part.cell.options.isHidden,
        code == code.visible
      else { continue }
      for place in NamePlaces.all(in: code) {
        let offset = part.start + place.lowerBound
        let meant = symbols[lines.place(of: offset)] ?? []
        var info = meant.isEmpty ? nil : known[meant]
        if info == nil { info = try await cursor(asked, offset) }
        guard let info else { continue }
        if !meant.isEmpty, !info.isOfThisPlace, info.initializer?.isOfThisPlace != true {
          known[meant] = info
        }
        // The sign of a number is none of its own, and is the literal's.
        guard info.isOperator || !NamePlaces.isOperator(code, at: place) else { continue }
        guard let note = note(info, in: source, of: file, lines) else { continue }
        names.add(note, at: place, of: code, cell: part.cell.index)
      }
    }
    return names
  }

  /// Says of values in prose what they are values of.
  private func readValues(
    _ source: CellSource, in file: String, adding before: ChapterNames
  ) async throws -> ChapterNames {
    var names = before
    let values = source.parts.filter { part in
      part.cell.isInline && part.cell.options.prediction == nil
        && part.cell.location.file == chapter.source.path
    }
    guard !values.isEmpty else { return names }
    let types = try await types(SourceKitQuestions(file: file, flags: plan.sourceKitFlags))
    for part in values {
      let code = part.cell.code
      let expression = code.trimmingCharacters(in: .whitespaces)
      let start = code.utf8.count - code.trimmingPrefix(while: \.isWhitespace).utf8.count
      let place = part.start + start..<part.start + start + expression.utf8.count
      let type = types[place].map { " of type `\($0.visible)`" } ?? ""
      let note = ChapterNames.Note(
        declaration: expression.visible, summary: "A value\(type), computed by this chapter.",
        module: "", path: [])
      names.add(note, at: 0..<code.utf8.count, of: code, cell: part.cell.index)
    }
    return names
  }

  /// The types of a source's expressions, by the bytes that they take up.
  private func types(_ asked: SourceKitQuestions) async throws -> [Range<Int>: String] {
    do {
      return try JSONDecoder().decode(
        ExpressionTypes.self, from: try await sourceKit.ask(asked.types)
      ).byPlace
    } catch SourceKitError.refused { return [:] } catch SourceKitError.ended { return [:] }
  }

  /// What there is to say of a byte of a source.
  func note(at offset: Int, of source: CellSource, in file: String) async throws
    -> ChapterNames.Note?
  {
    let asked = SourceKitQuestions(file: file, flags: plan.sourceKitFlags)
    let info = try await cursor(asked, offset)
    return info.flatMap { note($0, in: source, of: file, LineStarts(source.text)) }
  }

  private func index(_ asked: SourceKitQuestions) async throws -> [[Int]: [String]] {
    do {
      return try JSONDecoder().decode(
        SourceIndex.self, from: try await sourceKit.ask(asked.index)
      ).symbols
    } catch SourceKitError.refused { return [:] }
  }

  /// - Returns: nil for a place of which SourceKit knows nothing, or at which it crashes.
  private func cursor(_ asked: SourceKitQuestions, _ offset: Int) async throws -> CursorInfo? {
    do {
      let info = try JSONDecoder().decode(
        CursorInfo.self, from: try await sourceKit.ask(asked.cursor(at: offset)))
      return info.annotatedDeclaration == nil ? nil : info
    } catch SourceKitError.refused { return nil } catch SourceKitError.ended { return nil }
  }

  private func note(
    _ info: CursorInfo, in source: CellSource, of file: String, _ lines: LineStarts
  ) -> ChapterNames.Note? {
    var path = info.path
    var told = info
    if let initializer = info.initializer {
      path.append(initializer.name ?? "init")
      told = initializer
    }
    // What the standard library's operators do is known, and there are many of them.
    guard !(told.isOperator && told.module == "Swift") else { return nil }
    // An initialiser that nobody has written down is where its type is.
    let own = [told, info].first { $0.file == file }
    let cell = own?.line.flatMap { source.part(at: lines.start(of: $0))?.cell }
    let isHere = cell?.location.file == chapter.source.path
    return ChapterNames.Note(
      declaration: told.declaration.visible,
      summary: (told.summary.isEmpty ? info.summary : told.summary).visible,
      module: own == nil ? told.module ?? "" : "", path: path.map(\.visible),
      file: own == nil ? told.file : nil, line: own == nil ? told.line : nil,
      cell: isHere ? cell?.index : nil)
  }
}

/// Where the lines of a source begin.
struct LineStarts {
  private let starts: [Int]

  init(_ text: String) {
    starts =
      [0] + text.utf8.enumerated().lazy.filter { $0.element == .lineFeed }.map { $0.offset + 1 }
  }

  /// The line and the column in bytes, from 1, of a byte.
  func place(of offset: Int) -> [Int] {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return [low + 1, offset - starts[low] + 1]
  }

  func start(of line: Int) -> Int { starts[min(max(line - 1, 0), starts.count - 1)] }
}

/// The requests about the source in a file.
struct SourceKitQuestions: Sendable {
  let file: String
  let flags: [String]

  /// Who is spoken of where.
  var index: SourceKitRequest { asking("indexsource") }

  /// Of which type each expression is.
  var types: SourceKitRequest { asking("expression.type") }

  /// What is wrong with it.
  var diagnostics: SourceKitRequest { asking("diagnostics") }

  /// What stands at a byte.
  func cursor(at offset: Int) -> SourceKitRequest {
    asking("cursorinfo").with("offset", offset).with("retrieve_symbol_graph", 1)
  }

  /// What may stand at a byte, the best first; `closed` has to be asked after it.
  ///
  /// - Parameter typed: How the name begins that may stand there.
  func completions(at offset: Int, typed: String, limit: Int) -> SourceKitRequest {
    asking("codecomplete.open").with("name", file).with("offset", offset)
      .with(
        "codecomplete.options",
        options: .options.with("codecomplete.filtertext", typed)
          .with("codecomplete.requestlimit", limit))
  }

  /// Ends what `completions` began.
  func closed(at offset: Int) -> SourceKitRequest {
    SourceKitRequest("codecomplete.close").with("name", file).with("sourcefile", file)
      .with("offset", offset)
  }

  private func asking(_ name: String) -> SourceKitRequest {
    SourceKitRequest(name).with("sourcefile", file).with("compilerargs", [file] + flags)
  }
}

extension DriverPlan {
  /// How the compiler is told to read a source, without what it is to make of it.
  var sourceKitFlags: [String] {
    let plugins: Set = [
      "-load-plugin-executable", "-plugin-path", "-external-plugin-path", "-load-plugin-library",
    ]
    var flags = searchFlags
    for (name, value) in zip(compile, compile.dropFirst()) where plugins.contains(name) {
      flags += [name, value]
    }
    return flags + ["-module-name", "Chapter", "-swift-version", "5", "-enable-bare-slash-regex"]
  }
}
