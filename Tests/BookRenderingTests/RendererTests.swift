import CellExecution
import Foundation
import SourceModel
import Testing

@testable import BookRendering
@testable import ChapterModel

@Suite struct RendererTests {
  /// A format of no more than what every format has to have.
  private struct Code: Renderer {
    static let name = "code"
    static let summary = "the code alone"
    static let fileExtension = "txt"

    func page(
      of chapter: Chapter, with result: ChapterResult?, in place: SitePage?
    ) throws -> [UInt8]? {
      Array(chapter.cells.map(\.code).joined().utf8)
    }
  }

  @Test func `no two formats have the same name`() {
    let names = Renderers.all.map { $0.name }
    #expect(Set(names).count == names.count)
  }

  @Test func `readers keep their copies in each format that is made of records`() {
    #expect(Code.title == "code")
    #expect(ReaderCopy.formats.map(\.title) == ["Chapter", "Notebook", "Swift"])
    #expect(ReaderCopy.formats.map(\.fileExtension) == ["md", "ipynb", "swift"])
  }

  @Test func `both commands offer formats, pages for a browser first`() {
    #expect(Renderers.from(.run).first?.name == "html")
    #expect(!Renderers.from(.records).isEmpty)
    #expect(Code.inputs == [.run, .records])
  }

  @Test func `a format that only makes a file of each chapter makes a site`() throws {
    let package = FileManager.default.temporaryDirectory.appending(
      path: "renderer-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: package) }
    let chapters = package.appending(path: "Chapters", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: chapters, withIntermediateDirectories: true)
    try Data().write(to: package.appending(path: "Package.swift"))
    let text = "# One\n\n```swift\nlet x = 1\n```\n"
    try Data(text.utf8).write(to: chapters.appending(path: "01-one.md"))
    let root = try PackageRoot(around: package)

    let folder = package.appending(path: "out", directoryHint: .isDirectory)
    let book = try Book(folder: chapters, root: root)
    let site = try Site(book, format: Code.self, folder: folder)
    try site.begin()
    let chapter = try book.chapters[0].chapter()
    try site.write(chapter, ChapterResult(cells: [:], failures: [], warnings: [], isCached: false))
    #expect(try site.finish() == [])

    let written = try String(
      contentsOf: folder.appending(path: "01-one.txt"), encoding: .utf8)
    #expect(written == "let x = 1\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == [".chapters.json", "01-one.txt"])
  }
}
