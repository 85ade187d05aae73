import Mustache

/// The look of a rendered book: two templates and a stylesheet.
struct Theme: Sendable {
  let page: MustacheTemplate
  let index: MustacheTemplate
  let stylesheet: [UInt8]

  /// The theme that comes with the tool.
  init() throws {
    page = try MustacheTemplate(
      string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
    index = try MustacheTemplate(
      string: String(decoding: PackageResources.index_mustache, as: UTF8.self))
    stylesheet = PackageResources.style_css
  }
}
