import Foundation

/// What of a toolchain makes WebAssembly for pages.
struct WebAssemblyTools: Sendable {
  let frontend: String
  /// Compiles what Embedded Swift expects of a platform.
  let clang: String
  let linker: String
  /// What strings need to know of characters.
  let characterTables: URL?
  /// Runs a module, where the toolchain can.
  let runner: String?

  static let target = "wasm32-unknown-none-wasm"

  /// The tools of a toolchain.
  ///
  /// - Throws: `Missing`.
  init(_ toolchain: Toolchain) throws(Missing) {
    func tool(_ name: String) throws(Missing) -> String {
      guard let url = toolchain.found(name) else { throw Missing(what: "no '\(name)'") }
      return url.path
    }
    frontend = try tool("swift-frontend")
    clang = try tool("clang")
    linker = try tool("wasm-ld")
    runner = toolchain.found("wasmkit")?.path
    let library = toolchain.binaries.appending(path: "../lib/swift/embedded").standardizedFileURL
    let module = library.appending(path: "Swift.swiftmodule/\(Self.target).swiftmodule")
    guard FileManager.default.fileExists(atPath: module.path) else {
      throw Missing(what: "no Embedded Swift for \(Self.target)")
    }
    let tables = library.appending(path: "\(Self.target)/libswiftUnicodeDataTables.a")
    characterTables = FileManager.default.fileExists(atPath: tables.path) ? tables : nil
  }

  /// Whether a toolchain has them all.
  static func areThere(in toolchain: Toolchain) -> Bool { (try? Self(toolchain)) != nil }

  /// Why a toolchain makes none.
  struct Missing: Error { let what: String }
}
