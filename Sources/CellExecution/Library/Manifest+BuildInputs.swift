import Foundation

extension BuildInputs {
  /// What a package's library products are built from, those of packages beside it among it.
  ///
  /// - Throws: `ExecutionError.manifest`.
  init(of manifest: Manifest, in package: URL, with toolchain: Toolchain) async throws {
    var waiting = [(manifest, package.path)]
    while let (manifest, path) = waiting.popLast() {
      let isRoot = packages.isEmpty
      packages.append(path)
      folders += manifest.builtTargets(isRoot: isRoot).flatMap { $0.folders(in: path) }
      for next in manifest.folders where !packages.contains(next) {
        let other = try await Manifest(
          of: URL(filePath: next), with: toolchain, scratch: package.path)
        waiting.append((other, next))
      }
    }
  }
}

extension Manifest {
  /// The targets that are built for the library: those of its products, and what they need. Of another
  /// package all but tests, because any of its products may be asked for.
  fileprivate func builtTargets(isRoot: Bool) -> [Target] {
    let named = Dictionary(targets.map { ($0.name, $0) }) { first, _ in first }
    guard isRoot else { return targets.filter { $0.type != "test" } }
    var (reached, waiting): (Set<String>, [String]) = (
      [], products.filter(\.isLibrary).flatMap(\.targets)
    )
    while let name = waiting.popLast() {
      guard let target = named[name], reached.insert(name).inserted else { continue }
      waiting += (target.dependencies + (target.pluginUsages ?? [])).map(\.name)
    }
    return targets.filter { reached.contains($0.name) }
  }
}

extension Manifest.Target {
  /// The target's folder, and those where its settings look for headers.
  fileprivate func folders(in package: String) -> [BuildInputs.Folder] {
    let folder = folder(in: package)
    let headers = (settings ?? []).compactMap(\.kind.headerSearchPath?.path).map {
      BuildInputs.Folder(path: URL(filePath: "\(folder)/\($0)").standardizedFileURL.path)
    }
    let own = BuildInputs.Folder(
      path: folder, excluded: exclude ?? [], resources: (resources ?? []).map(\.path),
      holdsOnlySources: FileManager.default.fileExists(atPath: folder + "/Package.swift"),
      hasPlugins: pluginUsages?.isEmpty == false)
    return [own] + headers.filter { $0.path != folder && !$0.path.hasPrefix(folder + "/") }
  }

  /// Where SwiftPM looks if the manifest doesn't say.
  private func folder(in package: String) -> String {
    if let path {
      let url = URL(filePath: path, relativeTo: URL(filePath: package, directoryHint: .isDirectory))
      return url.standardizedFileURL.path.trimmingSlash
    }
    let places = type == "plugin" ? ["Plugins"] : ["Sources", "Source", "src", "srcs"]
    let isFolder = { FileManager.default.fileExists(atPath: $0) }
    let roots = places.map { "\(package)/\($0)" }
    return roots.map { "\($0)/\(name)" }.first(where: isFolder) ?? roots.first(where: isFolder)
      ?? package
  }
}

extension String {
  fileprivate var trimmingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
