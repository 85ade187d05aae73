import ArgumentParser
import BookRendering
import CellExecution
import Foundation

/// `chapters render`
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the cells and writes pages with their outputs.",
    discussion: """
      The chapters themselves stay as they are.

        chapters render                        the whole book, as pages in _site/
        chapters render 8                      one chapter of it
        chapters render README.md --out docs   any Markdown of the package
        chapters render --format markdown      Markdown with fresh outputs
      """)

  @OptionGroup var options: BookOptions

  @Option(help: "What to write.")
  var format = RenderFormat(renderer: HTMLRenderer.self)

  @Option(
    help: ArgumentHelp(
      "Where to write it, by default _site in the package.", valueName: "folder"))
  var out: String?

  func run() async throws { try await reportingErrors(render) }

  private func render() async throws {
    var run = try await BookRun(options, forPages: format.renderer.answersReaders)
    let folder = run.root.folder(typed: out, usual: "_site")
    let site = try Site(run.book, format: format.renderer, folder: folder)
    try site.begin()
    // While the cells are compiled, the chapters that weren't asked for are read.
    let asked = Set(run.chapters.map(\.url))
    async let others: Void = site.readChapters(besides: asked)
    try await run.run(making: site.write) { [root = run.root] outcome in
      let page = root.shownPath(site.page(of: outcome.chapter))
      if outcome.chapter.name == "index", outcome.result.cells.isEmpty { return }
      Console.say(line(outcome, page: page))
    }
    try await others
    for page in try site.finish() {
      Console.say(
        "\(run.root.shownPath(folder.appending(path: page))): removed, its chapter is gone")
    }
    if let page = format.renderer.frontPage {
      Console.say("Open \(folder.appending(path: page).absoluteString)")
    }
    if run.hasFailed { throw ExitCode(1) }
  }

  private func line(_ outcome: ExecutedChapter<Void>, page: String) -> String {
    let (chapter, result) = (outcome.chapter, outcome.result)
    let count = chapter.cells.count { !$0.isInline && result.cells[$0.index]?.state == .ran }
    let cells = "\(count) cell\(count == 1 ? "" : "s")"
    let what =
      if !result.failures.isEmpty { "failed after \(cells)" } else if result.isCached {
        "\(cells), nothing to run"
      } else { "\(cells) run in \(Console.seconds(outcome.time))" }
    return "\(chapter.source.path) → \(page): \(what)"
  }
}
