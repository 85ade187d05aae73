import CellExecution
import ChapterModel

/// The chapters with fresh outputs.
struct MarkdownRenderer: Renderer {
  static let name = "markdown"
  static let summary = "the chapters with fresh outputs"
  static let fileExtension = "md"
  static let inputs: Set<RenderInput> = [.run]

  init() {}

  /// - Throws: `BookError.wouldOverwrite` rather than to change a chapter, `SpliceError`.
  func page(
    of chapter: Chapter, with result: ChapterResult?, in place: SitePage?
  ) throws -> [UInt8]? {
    guard let result else { return chapter.source.bytes }
    let isSource = place.map { $0.site.isSource($0.site.page(of: chapter)) } ?? false
    let bytes = try RecordSplice(chapter).bytes(
      with: result, showingFailures: true, showingValues: !isSource)
    if isSource {
      // Written over the sources, a book whose records hold stays as it is.
      guard bytes == chapter.source.bytes else {
        throw BookError.wouldOverwrite(chapter.source.path)
      }
      return nil
    }
    for reference in chapter.addresses { _ = place?.links.address(reference.address) }
    return bytes
  }
}
