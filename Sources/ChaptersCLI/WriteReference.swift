import ArgumentParser
import BookRendering
import ChapterModel
import Foundation

/// `chapters reference`
struct WriteReference: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Writes a reference of the package's library from its doc comments.",
    discussion: "Only what is public is in it. Nothing is built or run.")

  @Argument(
    help: ArgumentHelp("Modules of library products; all of them without.", valueName: "module"))
  var modules: [String] = []

  @OptionGroup var book: BookFolder

  @Option(
    help: ArgumentHelp(
      "Where to write it, by default _site/reference in the package.", valueName: "folder"))
  var out: String?

  func run() async throws { try await reportingErrors(write) }

  private func write() async throws {
    let root = try PackageRoot(around: BookOptions.currentFolder)
    let reference = try await Reference(of: root, modules: modules)
    let folder = root.folder(typed: out, usual: "_site/reference")
    let chapters = book.url(in: root)
    let title = (try? Book(folder: chapters, root: root).title) ?? root.url.lastPathComponent
    let site = try ReferenceSite(reference, title: title, book: chapters)
    let pages = try site.write(to: folder)
    let (symbols, documented) = reference.counts
    let missing =
      symbols == documented ? "" : ", \(symbols - documented) of them without a doc comment"
    Console.say("\(pages) pages on \(symbols) symbols\(missing)")
    Console.say("Open \(folder.appending(path: "index.html").absoluteString)")
  }
}
