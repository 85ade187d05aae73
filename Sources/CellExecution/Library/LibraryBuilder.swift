import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Builds the library, if it has changed.
///
/// SwiftPM does it, for a package of our own in the work folder that depends on the author's by
/// path. So the author's targets may be of any kind (C, macros, resources, other packages), and the
/// flags a cell needs are those that SwiftPM gave to the runtime, which imports as much.
package struct LibraryBuilder {
  package let root: PackageRoot
  package let toolchain: Toolchain

  package init(root: PackageRoot, toolchain: Toolchain) {
    self.root = root
    self.toolchain = toolchain
  }

  private var folder: URL { root.workFolder.appending(path: "library") }
  private var scratch: URL { folder.appending(path: ".build") }
  private var release: URL { scratch.appending(path: "release") }
  private var record: URL { root.workFolder.appending(path: "library.json") }

  /// Which libraries programs need; against another build of the library that may be others.
  package var answers: AutolinkCache {
    AutolinkCache(folder: root.workFolder.appending(path: "autolink"))
  }

  /// What the package's files look like now, to be compared with what they looked like before.
  package func state() -> String { fingerprint(of: earlier?.inputs) }

  private var earlier: Library? {
    (try? Data(contentsOf: record)).flatMap { try? JSONDecoder().decode(Library.self, from: $0) }
  }

  /// The library of the package as it stands.
  ///
  /// - Parameter announce: Is called before a build that may take long.
  /// - Throws: `ExecutionError`.
  package func library(announce: () -> Void) async throws -> Library {
    let earlier = earlier
    if let earlier, earlier.fingerprint == fingerprint(of: earlier.inputs), isThere(earlier) {
      if !answers.areThere { try await answers.reset(earlier.plan) }
      return earlier
    }
    if root.url.path.contains(where: { "\"\\\n\r".contains($0) }) {
      throw ExecutionError.folder(root.url.path)
    }
    announce()
    WorkProgress.report(.building(step: ""))
    defer { WorkProgress.report(.built) }
    let manifest = try await Manifest(of: root.url, with: toolchain)
    let inputs = try await BuildInputs(of: manifest, in: root.url, with: toolchain)
    // Taken before the build: a file saved while it runs is built the next time.
    let fingerprint = fingerprint(of: inputs)
    // A build that fails, or is ended, leaves nothing that an earlier record speaks of.
    if var earlier {
      (earlier.fingerprint, earlier.inputs) = (nil, inputs)
      try keep(earlier)
    }
    try await build(manifest, movedFrom: earlier?.place)
    let plan = try await DriverPlan(
      toolchain: toolchain, flags: try runtimeFlags(), libraries: release)
    let library = Library(
      fingerprint: fingerprint, inputs: inputs, key: try productKey(plan, inputs), plan: plan,
      modules: manifest.modules,
      offer: PackageOffer(
        names: [manifest.name, root.url.lastPathComponent], products: manifest.products.map(\.name)),
      place: folder.path, products: products(of: plan))
    try await answers.reset(plan)
    try keep(library)
    return library
  }

  private func keep(_ library: Library) throws {
    try AtomicFile.write(Array(JSONEncoder().encode(library)), to: record)
  }

  private func build(_ manifest: Manifest, movedFrom place: String?) async throws {
    try writePackage(products: manifest.libraries)
    // Of a package that was moved or copied with its build, the compiler's own files are of no use.
    if let place, place != folder.path {
      try? FileManager.default.removeItem(at: scratch)
    }
    // SwiftPM looks for new and removed files in a package that another depends on only when it
    // has no plan.
    try? FileManager.default.removeItem(at: scratch.appending(path: "release.yaml"))
    let tell = { @Sendable (line: String) in WorkProgress.report(.building(step: line)) }
    let outcome = try await Tool.run(
      toolchain.tool("swift"),
      [
        "build", "-c", "release", "--product", "ChaptersLibrary", "--package-path", folder.path,
        "--scratch-path", scratch.path,
      ],
      eachLine: WorkProgress.isObserved ? tell : nil)
    guard outcome.succeeded else { throw ExecutionError.libraryDoesNotBuild(outcome.output) }
  }

  /// What a build has made that programs need: the library, the modules, and what the compiler is told
  /// to read or to start.
  private func products(of plan: DriverPlan) -> [String: String] {
    let paths = (built.map(\.path) + named(in: plan)).filter(FileManager.default.fileExists)
    return Dictionary(paths.map { ($0, URL(filePath: $0).state) }) { first, _ in first }
  }

  /// What the compiler of programs is told to read or to start of what a build has made.
  private func named(in plan: DriverPlan) -> [String] {
    plan.compile.compactMap { word in
      guard let start = word.range(of: folder.path + "/")?.lowerBound else { return nil }
      return word[start...].split(separator: "#").first.map(String.init)
    }
  }

  private func isThere(_ library: Library) -> Bool {
    library.products.allSatisfy { path, state in
      // A folder's time is that of whatever was put into it last.
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return exists && (isFolder.boolValue || URL(filePath: path).state == state)
    }
  }

  /// A package that depends on the author's, with the runtime as its only target: what that does is done once a
  /// cell, and to optimise it would take longer than all the rest of a small package. One process of the compiler
  /// makes it: two would fill the cache of modules at once, which isn't safe in every folder.
  private func writePackage(products: [String]) throws {
    let module = Program.runtimeModule
    let dependencies = products.map { ".product(name: \($0.debugDescription), package: \"Root\")" }
    let manifest = """
      // swift-tools-version: 5.9
      import PackageDescription
      let package = Package(
        name: "ChaptersLibrary",
        products: [.library(name: "ChaptersLibrary", type: .dynamic, targets: ["\(module)"])],
        dependencies: [.package(name: "Root", path: \(root.url.path.debugDescription))],
        targets: [
          .target(
            name: "\(module)", dependencies: [\(dependencies.joined(separator: ", "))],
            swiftSettings: [.unsafeFlags(["-Onone", "-no-emit-module-separately-wmo"])])
        ])

      """
    let sources = folder.appending(path: "Sources/\(module)")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    try AtomicFile.write(Array(manifest.utf8), to: folder.appending(path: "Package.swift"))
    // Another build of the tool may have had a file more.
    let names = Set(EmbeddedRuntime.files.map(\.name))
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path)
    where !names.contains(name) {
      try FileManager.default.removeItem(at: sources.appending(path: name))
    }
    // What says the same already stays untouched, or SwiftPM would build anew.
    for file in EmbeddedRuntime.files {
      try AtomicFile.write(file.bytes, to: sources.appending(path: file.name))
    }
    let pins = root.url.appending(path: "Package.resolved")
    if let data = try? Data(contentsOf: pins) {
      try AtomicFile.write(Array(data), to: folder.appending(path: "Package.resolved"))
    }
  }

  /// The search paths, module maps and plugins with which SwiftPM compiled the runtime.
  private func runtimeFlags() throws -> [String] {
    struct Description: Decodable {
      struct Command: Decodable {
        var moduleName: String
        var importPath: String
        var otherArguments: [String]
      }
      var swiftCommands: [String: Command]
    }
    let file = release.appending(path: "description.json")
    let description = try JSONDecoder().decode(Description.self, from: Data(contentsOf: file))
    guard
      let command = description.swiftCommands.values.first(where: {
        $0.moduleName == Program.runtimeModule
      }
      )
    else { throw ExecutionError.driver("\(file.path) has no command for the cell runtime") }
    let withValue: Set = [
      "-I", "-F", "-Xcc", "-target", "-module-cache-path", "-load-plugin-executable", "-sdk",
      "-plugin-path", "-external-plugin-path", "-load-plugin-library",
    ]
    var flags = ["-I", command.importPath]
    // Macros are handed to the frontend word by word.
    var arguments = command.otherArguments.filter { $0 != "-Xfrontend" }[...]
    while let argument = arguments.popFirst() {
      guard withValue.contains(argument), let value = arguments.popFirst() else { continue }
      // Debug information and its like are for the library's own code.
      let isForLibrary = ["-g", "-fPIC", "-fno-omit-frame-pointer"].contains(value)
      guard !isForLibrary || argument != "-Xcc" else { continue }
      flags += [argument, value]
    }
    return flags
  }

  /// What the package's files look like: enough to tell whether SwiftPM has to be asked.
  private func fingerprint(of inputs: BuildInputs?) -> String {
    let states = (inputs ?? BuildInputs(packages: [root.url.path])).states()
    return Digest.hex([toolchain.identity, EmbeddedRuntime.digest] + states)
  }

  /// The package's library, and the interfaces of its modules.
  private var built: [URL] {
    let modules = release.appending(path: "Modules")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: modules.path)) ?? []
    let interfaces = names.filter { $0.hasSuffix(".swiftmodule") }.sorted()
    return [release.appending(path: ObjectFormat.sharedLibrary("ChaptersLibrary"))]
      + interfaces.map { modules.appending(path: $0) }
  }

  /// The files that modules find at run time, in folders beside the library.
  private var resources: [String] {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: release.path)) ?? []
    return names.filter { $0.hasSuffix(ObjectFormat.resourceFolder) }.flatMap { name in
      let folder = release.appending(path: name).path
      return (files.subpaths(atPath: folder) ?? []).map { "\(folder)/\($0)" }
    }.sorted()
  }

  /// What a program takes in: the built code itself, and the headers, macros and resources beside it. A change
  /// of none of them (of the runner, say, in its own package) leaves recorded results valid.
  private func productKey(_ plan: DriverPlan, _ inputs: BuildInputs) throws -> String {
    var hasher = Digest.Hasher()
    for file in built {
      try Data(contentsOf: file).withUnsafeBytes { hasher.update($0) }
    }
    for path in named(in: plan) + inputs.headers() + resources {
      guard let digest = URL(filePath: path).contentDigest else { continue }
      hasher.update("\(path) \(digest)\n")
    }
    for part in plan.compile + plan.link { hasher.update(part + "\n") }
    return hasher.finish()
  }
}
