import Foundation
import TestSupport
import Testing

@testable import ChapterModel

@Suite struct SettingsTests {
  private func settings(
    _ yaml: String, in dialect: Dialect = .book
  ) throws(ChapterError) -> Settings {
    try SettingsReader(path: "book.yml", firstLine: 1, dialect: dialect)
      .settings(in: yaml)
  }

  private func error(_ yaml: String) -> String? {
    do {
      _ = try settings(yaml)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `the documentation's example sets all that can be set`() throws {
    let file = TestFiles.tests.deletingLastPathComponent().appending(
      path: "Documentation/Settings.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let example = String(try #require(page.firstMatch(of: /(?s)```yaml\n(.*?)```/)).1)
    _ = try settings(example)
    for key in SettingsReader.Key.allCases {
      #expect("\n\(example)".contains("\n\(key.rawValue):"), "it doesn't set '\(key.rawValue)'")
    }
  }

  @Test func `all that can be set`() throws {
    let settings = try settings(
      """
      title: "A book"
      timeout: 2m
      chapter-timeout: 10m
      memory: 1.5GB
      output: 64kB
      tolerance: 1e-3
      continues: 04-define
      depends: [a.csv, b.csv]
      """)
    #expect(settings.title == "A book")
    #expect(settings.timeout == 120)
    #expect(settings.chapterTimeout == 600)
    #expect(settings.memory == 1_500_000_000)
    #expect(settings.output == 64000)
    #expect(settings.tolerance == 1e-3)
    #expect(settings.continues == "04-define")
    #expect(settings.depends == ["a.csv", "b.csv"])
  }

  @Test func `a book says how its twins are run and shown`() throws {
    let twins = try settings(
      """
      twins:
        label: NumPy
        python: [$NUMPY_PYTHON, python3]
        imports: [numpy, os.path]
        spellings: {\\bTrue\\b: true, "'": '"'}
      """
    ).twins
    #expect(twins?.spellings.map(\.replacement) == ["true", "\""])
    #expect(twins?.label == "NumPy")
    #expect(twins?.interpreters == ["$NUMPY_PYTHON", "python3"])
    #expect(twins?.imports == ["numpy", "os.path"])
    #expect(try settings("twins: {python: /opt/python}").twins?.interpreters == ["/opt/python"])
    #expect(try settings("twins: {label: NumPy}").twins?.interpreters == ["python3"])
  }

  @Test(arguments: [
    ("PyTorch", "'label', 'python', 'imports' and 'spellings', each with a value"),
    ("{pyhton: x}", "'label', 'python', 'imports' and 'spellings', each with a value"),
    (
      "{spellings: {'(': x}}",
      "regular expressions with what Swift writes, as in '{\\bTrue\\b: true}'"
    ),
    ("{label: ''}", "a label"), ("{python: []}", "an interpreter at least"),
    ("{imports: ['os; print(1)']}", "names of Python modules, as in '[numpy, os.path]'"),
    ("{imports: {}}", "names of Python modules, as in '[numpy, os.path]'"),
  ])
  func `what is wrong about twins is said`(value: String, expected: String) {
    #expect(error("twins: \(value)")?.hasSuffix("should have \(expected)") == true)
  }

  @Test func `nothing sets nothing`() throws {
    #expect(try settings("") == Settings())
    #expect(try settings("# only a comment\n") == Settings())
  }

  @Test func `an unknown key is an error that names the nearest one`() throws {
    #expect(
      error("title: x\ntimeuot: 10s\n") == """
        book.yml:2:1: error: 'timeuot' can't be set (did you mean 'timeout'?); known are title, part, \
        timeout, chapter-timeout, compile-timeout, memory, output, states, tolerance, continues, depends, \
        requirements, environment, hints, varies, twins
        """)
    #expect(try settings("layout: post\ntimeout: 1s", in: .document).timeout == 1)
  }

  @Test(arguments: [
    ("timeout: soon", "a time such as 500ms, 10s or 2m"), ("timeout: 10", "a time such as"),
    ("memory: -1GB", "a size such as 64kB, 10MB or 2GB"), ("tolerance: x", "a number such as 1e-3"),
    ("continues: [a]", "a text"), ("depends: {a: b}", "a list of files"),
  ]) func `a wrong value is an error that says what it should be`(_ yaml: String, _ what: String) {
    #expect(error(yaml)?.hasPrefix("book.yml:1:") == true)
    #expect(error(yaml)?.contains("should have \(what)") == true)
  }

  @Test(arguments: ["a: [", "just words", "- a\n- b"])
  func `what isn't settings is an error`(_ yaml: String) {
    #expect(error(yaml)?.contains("error: these settings can't be read: ") == true)
  }

  @Test func `a chapter's own settings go before its book's`() throws {
    let book = try settings("timeout: 1s\ntolerance: 0.5\ntitle: Book\ndepends: a")
    let own = try settings("timeout: 2s\ndepends: b")
    let both = own.withDefaults(book)
    #expect(both.timeout == 2)
    #expect(both.tolerance == 0.5)
    #expect(both.title == nil)
    #expect(both.depends == ["a", "b"])
  }
}
