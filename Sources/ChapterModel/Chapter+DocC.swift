import SourceModel

extension Chapter {
  /// The chapter with all that DocC takes for Swift: besides fences that say so, those in the blocks of
  /// directives, and in the comments of a source also fences without a word and indented code, as far as that
  /// reads like a program.
  package func readingAsDocC(in root: PackageRoot) throws(ChapterError) -> Chapter {
    guard isDocument, !isSnippet, !isTutorial else { return self }
    let skipped = frontMatterLines
    let blocks = DirectiveBlocks(in: source.bytes(after: skipped))
    guard isSwiftSource || blocks != nil else { return self }
    var bytes = Array(source.bytes)
    if let blocks {
      bytes.replaceSubrange((bytes.count - markdown.count)..., with: blocks.markdown)
    }
    var reader = CellReader(source: SourceText(path: source.path, bytes: bytes), dialect: .document)
    reader.takesUnlabelled = isSwiftSource
    var margins: [Int: Int] = commentMargins
    for (line, margin) in blocks?.margins ?? [:] { margins[line + skipped, default: 0] += margin }
    let cells = try reader.cells(
      inParts: isSwiftSource ? commentLines : [(skipped + 1)..<(source.lineCount + 1)])
    return replacingCells(with: Self.ordered(cells.map { $0.moved(by: margins) }, playgrounds))
      .applying(try DocumentSettings(of: root))
  }
}
