import Foundation
import Mustache

/// The look of a rendered book: templates for its pages, a stylesheet, scripts. A book's own folder
/// `theme` may have other ones of the same names, and further files for them to refer to.
package struct Theme: Sendable {
  private let library: MustacheLibrary
  /// The files that pages refer to, by their names.
  package let files: [String: [UInt8]]
  /// What a page that is served refers to besides.
  package let liveFiles: [String: [UInt8]]

  private static let templates = [
    "page": PackageResources.page_mustache,
    "index": PackageResources.index_mustache,
    "contents": PackageResources.contents_mustache,
    "modules": PackageResources.modules_mustache,
    "reference": PackageResources.reference_mustache,
  ]

  /// The theme of a book: the tool's, and over it what the book's folder has.
  ///
  /// - Throws: `ThemeError` for a template that can't be read.
  package init(of book: URL? = nil) throws {
    let own = book.map { Self.files(in: $0.appending(path: "theme")) } ?? [:]
    library = MustacheLibrary(
      templates: try Dictionary(
        uniqueKeysWithValues: Self.templates.map { name, source in
          let file = "\(name).mustache"
          return (name, try Self.template(own[file] ?? source, file))
        }))
    let usual = [
      "style.css": PackageResources.style_css, "theme.js": PackageResources.theme_js,
      "book.js": PackageResources.book_js, "predict.js": PackageResources.predict_js,
      "controls.js": PackageResources.controls_js, "names.js": PackageResources.names_js,
      "frames.js": PackageResources.frames_js, "functions.js": PackageResources.functions_js,
      "calls.js": PackageResources.calls_js,
    ]
    files = usual.merging(own.filter { !$0.key.hasSuffix(".mustache") }) { $1 }
    liveFiles = [
      "live.js": PackageResources.live_js, "changes.js": PackageResources.changes_js,
      "editor.js": PackageResources.editor_js,
      "editor-brackets.js": PackageResources.editor_brackets_js,
      "editor-completions.js": PackageResources.editor_completions_js,
      "editor-lines.js": PackageResources.editor_lines_js,
      "editor-problems.js": PackageResources.editor_problems_js,
    ]
  }

  private static func files(in folder: URL) -> [String: [UInt8]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = names.filter { !$0.hasPrefix(".") }.compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
    }
    return Dictionary(uniqueKeysWithValues: files)
  }

  private static func template(_ source: [UInt8], _ file: String) throws -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: String(decoding: source, as: UTF8.self))
    } catch let error as MustacheTemplate.ParserError {
      throw ThemeError(
        file: file, line: error.context.lineNumber, reason: "\(error.error)")
    }
  }

  package func page(_ values: PageValues) -> String {
    library.render(values, withTemplate: "page") ?? ""
  }

  /// A page of a reference.
  package func reference(_ values: ReferenceValues) -> String {
    library.render(values, withTemplate: "reference") ?? ""
  }

  /// The list of chapters that stands in a page.
  func contents(_ values: ContentsValues) -> String {
    library.render(values, withTemplate: "contents") ?? ""
  }

  /// The page in front of the chapters.
  package func index(_ values: IndexValues) -> String {
    library.render(values, withTemplate: "index") ?? ""
  }
}

/// A template of a book's own that can't be read.
package struct ThemeError: Error, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let reason: String

  package var description: String {
    "theme/\(file):\(line): error: the template can't be read: \(reason)"
  }
}
