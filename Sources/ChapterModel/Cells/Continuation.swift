import Foundation

/// What stands before a chapter that continues another: that one's cells, and those before them.
package struct Continuation {
  package let chapter: Chapter
  package let book: Settings?
  package let root: PackageRoot

  package init(of chapter: Chapter, in book: Settings?, root: PackageRoot) {
    self.chapter = chapter
    self.book = book
    self.root = root
  }

  /// The cells, in the order in which they run.
  ///
  /// - Throws: `ChapterError` if a chapter isn't there, can't be read, or leads back to one before.
  package func cells() throws(ChapterError) -> [Cell] {
    var cells: [Cell] = []
    var seen: Set = [chapter.url.standardizedFileURL.path]
    var current = chapter
    while let name = current.settings.continues {
      let file = current.url.deletingLastPathComponent()
        .appending(path: name.hasSuffix(".md") ? name : name + ".md").standardizedFileURL
      guard FileManager.default.fileExists(atPath: file.path), seen.insert(file.path).inserted
      else { throw ChapterError(.cannotContinue(name), at: current.source.location(line: 1)) }
      current = try Chapter(contentsOf: file, shownAs: root.shownPath(file), in: book)
      current.absent = Requirements(root: root).absent(in: current.settings)
      cells = current.runningCells.filter(\.options.isPartOfProgram) + cells
    }
    return cells
  }
}
