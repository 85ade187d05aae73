import CellProgram
import ChapterModel
import Foundation

/// What the package's sources declare for other systems, which is no symbol of its library here.
actor OtherSystems {
  private let root: PackageRoot
  private var known: Set<String>?

  init(root: PackageRoot) { self.root = root }

  /// Whether a link may lead to such a declaration.
  func declare(_ link: SymbolPath) -> Bool {
    let names = known ?? read()
    known = names
    return names.contains(link.name)
  }

  private func read() -> Set<String> {
    let walker = FileManager.default.enumerator(
      at: root.url, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    var names: Set<String> = []
    while let file = walker?.nextObject() as? URL {
      if file.lastPathComponent == "Tests" { walker?.skipDescendants() }
      guard file.pathExtension == "swift", let code = try? String(contentsOf: file, encoding: .utf8)
      else { continue }
      names.formUnion(ConditionalNames.all(in: code))
    }
    return names
  }
}
