import Foundation
import Mustache

// What the templates of a theme are given: the names of stored properties are the names in the templates,
// found by reflection. Values of which a page has many look a name up themselves, since reflection
// takes long. A name that a value doesn't have, or that is nil there, is looked up in what is around it.

/// For `page`: a chapter's page.
package struct PageValues {
  let bookTitle: String
  /// What leads from the page to the site's folder.
  let root: String
  let stylesheet: String
  let title: String
  /// `Chapter` or `Appendix`.
  let kind: String
  /// Its number, or the letter of an appendix.
  let number: String
  /// The text as HTML.
  let content: String
  /// The list of chapters as HTML.
  let contents: String
  let source: String
  var live: LivePage?
  /// What says what names in the page are.
  var names: NamesLink?
  var previous: PageLink?
  var next: PageLink?
}

/// For `index`: the page in front of the chapters.
package struct IndexValues {
  let bookTitle: String
  let root = ""
  let stylesheet = "style.css"
  /// What the front page's own text says, as HTML; empty if there is none.
  let introduction: String
  let parts: [ContentsPart]
  var reference: ReferenceLink?
  var live: LivePage?
  var names: NamesLink?
}

/// For `contents`: the list of chapters in a chapter's page.
struct ContentsValues {
  let root: String
  let parts: [ContentsPart]
  var reference: ReferenceLink?
  /// Set where not all chapters are listed.
  var more: ChapterCount?
}

/// The chapters of a part of the book.
struct ContentsPart {
  struct Title { let title: String }
  /// nil for those before the first part.
  let part: Title?
  var contents: [ContentsEntry]
}

/// A chapter among the contents.
struct ContentsEntry: MustacheParent {
  struct Section: MustacheParent {
    let title: String
    let anchor: String

    func child(named name: String) -> Any? {
      switch name {
      case "title": title
      case "anchor": anchor
      default: nil
      }
    }
  }

  let number: String
  let title: String
  /// The title again, where `title` is the part's.
  let name: String
  let href: String
  /// The part that begins with it.
  let part: String?
  /// The first paragraph as HTML; on the front page alone.
  var summary: String?
  /// Whether it is the page's own chapter, and the sections of that.
  var current = false
  var sections: [Section] = []

  func child(named name: String) -> Any? {
    switch name {
    case "number": number
    case "title": title
    case "name": self.name
    case "href": href
    case "part": part
    case "summary": summary
    case "current": current
    case "sections": sections
    default: nil
    }
  }
}

/// A page that is served, and the chapter whose cells it runs.
struct LivePage {
  let chapter: String
  /// The formats in which readers can keep their copies, as JSON.
  let copies = (try? JSONEncoder().encode(ReaderCopy.formats)).map {
    String(decoding: $0, as: UTF8.self)
  }
}

/// The script that knows the names in a page; in one that is served the server is asked.
struct NamesLink { let file: String }

struct PageLink {
  let title: String
  let href: String
}

struct ReferenceLink { let href: String }

struct ChapterCount { let count: Int }

/// For `reference`: a page of the reference.
package struct ReferenceValues {
  struct Module {
    let module: String
    let anchor: String
    let types: [Entry]
    /// The page of its functions: one or none.
    let functions: [Entry]
  }

  struct Entry: MustacheParent {
    let name: String
    let href: String
    let current: Bool

    func child(named name: String) -> Any? {
      switch name {
      case "name": self.name
      case "href": href
      case "current": current
      default: nil
      }
    }
  }

  let title: String
  let bookTitle: String
  let stylesheet = "style.css"
  let content: String
  let modules: [Module]
  /// The page's module; empty for the page in front.
  let module: String
}
