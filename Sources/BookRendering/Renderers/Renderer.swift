import CellExecution
import ChapterModel

/// A format in which chapters are written: `render --format` and `export --format` choose from those in
/// ``Renderers``.
///
/// A format whose files have nothing to do with one another has only ``name``, ``summary``, ``fileExtension``
/// and ``page(of:with:in:)``; a site whose pages lead to each other begins and finishes it, too.
package protocol Renderer: Sendable {
  /// The name by which `--format` asks for it.
  static var name: String { get }
  /// What readers of a served book call their copy in it; its name unless it says otherwise.
  static var title: String { get }
  /// What it writes, for `--help`.
  static var summary: String { get }
  /// How the names of its files end, without the dot.
  static var fileExtension: String { get }
  /// What its files can be made of, and so which commands offer it; both unless it says otherwise.
  static var inputs: Set<RenderInput> { get }
  /// Whether its pages have addresses of the site's, from ``PageLinks``, so that what they lead to may lie
  /// elsewhere than in the package. If not, only what lies where it did is copied into the site.
  static var rewritesAddresses: Bool { get }
  /// Whether its pages answer readers: show what comes of other choices of a chapter's controls, and say what
  /// names are.
  static var answersReaders: Bool { get }
  /// The page that a person opens first, as a path from the site's folder.
  static var frontPage: String? { get }

  init()

  /// Writes what a site has besides its pages, before them.
  func begin(_ site: Site) throws

  /// Reads chapters of the site's book that aren't rendered now, while others run.
  func read(_ chapters: [ChapterEntry], of site: Site) throws

  /// A chapter as a file's bytes. Chapters that run at the same time ask for theirs at the same time.
  ///
  /// - Parameters:
  ///   - result: What a run gave; without one, the file has the outputs that the chapter records.
  ///   - place: The page's place in its site; nil for a file by itself.
  /// - Returns: nil where nothing should be written.
  func page(of chapter: Chapter, with result: ChapterResult?, in place: SitePage?) throws
    -> [UInt8]?

  /// Writes what is made of all pages, after them.
  func finish(_ site: Site) throws
}

/// What a renderer's files are made of.
package enum RenderInput: Sendable {
  /// The results of a run, by `render`.
  case run
  /// The outputs that chapters record, by `export`.
  case records
}

/// A page's place in a site.
package struct SitePage: Sendable {
  package let site: Site
  package let links: PageLinks
}

extension Renderer {
  package static var title: String { name }
  package static var inputs: Set<RenderInput> { [.run, .records] }
  package static var rewritesAddresses: Bool { false }
  package static var answersReaders: Bool { false }
  package static var frontPage: String? { nil }

  package func begin(_ site: Site) throws {}
  package func read(_ chapters: [ChapterEntry], of site: Site) throws {}
  package func finish(_ site: Site) throws {}

  /// The name of a file of this format.
  static func fileName(_ stem: String) -> String { "\(stem).\(fileExtension)" }
}

/// The formats that there are.
package enum Renderers {
  package static let all: [any Renderer.Type] = [
    HTMLRenderer.self,
    MarkdownRenderer.self,
    NotebookRenderer.self,
    SwiftRenderer.self,
  ]

  /// Those whose files can be made of an input, the usual one first.
  package static func from(_ input: RenderInput) -> [any Renderer.Type] {
    all.filter { $0.inputs.contains(input) }
  }
}
