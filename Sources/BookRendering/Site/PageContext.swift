import CellExecution
import ChapterModel
import Foundation

/// What the templates are told about a page.
package struct PageContext {
  package let book: Book
  package let map: SiteMap
  package let theme: Theme
  /// Whether the page is served, and its cells can be changed and run.
  package var isLive = false
  /// Whether a reference lies beside the pages.
  var hasReference = false

  package init(
    book: Book, map: SiteMap, theme: Theme, isLive: Bool = false, hasReference: Bool = false
  ) {
    self.book = book
    self.map = map
    self.theme = theme
    self.isLive = isLive
    self.hasReference = hasReference
  }

  /// In a book of more chapters than these, a page lists those around its own.
  private static let fullContents = 60
  private static let neighbours = 20

  /// The values for a chapter's page; `place` is the chapter's among the book's, from 0.
  package func page(
    of chapter: Chapter, at place: Int, with result: ChapterResult, _ links: PageLinks
  ) -> [String: Any] {
    let page = links.page
    var values: [String: Any] = [
      "bookTitle": book.title, "root": Self.root(of: page),
      "stylesheet": Self.root(of: page) + "style.css", "title": chapter.title(with: result),
      "number": place + 1,
      "content": ChapterHTML(chapter, address: links.address).article(with: result),
      "contents": contents(around: place, of: chapter, with: result, on: page),
      "source": chapter.source.path,
    ]
    if isLive { values["live"] = ["chapter": chapter.name] }
    if place > 0 { values["previous"] = link(to: book.chapters[place - 1], from: page) }
    if place + 1 < book.chapters.count {
      values["next"] = link(to: book.chapters[place + 1], from: page)
    }
    return values
  }

  /// What leads from a page to the site's folder.
  private static func root(of page: String) -> String {
    String(repeating: "../", count: page.count { $0 == "/" })
  }

  /// The values for the front page.
  package func index(_ front: Chapter?, with result: ChapterResult?, _ links: PageLinks?)
    -> [String: Any]
  {
    let page = map.format.fileName("index")
    let introduction = front.map {
      ChapterHTML($0, address: { links?.address($0) ?? $0 })
        .article(with: result, title: book.title)
    }
    let entries = book.chapters.enumerated().map { number, chapter in
      let links = PageLinks(map, of: chapter, on: page)
      let summary = HTMLAddresses.mapped(chapter.summary ?? "", links.address)
      return entry(number, chapter, from: page).merging(["summary": summary]) { $1 }
    }
    var values: [String: Any] = [
      "bookTitle": book.title, "root": "", "stylesheet": "style.css", "parts": parts(entries),
      "introduction": introduction ?? "",
    ]
    if hasReference { values["reference"] = ["href": "reference/index.html"] }
    if isLive, front != nil { values["live"] = ["chapter": "index"] }
    return values
  }

  /// The list of chapters as HTML.
  private func contents(
    around place: Int, of chapter: Chapter, with result: ChapterResult, on page: String
  ) -> String {
    let count = book.chapters.count
    let isFull = count <= Self.fullContents
    let first = isFull ? 0 : max(0, place - Self.neighbours)
    let last = isFull ? count - 1 : min(count - 1, place + Self.neighbours)
    let entries = (first...last).map { number in
      entry(number, book.chapters[number], from: page).merging([
        "current": number == place,
        "sections": number == place ? sections(of: chapter, with: result) : [],
      ]) { $1 }
    }
    let root = Self.root(of: page)
    var values: [String: Any] = ["root": root, "parts": parts(entries)]
    if hasReference { values["reference"] = ["href": root + "reference/index.html"] }
    if !isFull { values["more"] = ["count": count] }
    return theme.contents(values)
  }

  /// Entries of the contents by the parts of the book; those before the first have no title.
  private func parts(_ entries: [[String: Any]]) -> [[String: Any]] {
    var parts: [(title: String?, entries: [[String: Any]])] = []
    for entry in entries {
      let title = entry["part"] as? String
      if parts.isEmpty || title != nil { parts.append((title, [])) }
      parts[parts.count - 1].entries.append(entry)
    }
    return parts.map { part in
      let values: [String: Any] = ["contents": part.entries]
      return part.title.map { values.merging(["part": ["title": $0]]) { $1 } } ?? values
    }
  }

  private func entry(_ number: Int, _ chapter: ChapterEntry, from page: String) -> [String: Any] {
    var values: [String: Any] = [
      "number": number + 1, "title": chapter.title, "name": chapter.title,
      "href": href(of: chapter, from: page),
    ]
    values["part"] = chapter.part
    return values
  }

  private func sections(of chapter: Chapter, with result: ChapterResult) -> [[String: String]] {
    let anchors = Anchors.names(of: chapter.headings)
    return chapter.headings(with: result).filter { $0.level == 2 }.map {
      ["title": $0.text, "anchor": anchors[$0.line] ?? ""]
    }
  }

  private func link(to chapter: ChapterEntry, from page: String) -> [String: String] {
    ["title": chapter.title, "href": href(of: chapter, from: page)]
  }

  private func href(of chapter: ChapterEntry, from page: String) -> String {
    SiteMap.address(of: map.page(of: chapter), from: page)
  }
}
