import ArgumentParser
import ChapterModel
import Foundation

/// `chapters new`
struct New: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Begins a chapter at the end of the book.",
    discussion: """
      The file gets the next number and the words of the title: 'chapters new "Sorting arrays"' \
      makes Chapters/03-sorting-arrays.md after a second chapter.
      """)

  @Argument(help: "The chapter's title.")
  var title: String

  @OptionGroup var book: BookFolder

  func run() async throws { try await reportingErrors(begin) }

  private func begin() async throws {
    let root = try PackageRoot(around: BookOptions.currentFolder)
    let library = await root.libraryProducts().first
    let chapter = NewChapter(title: title, folder: book.url(in: root), library: library)
    try chapter.write()
    let path = root.shownPath(chapter.url)
    Console.say("Made \(path). Write it, then run 'chapters update' and 'chapters render'.")
  }
}
