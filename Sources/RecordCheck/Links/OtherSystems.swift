import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// What the package's sources declare for other systems, which is no symbol of its library here.
actor OtherSystems {
  private let root: PackageRoot
  /// Sources that declare anything under a condition; nil before they are asked for.
  private var sources: [String]?
  /// What those declare that have been parsed.
  private var names: [Int: Set<String>] = [:]

  init(root: PackageRoot) { self.root = root }

  /// Whether a link may lead to such a declaration.
  func declare(_ link: SymbolPath) -> Bool {
    let sources = sources ?? read()
    self.sources = sources
    let word = String(link.name.prefix { $0 != "(" })
    return sources.indices.contains { number in
      guard sources[number].containsBytes(of: word) else { return false }
      let declared = names[number] ?? ConditionalNames.all(in: sources[number])
      names[number] = declared
      return declared.contains(link.name)
    }
  }

  private func read() -> [String] {
    let walker = FileManager.default.enumerator(
      at: root.url, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    var sources: [String] = []
    while let file = walker?.nextObject() as? URL {
      if file.lastPathComponent == "Tests" { walker?.skipDescendants() }
      guard file.pathExtension == "swift",
        let code = try? String(contentsOf: file, encoding: .utf8),
        ConditionalNames.mayBe(in: code)
      else { continue }
      sources.append(code)
    }
    return sources
  }
}
