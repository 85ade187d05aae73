import Mustache

/// The look of a rendered book: templates for its pages, and a stylesheet.
struct Theme: Sendable {
  private let library: MustacheLibrary
  /// The files that every page refers to, by their names.
  let files: [String: [UInt8]]
  /// What a page that is served refers to besides.
  let liveScript: [UInt8]

  /// The theme that comes with the tool.
  init() throws {
    let sources = [
      "page": PackageResources.page_mustache,
      "index": PackageResources.index_mustache,
      "contents": PackageResources.contents_mustache,
    ]
    library = MustacheLibrary(
      templates: try sources.mapValues {
        try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
      })
    files = [
      "style.css": PackageResources.style_css, "theme.js": PackageResources.theme_js,
      "book.js": PackageResources.book_js,
    ]
    liveScript = PackageResources.live_js
  }

  /// A chapter's page.
  func page(_ values: [String: Any]) -> String {
    library.render(values, withTemplate: "page") ?? ""
  }

  /// The list of chapters that stands in a page.
  func contents(_ values: [String: Any]) -> String {
    library.render(values, withTemplate: "contents") ?? ""
  }

  /// The page in front of the chapters.
  func index(_ values: [String: Any]) -> String {
    library.render(values, withTemplate: "index") ?? ""
  }
}
