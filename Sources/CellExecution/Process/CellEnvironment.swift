import ChapterModel
import Foundation
import Subprocess

/// The environment variables of a cell's process: the same on every machine, but for those it can't do
/// without and those that its book asks for.
///
/// All of them are part of a result's key, so that no result outlives the environment it depends on.
package struct CellEnvironment: Hashable, Sendable {
  /// The variables with their values.
  package let values: [String: String]

  /// What every cell finds, unless its book says otherwise. Hash values, and with them the order of
  /// sets and dictionaries, are the same in every run.
  static let fixed = [
    "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "dumb", "SWIFT_DETERMINISTIC_HASHING": "1",
  ]

  /// What is taken over: who and where one is, and how libraries and the network are found.
  static let inherited = [
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    "ALL_PROXY",
  ]

  /// The environment of a chapter's cells.
  ///
  /// - Parameter own: The runner's own environment.
  package init(
    _ settings: Settings, from own: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let taken = Self.inherited + Requirements.variables(in: settings)
    var values = Self.fixed.merging(own.filter { taken.contains($0.key) }) { $1 }
    for (name, value) in settings.environment { values[name] = value ?? own[name] }
    self.values = values
  }

  /// The variables as text, for a key.
  package var key: String {
    values.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "\n")
  }

  /// The variables that are the same on every machine, as text.
  package static func portableKey(of settings: Settings) -> String {
    let own = CellEnvironment(settings).values
    let values = fixed.keys.reduce(into: [:]) { $0[$1] = own[$1] }
      .merging(settings.environment.keys.map { ($0, own[$0]) }) { $1 }
    return values.sorted { $0.key < $1.key }.map { "\($0)=\($1 ?? "")" }
      .joined(separator: "\n")
  }

  /// The environment of a process that gets some variables more.
  package func adding(_ more: [String: String]) -> Environment {
    let all = values.merging(more) { $1 }
    return .custom(
      Dictionary(uniqueKeysWithValues: all.map { (.init(stringLiteral: $0), $1) }))
  }
}
