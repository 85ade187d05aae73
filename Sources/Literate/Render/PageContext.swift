import Foundation

/// What the templates are told about a page.
struct PageContext {
  let book: Book
  /// The chapter, or nil for the front page.
  let chapter: Chapter?

  /// The values for a chapter's page.
  func page(with result: ChapterResult) -> [String: Any] {
    guard let chapter, let place = book.chapters.firstIndex(where: { $0.url == chapter.url }) else {
      return [:]
    }
    var values: [String: Any] = [
      "bookTitle": book.title, "stylesheet": "style.css", "title": chapter.title,
      "content": ChapterHTML(chapter).content(with: result), "contents": contents(),
      "source": chapter.source.path,
    ]
    if place > 0 { values["previous"] = link(to: book.chapters[place - 1]) }
    if place + 1 < book.chapters.count { values["next"] = link(to: book.chapters[place + 1]) }
    return values
  }

  /// The values for the front page.
  func index(with result: ChapterResult?) -> [String: Any] {
    let introduction = book.frontPage.map { ChapterHTML($0).content(with: result) } ?? ""
    return [
      "bookTitle": book.title, "stylesheet": "style.css", "contents": contents(),
      "introduction": introduction,
    ]
  }

  private func contents() -> [[String: Any]] {
    book.chapters.enumerated().map { number, other in
      let isCurrent = other.url == chapter?.url
      return [
        "number": number + 1, "title": other.title, "href": href(of: other), "current": isCurrent,
        "sections": isCurrent ? sections(of: other) : [],
        "summary": other.summary ?? "",
      ]
    }
  }

  private func sections(of chapter: Chapter) -> [[String: String]] {
    let anchors = Anchors.names(of: chapter.headings)
    return chapter.headings.filter { $0.level == 2 }.map {
      ["title": $0.text, "anchor": anchors[$0.line] ?? ""]
    }
  }

  private func link(to chapter: Chapter) -> [String: String] {
    ["title": chapter.title, "href": href(of: chapter)]
  }

  private func href(of chapter: Chapter) -> String { "\(chapter.name).html".escapedForAddress }
}
