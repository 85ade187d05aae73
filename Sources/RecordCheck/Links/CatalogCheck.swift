import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// Looks where the links of DocC's articles and tutorials lead: ``` ``Symbol`` ```, `<doc:Article#Section>`,
/// `@Snippet(path:slice:)` and `@Code(file:)`.
package struct CatalogCheck: Sendable {
  private let root: PackageRoot
  /// Asks for the package's symbols.
  private let symbols: @Sendable () async -> PublicSymbols
  /// Asks also for those that types have from others' protocols, where a link leads to none of the package's own.
  private let inherited: @Sendable () async -> PublicSymbols
  private let otherSystems: OtherSystems

  /// - Parameter executor: Knows the package's symbols.
  package init(_ executor: ChapterExecutor) {
    let store = executor.symbols
    root = executor.root
    symbols = { await store.symbols() }
    inherited = { await store.symbolsWithInherited() }
    otherSystems = OtherSystems(root: root)
  }

  /// Whether a document has links that are looked at.
  package static func concerns(_ chapter: Chapter) -> Bool {
    Catalog.contains(chapter.url) && chapter.url.pathExtension != "swift"
  }

  /// What is wrong with documents' links: errors with their places, in the documents' order.
  package func problems(in chapters: [Chapter]) async -> [Diagnostic] {
    // Each catalog is read once.
    var catalogs: [URL: CatalogPages] = [:]
    return await withTaskGroup(of: (Int, [Diagnostic]).self) { group in
      for (number, chapter) in chapters.enumerated() where Self.concerns(chapter) {
        guard let folder = Catalog.folder(around: chapter.url) else { continue }
        let pages = catalogs[folder] ?? CatalogPages(Catalog(folder: folder))
        catalogs[folder] = pages
        group.addTask { (number, await problems(in: chapter, of: pages)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  private func problems(in chapter: Chapter, of pages: CatalogPages) async -> [Diagnostic] {
    var problems = snippetProblems(in: chapter) + stepProblems(in: chapter, pages.catalog)
    let links = chapter.catalogLinks
    guard !links.isEmpty else { return problems }
    let subject = chapter.extendedSymbol(among: links)
    let isOfLibrary = pages.catalog.isAbout(await symbols().modules)
    for link in links {
      let message: String? =
        switch link.target {
        case .symbol(let path) where isOfLibrary: await problem(withSymbol: path, from: subject)
        case .symbol: nil
        case .document(let name):
          await problem(withDocument: name, in: chapter, about: subject, pages)
        }
      if let message { problems.append(error(message, at: link.location)) }
    }
    return problems.sorted { $0.location < $1.location }
  }

  private func error(_ message: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(severity: .error, message: message, location: location)
  }

  private func hint(_ word: String, among known: [String]) -> String {
    Suggestion.nearest(to: word, in: known.sorted()).map { "; there is '\($0)'" } ?? ""
  }

  private func snippetProblems(in chapter: Chapter) -> [Diagnostic] {
    let text = String(decoding: chapter.markdown, as: UTF8.self)
    return SnippetReference.all(in: text).compactMap { reference in
      let message: String
      do throws(SnippetReference.Failure) {
        _ = try reference.code(in: root)
        return nil
      } catch {
        switch error {
        case .noSnippet(let known):
          message = "there is no snippet '\(reference.path)'" + hint(reference.path, among: known)
        case .noSlice(let known):
          let slice = reference.slice ?? ""
          message = "the snippet has no part '\(slice)'" + hint(slice, among: known)
        }
      }
      let line = reference.lines.lowerBound + chapter.frontMatterLines
      return error(message, at: chapter.source.location(line: line))
    }
  }

  private func stepProblems(in chapter: Chapter, _ catalog: Catalog) -> [Diagnostic] {
    guard chapter.isTutorial else { return [] }
    return Tutorial(String(decoding: chapter.source.bytes, as: UTF8.self)).steps.compactMap {
      step in
      guard step.isSwift, catalog.code(named: step.file) == nil else { return nil }
      let names = catalog.codeNames
      return error(
        "the catalog has no file '\(step.file)'" + hint(step.file, among: names),
        at: chapter.source.location(line: step.line))
    }
  }

  private func problem(withSymbol path: String, from subject: String?) async -> String? {
    guard let link = SymbolPath(path), await !leads(link, from: subject) else { return nil }
    return "no symbol of the package is '\(path)'"
      + hint(link.text, among: Array(await symbols().paths))
  }

  private func leads(_ link: SymbolPath, from subject: String?) async -> Bool {
    let pages = subject.map { [$0] } ?? []
    if link.leads(to: await symbols(), from: pages) { return true }
    if link.leads(to: await inherited(), from: pages) { return true }
    return await otherSystems.declare(link)
  }

  private func problem(
    withDocument address: String, in chapter: Chapter, about subject: String?,
    _ pages: CatalogPages
  ) async -> String? {
    guard let name = await pages.ownName(of: address, among: symbols().modules) else { return nil }
    let parts = name.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0].trimmingPrefix(#/\/?((documentation|tutorials)\/)?/#))
    let section = parts.count > 1 ? String(parts[1]) : nil
    guard let page = path.split(separator: "/").last else {
      return section.flatMap { pages.problem(withSection: $0, of: chapter.url) }
    }
    if let file = pages.file(named: String(page)) {
      return section.flatMap { pages.problem(withSection: $0, of: file) }
    }
    guard let link = SymbolPath(path), await !leads(link, from: subject) else { return nil }
    let symbols = await symbols()
    let module = symbols.modules.first { path.hasPrefix($0 + "/") }
    let word = module.map { path.dropFirst($0.count + 1) } ?? path[...]
    return "'doc:\(address)' leads nowhere"
      + hint(String(word), among: pages.names + symbols.paths)
  }
}

extension Chapter {
  /// The symbol that an article is about: its title is a link to it.
  fileprivate func extendedSymbol(among links: [CatalogLink]) -> String? {
    let line = headings.first { $0.level == 1 }?.line ?? 0
    return links.first { $0.location.line == line }.flatMap {
      if case .symbol(let path) = $0.target { path } else { nil }
    }
  }
}
