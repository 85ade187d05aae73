import ChapterModel
import Foundation

/// Looks whether everything is there that running a package's chapters takes, without building.
package struct DoctorReport: Sendable {
  /// What `doctor` has looked at, and whether it is as it should be.
  package struct Finding: Hashable, Sendable {
    /// Whether it is as it should be.
    package var isGood: Bool
    package var subject: String
    /// What was found: a version, a place, a number.
    package var found: String
    /// What to do, where it isn't good: a command as far as there is one.
    package var remedy: String?
  }

  /// What was found, in the order in which it is needed.
  package private(set) var findings: [Finding] = []

  package var isHealthy: Bool { findings.allSatisfy(\.isGood) }

  /// Looks at the toolchain, and at the package around a folder with its book.
  ///
  /// - Parameter book: Says where the book lies in the package that was found.
  package init(in folder: URL, book: (PackageRoot) -> URL) async {
    guard let toolchain = await checkToolchain() else { return }
    do {
      let root = try PackageRoot(around: folder)
      await check(root, toolchain)
      check(book(root), root)
    } catch {
      add(
        "package", bad: "none",
        remedy: "run this inside a Swift package; 'swift package init' makes one")
    }
  }

  private mutating func checkToolchain() async -> Toolchain? {
    let install = "install Swift 6.3 or later from swift.org and add its usr/bin folder to PATH"
    guard let toolchain = try? Toolchain() else {
      add("Swift", bad: "not in PATH", remedy: install)
      return nil
    }
    let outcome = try? await Tool.run(toolchain.tool("swiftc"), ["--version"])
    let version = outcome?.output.firstMatch(of: /Swift version (\d+)\.(\d+)[.\d]*/)
    let numbers = version.flatMap { match in
      Int(match.1).flatMap { major in Int(match.2).map { (major, $0) } }
    }
    if let version, let numbers, numbers >= (6, 3) {
      add(
        "Swift",
        good: "\(version.0.dropFirst("Swift version ".count)) in \(toolchain.binaries.path)")
    } else {
      add("Swift", bad: version.map { String($0.0) } ?? "says no version", remedy: install)
    }
    for name in ["swift-frontend", "swift-autolink-extract", "clang"]
    where toolchain.found(name) == nil {
      add(name, bad: "not beside swiftc", remedy: install)
    }
    let knowsNames = FileManager.default.fileExists(atPath: toolchain.sourceKit.path)
    add("SourceKit", good: knowsNames ? "yes" : "none; pages don't say what names are")
    return toolchain
  }

  private mutating func check(_ root: PackageRoot, _ toolchain: Toolchain) async {
    let manifest: Manifest
    do {
      manifest = try await Manifest(of: root.url, with: toolchain)
    } catch {
      return add("package", bad: "\(root.url.path): \(error)", remedy: "mend Package.swift")
    }
    add("package", good: root.url.path)
    let products = manifest.libraries
    add(
      "library products",
      good: products.isEmpty
        ? "none; cells have the standard library" : products.joined(separator: ", "))
    await checkLibraries(of: manifest)
    let record = root.workFolder.appending(path: "library.json")
    let isBuilt = FileManager.default.fileExists(atPath: record.path)
    add("built for cells", good: isBuilt ? "yes" : "not yet; the first 'chapters check' does it")
  }

  /// The C libraries that the package takes from the system.
  private mutating func checkLibraries(of manifest: Manifest) async {
    let names = manifest.targets.compactMap { target in
      target.pkgConfig.map { (name: $0, packages: target.packages) }
    }
    guard !names.isEmpty else { return }
    let tools = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/pkg-config" }
    guard let tool = tools.first(where: FileManager.default.isExecutableFile) else {
      return add("pkg-config", bad: "not installed", remedy: "apt-get install pkg-config")
    }
    for (name, packages) in names {
      let outcome = try? await Tool.run(tool, ["--modversion", name])
      if let outcome, outcome.succeeded {
        add(name, good: outcome.output.filter { !$0.isNewline })
      } else {
        let remedy = packages.isEmpty ? nil : "apt-get install \(packages.joined(separator: " "))"
        add(name, bad: "not installed", remedy: remedy ?? "install the C library '\(name)'")
      }
    }
  }

  private mutating func check(_ folder: URL, _ root: PackageRoot) {
    do {
      let book = try Book(folder: folder, root: root)
      let cells = book.pages.reduce(0) { $0 + $1.cellCount }
      add(
        "book", good: "\(book.chapters.count) chapters, \(cells) cells in \(root.shownPath(folder))"
      )
      for error in book.errors { add("chapter", bad: error.description, remedy: nil) }
      let absent = Set(book.chapters.flatMap(\.absent)).sorted()
      guard !absent.isEmpty else { return }
      add(
        "requirements",
        good: "\(absent.joined(separator: ", ")) not here; cells that need it are skipped")
    } catch {
      add(
        "book", bad: "no chapter in \(root.shownPath(folder))",
        remedy: "chapters new \"A first chapter\"")
    }
  }

  private mutating func add(_ subject: String, good found: String) {
    findings.append(Finding(isGood: true, subject: subject, found: found))
  }

  private mutating func add(_ subject: String, bad found: String, remedy: String?) {
    findings.append(Finding(isGood: false, subject: subject, found: found, remedy: remedy))
  }
}

extension Manifest.Target {
  /// The Debian packages that provide it.
  fileprivate var packages: [String] { (providers ?? []).flatMap { $0.apt ?? [] }.flatMap { $0 } }
}
