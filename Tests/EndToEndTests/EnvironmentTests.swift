import Foundation
import Testing

@testable import CellExecution
@testable import ChapterModel

/// What cells find in their environment, and that their results don't hang on another.
@Suite struct EnvironmentTests {
  private let own = [
    "PATH": "/bin", "HOME": "/home/a", "TZ": "America/New_York", "LANG": "de_DE.UTF-8",
    "LC_ALL": "de_DE.UTF-8", "COLUMNS": "40", "OMP_NUM_THREADS": "1", "KEY": "secret",
    "DATA": "/data", "OTHER": "1",
  ]

  @Test func `the zone, the locale and hash values are the same everywhere`() {
    let values = CellEnvironment(Settings(), from: own).values
    #expect(
      values == [
        "PATH": "/bin", "HOME": "/home/a", "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "dumb",
        "SWIFT_DETERMINISTIC_HASHING": "1",
      ])
  }

  private func settings(_ yaml: String) throws(ChapterError) -> Settings {
    try SettingsReader(path: "book.yml", firstLine: 1, dialect: .book).settings(in: yaml)
  }

  @Test func `a book says what else cells find`() throws {
    let book = try settings(
      "environment: [KEY, ABSENT, TZ=Europe/Berlin, EMPTY=]\nrequirements: {d: [$DATA/x.csv]}")
    let chapter = try settings("environment: LANG=fr_FR.UTF-8").withDefaults(book)
    let values = CellEnvironment(chapter, from: own).values
    #expect(values["KEY"] == "secret")
    #expect(values["ABSENT"] == nil)
    #expect(values["TZ"] == "Europe/Berlin")
    #expect(values["EMPTY"] == "")
    #expect(values["LANG"] == "fr_FR.UTF-8")
    #expect(values["DATA"] == "/data")
    #expect(values["OTHER"] == nil)
  }

  @Test func `what cells find is part of a result's key, and what they don't isn't`() throws {
    let key = CellEnvironment(Settings(), from: own).key
    #expect(
      CellEnvironment(Settings(), from: own.merging(["TZ": "x", "OTHER": "2"]) { $1 }).key == key)
    #expect(CellEnvironment(Settings(), from: own.merging(["HOME": "/root"]) { $1 }).key != key)
    #expect(CellEnvironment(try settings("environment: [TZ=Asia/Tokyo]"), from: own).key != key)
  }

  @Test(arguments: [
    ("1X", "variables to take over or to set"), ("A B=c", "variables to take over or to set"),
    ("TZ=Europe/Berln", "a time zone that the system knows"),
    ("SWIFT_BACKTRACE=no", "variables of your own"), ("CHAPTERS_RUN", "variables of your own"),
    ("{A: 1}", "variables to take over or to set"),
  ]) func `a variable that can't be set is an error`(_ word: String, _ words: String) {
    let error = #expect(throws: ChapterError.self) { try settings("environment: [\(word)]") }
    #expect(error?.description.contains(words) == true)
  }

  @Test func `relative paths begin at the package's folder`() async throws {
    let package = try await FixturePackage.shared.value
    let text = """
      ```swift
      import Foundation
      print(FileManager.default.currentDirectoryPath)
      print(FileManager.default.fileExists(atPath: "Package.swift"))
      ```

      """
    let chapter = try package.chapter(Array(text.utf8), name: "relative-paths")
    let result = try await package.executor.run(chapter)
    #expect(result.cells[0]?.output.text == "\(package.root.url.path)\ntrue\n")
  }

  @Test func `sets, dictionaries and errors have the same order in every run`() async throws {
    let package = try await FixturePackage.shared.value
    let text = """
      ```swift
      import Foundation
      ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5]
      ```
      ```swift
      Set((1...20).map { "\\($0)" })
      ```
      ```swift
      NSError(domain: "d", code: 3, userInfo: ["a": 1, "b": 2, "c": 3, "d": 4])
      ```
      ```swift
      print(TimeZone.current.secondsFromGMT(), Locale.current.identifier)
      ```
      """
    var outputs: Set<[String]> = []
    for name in ["order-1", "order-2"] {
      let chapter = try package.chapter(Array(text.utf8), name: name)
      let result = try await package.executor.run(chapter)
      #expect(result.failures.isEmpty)
      outputs.insert((0..<4).map { result.cells[$0]?.output.text ?? "" })
    }
    #expect(outputs.count == 1)
  }
}
