import Foundation
import SourceModel
import Yams

/// Reads settings from YAML, and says at which line one is wrong.
struct SettingsReader {
  /// The file's path, as it is shown.
  let path: String
  /// The line on which the YAML begins.
  let firstLine: Int
  /// In a document, settings that mean nothing here are other tools', and left alone.
  let dialect: Dialect

  /// What can be set.
  enum Key: String, CaseIterable {
    case title
    case part
    case timeout
    case chapterTimeout = "chapter-timeout"
    case compileTimeout = "compile-timeout"
    case memory
    case output
    case states
    case tolerance
    case continues
    case depends
    case requirements
    case environment
    case hints
    case varies
    case twins
  }

  /// Reads settings.
  ///
  /// - Throws: `ChapterError` at the line of an unknown key or a wrong value.
  func settings(in yaml: String) throws(ChapterError) -> Settings {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch {
      throw ChapterError(.notYAML(reason(of: error)), at: location(nil))
    }
    var settings = Settings()
    guard let node, node != Node("", Tag(.null)) else { return settings }
    guard let mapping = node.mapping else {
      throw ChapterError(.notYAML("it should be lines of 'key: value'"), at: location(node))
    }
    for (name, value) in mapping {
      guard let key = name.string.flatMap(Key.init) else {
        if dialect == .document { continue }
        let known = Key.allCases.map(\.rawValue)
        throw ChapterError(.unknownKey(name.string ?? "", known), at: location(name))
      }
      do {
        try set(key, to: value, in: &settings)
      } catch {
        // 'output: html_document' is somebody else's.
        if dialect == .book { throw error }
      }
    }
    return settings
  }

  /// Whether a text is lines of `key: value`, whoever they are for.
  static func isMapping(_ yaml: String) -> Bool { (try? Yams.compose(yaml: yaml))?.mapping != nil }

  private func set(
    _ key: Key, to value: Node, in settings: inout Settings
  ) throws(ChapterError) {
    switch key {
    case .title:
      let title = try text(value, key)
      // An empty one is none.
      settings.title = title.allSatisfy(\.isWhitespace) ? nil : title
    case .part: settings.part = try text(value, key)
    case .timeout: settings.timeout = try seconds(value, key)
    case .chapterTimeout: settings.chapterTimeout = try seconds(value, key)
    case .compileTimeout: settings.compileTimeout = try seconds(value, key)
    case .memory: settings.memory = try bytes(value, key)
    case .output: settings.output = try bytes(value, key)
    case .states:
      guard let number = value.int, number > 0 else {
        throw wrong(value, key, "a number such as 64")
      }
      settings.states = number
    case .tolerance:
      guard let number = value.float, number >= 0, number.isFinite else {
        throw wrong(value, key, "a number such as 1e-3")
      }
      settings.tolerance = number
    case .continues: settings.continues = try text(value, key)
    case .depends: settings.depends = try texts(value, key, "a list of files")
    case .requirements: settings.requirements = try requirements(value, key)
    case .environment: settings.environment = try environment(value, key)
    case .hints:
      // YAML reads a bare 'off' as a truth value; its text is what counts.
      guard let hints = CellOptions.Hints(rawValue: value.string ?? "") else {
        throw wrong(value, key, "'off', 'values' or 'all'")
      }
      settings.hints = hints
    case .varies:
      _ = try texts(value, key, "a list of regular expressions")
      for node in value.sequence.map(Array.init) ?? [value] {
        guard let pattern = node.string, let varying = try? VaryingText(pattern) else {
          throw wrong(node, key, "regular expressions, such as '0x[0-9a-f]+'")
        }
        settings.varies.append(varying)
      }
    case .twins: settings.twins = try twins(value, key)
    }
  }

  private func twins(_ value: Node, _ key: Key) throws(ChapterError) -> TwinSettings {
    let expected = "'label', 'python', 'imports' and 'spellings', each with a value"
    guard let mapping = value.mapping else { throw wrong(value, key, expected) }
    var twins = TwinSettings()
    for (name, value) in mapping {
      switch name.string {
      case "label":
        guard let label = value.string, !label.isEmpty else { throw wrong(value, key, "a label") }
        twins.label = label
      case "python":
        twins.interpreters = try texts(value, key, "an interpreter or a list of them")
        if twins.interpreters.isEmpty { throw wrong(value, key, "an interpreter at least") }
      case "imports": twins.imports = try modules(value, key)
      case "spellings": twins.spellings = try spellings(value, key)
      default: throw wrong(name, key, expected)
      }
    }
    return twins
  }

  private func spellings(_ value: Node, _ key: Key) throws(ChapterError) -> [TwinSpelling] {
    let expected = "regular expressions with what Swift writes, as in '{\\bTrue\\b: true}'"
    guard let mapping = value.mapping else { throw wrong(value, key, expected) }
    var spellings: [TwinSpelling] = []
    for (pattern, replacement) in mapping {
      guard let text = pattern.string, !text.isEmpty, let new = replacement.string,
        let spelling = try? TwinSpelling(text, new)
      else { throw wrong(pattern, key, expected) }
      spellings.append(spelling)
    }
    return spellings
  }

  private func modules(_ value: Node, _ key: Key) throws(ChapterError) -> [String] {
    let expected = "names of Python modules, as in '[numpy, os.path]'"
    let names = try texts(value, key, expected)
    let isName = names.allSatisfy { $0.wholeMatch(of: /[\p{L}_]\w*(\.[\p{L}_]\w*)*/) != nil }
    guard isName else { throw wrong(value, key, expected) }
    return names
  }

  private func requirements(_ value: Node, _ key: Key) throws(ChapterError) -> [String: [String]] {
    guard let mapping = value.mapping else {
      throw wrong(value, key, "names with the files they stand for, as in 'name: data/file.csv'")
    }
    var requirements: [String: [String]] = [:]
    for (name, files) in mapping {
      guard let name = name.string else { throw wrong(name, key, "names") }
      requirements[name] = try texts(files, key, "a file or a list of files")
    }
    return requirements
  }

  /// `NAME` or `NAME=value`, or a list of those.
  private func environment(_ value: Node, _ key: Key) throws(ChapterError) -> [String: String?] {
    let expected = "variables to take over or to set, as in '[API_KEY, TZ=Europe/Berlin]'"
    _ = try texts(value, key, expected)
    var environment: [String: String?] = [:]
    for node in value.sequence.map(Array.init) ?? [value] {
      let parts = (node.string ?? "").split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      guard parts[0].wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
        throw wrong(node, key, expected)
      }
      if Self.isReserved(parts[0]) {
        throw wrong(node, key, "variables of your own: the runner sets this one itself")
      }
      if parts[0] == "TZ", parts.count == 2, !Self.isTimeZone(parts[1]) {
        throw wrong(node, key, "a time zone that the system knows, such as 'TZ=Europe/Berlin'")
      }
      environment.updateValue(parts.count == 2 ? parts[1] : nil, forKey: parts[0])
    }
    return environment
  }

  /// Whether a variable is one with which the runner starts cells: those of the cell runtime, which this
  /// target doesn't know, begin with `CHAPTERS_`.
  static func isReserved(_ name: String) -> Bool {
    name.hasPrefix("CHAPTERS_") || name == "SWIFT_BACKTRACE"
  }

  /// A zone's name, or its rules as POSIX writes them, as in `CET-1CEST`: an unknown name would be UTC
  /// without a word.
  private static func isTimeZone(_ text: String) -> Bool {
    TimeZone(identifier: text) != nil || text.wholeMatch(of: /[A-Za-z<][^\/]*\d.*/) != nil
  }

  private func texts(
    _ value: Node, _ key: Key, _ expected: String
  ) throws(ChapterError) -> [String] {
    guard let nodes = value.sequence else {
      guard let text = value.string else { throw wrong(value, key, expected) }
      return [text]
    }
    let texts = nodes.compactMap(\.string)
    guard texts.count == nodes.count else { throw wrong(value, key, expected) }
    return texts
  }

  private func text(_ value: Node, _ key: Key) throws(ChapterError) -> String {
    guard let text = value.string else { throw wrong(value, key, "a text") }
    return text
  }

  private func seconds(_ value: Node, _ key: Key) throws(ChapterError) -> Double {
    guard let seconds = value.string.flatMap(Quantity.seconds) else {
      throw wrong(value, key, Quantity.secondsExample)
    }
    return seconds
  }

  private func bytes(_ value: Node, _ key: Key) throws(ChapterError) -> Int {
    guard let bytes = value.string.flatMap(Quantity.bytes) else {
      throw wrong(value, key, Quantity.bytesExample)
    }
    return bytes
  }

  private func wrong(_ value: Node, _ key: Key, _ expected: String) -> ChapterError {
    ChapterError(.badSetting(key.rawValue, value.string ?? "…", expected), at: location(value))
  }

  private func location(_ node: Node?) -> SourceLocation {
    let mark = node?.mark
    return SourceLocation(
      file: path, line: firstLine + (mark?.line ?? 1) - 1, column: mark?.column ?? 1)
  }

  private func reason(of error: any Error) -> String {
    guard case .some(.parser(_, let problem, _, _)) = error as? YamlError else {
      return "\(error)".split(separator: "\n").first.map(String.init) ?? "it can't be read"
    }
    return problem
  }
}

/// Times and sizes as people write them.
enum Quantity {
  static let secondsExample = "a time such as 500ms, 10s or 2m"
  static let bytesExample = "a size such as 64kB, 10MB or 2GB"

  /// `500ms`, `10s`, `2m`.
  static func seconds(_ text: String) -> Double? {
    value(of: text, units: [("ms", 0.001), ("s", 1), ("m", 60)])
  }

  /// `64kB`, `10MB`, `2GB`, in powers of 1000.
  static func bytes(_ text: String) -> Int? {
    value(of: text, units: [("kB", 1e3), ("MB", 1e6), ("GB", 1e9)]).map { Int($0) }
  }

  private static func value(of text: String, units: [(suffix: String, size: Double)]) -> Double? {
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
      let value = Double(text.dropLast(unit.suffix.count)), value > 0, value < 1e9
    else { return nil }
    return value * unit.size
  }
}
