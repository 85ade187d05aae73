import Foundation

/// What a package's library is built from, as far as it lies in folders of the author's: the manifests
/// and the targets of the package and of those it takes by path.
struct BuildInputs: Codable, Hashable, Sendable {
  var packages: [String] = []
  var folders: [Folder] = []

  /// A folder with files of a target.
  struct Folder: Codable, Hashable, Sendable {
    var path: String
    /// What the manifest takes out.
    var excluded: [String] = []
    /// What the manifest takes as it is, whatever its name.
    var resources: [String] = []
    /// Whether only files count that a compiler reads: where a target's folder is that of the package,
    /// its books lie there too.
    var holdsOnlySources = false
    /// Whether a plugin may read any file.
    var hasPlugins = false
  }

  /// Each file's path, size and time of change, and what the manifests find in the environment.
  ///
  /// They are looked at before every run, so the system is asked itself: Foundation's enumerator
  /// takes ten times as long.
  func states() -> [String] {
    var states: [String] = []
    for package in packages {
      let files = Self.manifests(of: package)
      states += files.compactMap(FileWalk.state) + Self.variables(in: files)
    }
    for folder in folders { states += FileWalk(folder).paths().compactMap(FileWalk.state) }
    return states.sorted()
  }

  /// Each file's path and what is in it, and what the manifests find in the environment: the same wherever the
  /// package lies. Nil if a file can't be read.
  ///
  /// Versions of other packages are left out: those that were written down aren't always those that were built.
  func contents(in root: String) -> [String]? {
    var contents: [String] = []
    var files = folders.flatMap { FileWalk($0).paths() }
    for package in packages {
      let manifests = Self.manifests(of: package).filter { $0.hasSuffix(".swift") }
      files += manifests
      contents += Self.variables(in: manifests)
    }
    for file in files {
      guard let digest = URL(filePath: file).contentDigest else { return nil }
      contents.append("\(portable(file, root)) \(digest)")
    }
    return contents.sorted()
  }

  /// The paths of the files that a compiler reads for whoever imports a target of C.
  func headers() -> [String] {
    folders.flatMap { FileWalk($0).paths() }.filter(FileWalk.isHeader).sorted()
  }

  /// A path within the package, or within one that it takes by path.
  private func portable(_ path: String, _ root: String) -> String {
    let root = root.hasSuffix("/") ? root : root + "/"
    if path.hasPrefix(root) { return String(path.dropFirst(root.count)) }
    let place = packages.firstIndex { path.hasPrefix($0 + "/") }
    return place.map { "\($0):\(path.dropFirst(packages[$0].count))" } ?? path
  }

  /// The files that say how a package is built.
  private static func manifests(of package: String) -> [String] {
    let names = FileWalk.names(in: package).filter {
      $0 == "Package.resolved" || ($0.hasPrefix("Package") && $0.hasSuffix(".swift"))
    }
    let mirrors = package + "/.swiftpm/configuration"
    return names.map { "\(package)/\($0)" } + FileWalk.names(in: mirrors).map { "\(mirrors)/\($0)" }
  }

  /// The variables of the environment that manifests name.
  private static func variables(in files: [String]) -> [String] {
    let manifests = files.filter { $0.hasSuffix(".swift") }.compactMap {
      try? String(contentsOfFile: $0, encoding: .utf8)
    }
    return ProcessInfo.processInfo.environment.filter { name, _ in
      manifests.contains { $0.contains("\"\(name)\"") }
    }.map { "\($0)=\($1)" }
  }
}

/// The files of one folder of a target that count.
private struct FileWalk {
  private let folder: BuildInputs.Folder
  private let excluded: Set<String>
  private let resources: Set<String>
  private var found: [String] = []
  /// The folders that have been entered: links may lead back.
  private var entered: Set<Identity> = []

  private struct Identity: Hashable {
    let device: dev_t
    let number: ino_t
  }

  /// The endings of files that a compiler reads for other files.
  private static let headerEndings: Set<Substring> = [
    "h", "hh", "hpp", "hxx", "inc", "def", "modulemap", "apinotes",
  ]

  /// The endings of files that a compiler reads.
  private static let sourceEndings = headerEndings.union([
    "swift", "c", "cc", "cpp", "cxx", "m", "mm", "s", "S",
  ])

  init(_ folder: BuildInputs.Folder) {
    self.folder = folder
    excluded = Set(folder.excluded.map { Self.joined(folder.path, $0) })
    resources = Set(folder.resources.map { Self.joined(folder.path, $0) })
  }

  func paths() -> [String] {
    var walk = self
    walk.enter(folder.path, isResource: false)
    return walk.found
  }

  /// `./Sources//Demo/` is `Sources/Demo`.
  private static func joined(_ folder: String, _ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return ([folder[...]] + parts).joined(separator: "/")
  }

  private mutating func enter(_ path: String, isResource: Bool) {
    let isResource = isResource || resources.contains(path)
    var status = stat()
    // What a link leads to counts, not the link.
    guard !excluded.contains(path) || isResource, stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      if counts(path, isResource: isResource) { found.append(path) }
      return
    }
    let identity = Identity(device: status.st_dev, number: status.st_ino)
    guard entered.insert(identity).inserted else { return }
    for name in Self.names(in: path) where isResource || !name.hasPrefix(".") {
      enter("\(path)/\(name)", isResource: isResource)
    }
  }

  private func counts(_ path: String, isResource: Bool) -> Bool {
    guard !isResource, !folder.hasPlugins else { return true }
    let ending = Self.ending(of: path)
    return folder.holdsOnlySources ? Self.sourceEndings.contains(ending) : ending != "md"
  }

  static func isHeader(_ path: String) -> Bool { headerEndings.contains(ending(of: path)) }

  private static func ending(of path: String) -> Substring { path.split(separator: ".").last ?? "" }

  /// A file's path, size and time of change; nil if it isn't there.
  static func state(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return "\(path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
