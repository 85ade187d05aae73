import ArgumentParser
import ChapterModel
import Foundation
import SourceModel

/// `chapters clean`
struct Clean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Removes what can be made again: kept results, and the library built for cells.",
    discussion: """
      Chapters, their recorded outputs and rendered pages stay; what runs that were killed have left \
      beside them goes. With '--results' the library \
      stays, too, and only the cells run anew.
      """)

  @Flag(help: "Remove only the results of earlier runs.")
  var results = false

  func run() async throws { try await reportingErrors(clean) }

  private func clean() async throws {
    let root = try PackageRoot(around: BookOptions.currentFolder)
    AtomicFile.removeAbandonedDrafts(besides: root.documents())
    let folder = results ? root.resultFolder : root.workFolder
    guard FileManager.default.fileExists(atPath: folder.path) else {
      return Console.say("Nothing to remove.")
    }
    try FileManager.default.removeItem(at: folder)
    Console.say("Removed \(root.shownPath(folder)).")
  }
}
