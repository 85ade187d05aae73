import ChapterModel
import CommonMark
import Foundation
import SourceModel
import Synchronization

/// The articles and tutorials of a catalog, by the names by which links lead to them.
final class CatalogPages: Sendable {
  let catalog: Catalog
  let names: [String]
  private let files: [String: URL]
  /// Those that were looked for already.
  private let headings = Mutex<[URL: [String]]>([:])

  init(_ catalog: Catalog) {
    self.catalog = catalog
    let pages = catalog.articles + catalog.tutorials
    names = pages.map { $0.deletingPathExtension().lastPathComponent }
    files = Dictionary(
      Swift.zip(names.map(Self.plain), pages), uniquingKeysWith: { first, _ in first })
  }

  /// What an address says without its host. `doc://org.example.shapes/documentation/Shapes/Point` is the catalog's own if
  /// the module is, whatever the host's name.
  ///
  /// - Returns: nil for an address in the documentation of another module.
  func ownName(of address: String, among modules: [String]) -> String? {
    guard address.hasPrefix("//") else { return address }
    let path = address.dropFirst(2).drop { $0 != "/" }
    let parts = path.prefix { $0 != "#" }.split(separator: "/")
    guard parts.count > 1, ["documentation", "tutorials"].contains(parts[0]) else { return nil }
    let module = String(parts[1])
    return modules.contains(module) && catalog.isAbout([module]) ? String(path) : nil
  }

  /// The file of some name, in which a space may be written as a dash.
  func file(named name: String) -> URL? {
    files[Self.plain(name)]
  }

  private static func plain(_ name: String) -> String {
    name.replacing(" ", with: "-").lowercased()
  }

  /// Why a link doesn't lead to a section of a page.
  func problem(withSection section: String, of file: URL) -> String? {
    guard file.pathExtension == "md", let headings = headings(of: file) else { return nil }
    let wanted = Self.letters(of: section.removingPercentEncoding ?? section)
    guard !headings.contains(where: { Self.letters(of: $0) == wanted }) else { return nil }
    // DocC's own headings of lists of links.
    let names = headings.map { $0.replacing(" ", with: "-") }
    let hint = Suggestion.nearest(to: section, in: names).map { "; there is '#\($0)'" } ?? ""
    return "'\(file.lastPathComponent)' has no section '#\(section)'\(hint)"
  }

  private func headings(of file: URL) -> [String]? {
    if let known = headings.withLock({ $0[file] }) { return known }
    guard let data = try? Data(contentsOf: file) else { return nil }
    let found = MarkdownDocument(data).headings(linesBefore: 0).map(\.text)
    headings.withLock { $0[file] = found }
    return found
  }

  /// What two forms of a heading's name have in common.
  private static func letters(of text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
