import ArgumentParser
import CellExecution
import Foundation

/// Where results are kept that machines share.
struct CacheOptions: ParsableArguments {
  @Option(
    name: .customLong("cache"),
    help: ArgumentHelp(
      """
      Take results from this server, and put new ones there: any that answers GET and takes PUT. \
      CHAPTERS_CACHE in the environment says the same.
      """, valueName: "url"))
  var address: String?

  @Flag(
    name: .customLong("cache-read-only"), help: "Take results from the cache, and put none there.")
  var isReadOnly = false

  /// The cache that was asked for, if one was.
  ///
  /// - Throws: `ValidationError`.
  func cache() throws -> SharedCache? {
    try location().map { SharedCache($0, isReadOnly: isReadOnly) { Console.complain($0) } }
  }

  func validate() throws {
    guard try location() != nil || !isReadOnly else {
      throw ValidationError("--cache-read-only is for a cache; say which with --cache URL")
    }
  }

  private func location() throws -> CacheAddress? {
    let variable = ProcessInfo.processInfo.environment["CHAPTERS_CACHE"]
    guard let text = address ?? variable, !text.isEmpty else { return nil }
    guard let location = CacheAddress(text) else {
      // The address isn't repeated: there may be a password in it.
      throw ValidationError(
        "the cache should be an address that begins with http:// or https://")
    }
    return location
  }
}
