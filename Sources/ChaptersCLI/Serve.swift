import ArgumentParser
import BookServing
import CellExecution
import ChapterModel
import Foundation

/// `chapters serve`
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the book in a browser, and runs its cells as they change.",
    discussion: """
      Open the address that it prints. A page shows the recorded outputs at once and fresh ones as \
      they come; a chapter that is saved appears without a reload; every cell can be changed and \
      run in the page, which changes no file unless asked to.

      Only this machine can reach it, and only who knows the address.
      """)

  @OptionGroup var book: BookFolder

  @Option(
    help: ArgumentHelp("The port on this machine; 0 for any that is free.", valueName: "number"))
  var port: UInt16 = 4747

  @Option(help: ArgumentHelp("How many seconds a cell may run.", valueName: "seconds"))
  var timeout: Double?

  @Option(help: ArgumentHelp("How many chapters may run at a time.", valueName: "number"))
  var runs = 4

  func validate() throws {
    guard timeout ?? 1 > 0, timeout?.isFinite ?? true else {
      throw ValidationError("--timeout should be a number of seconds above 0")
    }
    guard runs > 0 else { throw ValidationError("--runs should be 1 or more") }
  }

  func run() async throws { try await reportingErrors(serve) }

  private func serve() async throws {
    Interrupts.endCellsWithUs()
    let root = try PackageRoot(around: BookOptions.currentFolder)
    let book = try Book(folder: book.url(in: root), root: root)
    for error in book.errors { Console.complain(error.description) }
    var limits = Limits()
    limits.cellSeconds = timeout ?? limits.cellSeconds
    let executor = try await ChapterExecutor(root: root, limits: limits) {
      Console.announceBuilding()
    }
    let server = try BookServer(book, root: root, executor: executor, port: port, width: runs)
    try await server.run {
      Console.say("Open \(server.address.absoluteString)\nCtrl-C ends it.")
    }
  }
}
