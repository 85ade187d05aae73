import BookRendering
import CellExecution
import ChapterModel
import Foundation
import RecordCheck
import SourceModel

/// A served book: its chapters, and the readers who have them open.
actor LiveBook {
  struct Reader {
    var chapter: String
    var stream: Subscribers.Stream
    /// The chapter with this reader's changes, if the reader has made any.
    var own: LiveChapter?
  }

  /// Why a reader's edit is refused.
  enum Refusal: Error { case noSuchChapter, endsFence, noSuchFormat }

  private let folder: URL
  private let root: PackageRoot
  let kernel: LiveKernel
  private let theme: Theme
  private(set) var book: Book
  private var chapters: [String: LiveChapter] = [:]
  /// The addresses on each chapter's page, by the chapter's name.
  private var links: [String: PageLinks] = [:]
  private(set) var readers: [String: Reader] = [:]
  var reference: WrittenReference

  init(_ book: Book, root: PackageRoot, kernel: LiveKernel) throws {
    (self.book, self.root, self.kernel) = (book, root, kernel)
    folder = book.folder
    reference = WrittenReference(in: root)
    theme = try Theme(of: book.folder)
  }

  // MARK: Pages

  private var map: SiteMap { SiteMap(book, format: HTMLRenderer.self, theme: theme) }

  /// A page's HTML.
  ///
  /// - Parameter name: The page's file without its extension.
  /// - Returns: nil if there is no such page.
  func page(_ name: String) async throws -> String? {
    let context = PageContext(
      book: await knownBook(), map: map, theme: theme, isLive: true,
      hasReference: reference.isThere)
    if name == "index" {
      let front = try await live("index")?.known
      return theme.index(context.index(front?.chapter, with: front?.result, links["index"]))
    }
    guard let place = book.chapters.firstIndex(where: { $0.name == name }),
      let known = try await live(name)?.known, let links = links[name]
    else { return nil }
    return theme.page(context.page(of: known.chapter, at: place, with: known.result, links))
  }

  /// The book with the values in its titles, as far as they have been computed.
  private func knownBook() async -> Book {
    var said: [URL: ChapterEntry.ComputedText] = [:]
    for entry in book.pages where entry.hasComputedText {
      guard let known = await chapters[entry.name]?.known else { continue }
      said[entry.url] = ChapterEntry.ComputedText(known.chapter, with: known.result)
    }
    return book.with(said)
  }

  /// The bytes of a file that a page refers to: of the theme, a figure, or a file of the package. nil for
  /// any other path.
  func file(_ path: String) async throws -> Data? {
    if let bytes = theme.files[path] { return Data(bytes) }
    if let bytes = theme.liveFiles[path] { return Data(bytes) }
    if path == SearchIndex.fileName { return try searchIndex() }
    guard path.hasPrefix("figures/") else { return try referredFile(path) }
    let name = String(path.dropFirst("figures/".count))
    for chapter in chapters.values + readers.values.compactMap(\.own) {
      let known = await chapter.known
      let figures = FreshRecords(of: known.chapter, known.result).records.values
      if let fresh = figures.flatMap(\.figures).first(where: { $0.name == name }) {
        return fresh.figure.data
      }
    }
    let recorded = folder.appending(path: "figures")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: recorded.path)) ?? []
    guard names.contains(name) else { return nil }
    return try Data(contentsOf: recorded.appending(path: name))
  }

  /// A file or folder of the package that one of the requested pages links to.
  private func referredFile(_ path: String) throws -> Data? {
    let files = links.values.lazy.map(\.files)
    let place = path.hasSuffix("/index.html") ? String(path.dropLast("/index.html".count)) : path
    guard let file = files.compactMap({ $0[path] ?? $0[place] }).first else {
      return try reference.file(path)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      return nil
    }
    return isFolder.boolValue
      ? Data(FolderPage(file, at: place, of: map).html.utf8) : try Data(contentsOf: file)
  }

  private func searchIndex() throws -> Data {
    var index = SearchIndex()
    for (place, entry) in book.chapters.enumerated() {
      guard let chapter = try? entry.chapter() else { continue }
      index.add(
        SearchIndex.sections(
          of: chapter, number: place + 1, page: map.page(of: entry)))
    }
    return Data(index.script)
  }

  func live(_ name: String) throws -> LiveChapter? {
    if let chapter = chapters[name] { return chapter }
    guard let entry = book.pages.first(where: { $0.name == name }) else { return nil }
    let links = PageLinks(map, of: entry)
    let title = book.isFront(entry) ? book.title : nil
    let chapter = LiveChapter(try entry.chapter(), kernel: kernel, links: links, title: title)
    chapters[name] = chapter
    self.links[name] = links
    return chapter
  }

  // MARK: Readers

  /// Subscribes a page to a chapter, and runs the chapter if it has never run.
  ///
  /// - Parameter client: The page's own identifier; a page that comes back has the same.
  /// - Returns: The events, or nil if there is no such chapter.
  func follow(_ name: String, as client: String) async throws -> AsyncStream<LiveEvent>? {
    guard let chapter = try live(name) else { return nil }
    let (stream, continuation) = AsyncStream.makeStream(of: LiveEvent.self)
    await leave(client)
    readers[client] = Reader(chapter: name, stream: continuation)
    continuation.onTermination = { _ in Task { await self.leave(client, from: continuation) } }
    chapter.subscribers.add(client, continuation)
    await chapter.start()
    await chapter.sendAll(to: continuation)
    await kernel.prepareWriting(in: chapter.known.chapter)
    return stream
  }

  private func leave(_ client: String, from stream: Subscribers.Stream) async {
    // The page may have subscribed again meanwhile.
    guard let reader = readers[client], reader.stream == stream else { return }
    await leave(client)
  }

  private func leave(_ client: String) async {
    guard let reader = readers.removeValue(forKey: client) else { return }
    chapters[reader.chapter]?.subscribers.remove(client)
    await reader.own?.stop()
  }

  /// Runs a chapter with a reader's changes, without writing them to its file. The page is told by an event
  /// what became of them.
  ///
  /// - Parameters:
  ///   - choices: The values that the reader has chosen with controls, as texts, by their labels.
  ///   - number: The page's own number for this.
  func run(
    _ edits: [CodeSplice.Edit], choices: [String: String], number: Int, by client: String
  ) async throws {
    guard let reader = readers[client], let chapter = try live(reader.chapter) else {
      throw Refusal.noSuchChapter
    }
    let author = await chapter.known.chapter
    let text = CodeSplice(chapter: author).text(with: edits, marksRemovals: true)
    let answer = LiveEvent.EditAnswer(run: number, ignored: text.ignored, moved: text.moved)
    guard text.ignored.count < edits.count || !choices.isEmpty else {
      await reader.own?.stop()
      readers[client]?.own = nil
      chapter.subscribers.add(client, reader.stream)
      await chapter.runAgain()
      await chapter.sendAll(to: reader.stream, answering: answer)
      return
    }
    let changed = try changed(author, text)
    let own: LiveChapter
    if let known = reader.own {
      own = known
    } else {
      own = await LiveChapter(changed, startingFrom: chapter, kernel: kernel)
    }
    chapter.subscribers.remove(client)
    own.subscribers.add(client, reader.stream)
    readers[client]?.own = own
    let isSame = text.origins == author.cells.indices.map(String.init)
    await own.show(
      changed, origins: isSame ? nil : text.origins, choices: choices, answering: answer)
    // The file may have been written meanwhile, before this reader was known to have changes.
    if await chapter.known.chapter.source.bytes != author.source.bytes {
      reader.stream.yield(.rewritten)
    }
  }

  func changed(_ chapter: Chapter, _ text: CodeSplice.EditedText) throws -> Chapter {
    let source = SourceText(path: chapter.source.path, bytes: text.bytes)
    let changed = try chapter.reading(source).placed(in: root, book: book.settings)
    guard CodeSplice.isRead(changed, as: text) else { throw Refusal.endsFence }
    return changed
  }

  func stop(_ client: String) async {
    guard let reader = readers[client] else { return }
    if let own = reader.own { return await own.stop() }
    await chapters[reader.chapter]?.stop()
  }

  // MARK: Changes of files

  /// Builds the package's library again if its sources have changed, and runs the open chapters with it.
  func renewLibrary() async {
    do {
      guard try await kernel.renewLibrary() else { return }
      for chapter in open { await chapter.restart() }
    } catch {
      for chapter in open { chapter.report("\(error)") }
    }
  }

  /// The chapters that have subscribers.
  private var open: [LiveChapter] {
    (Array(chapters.values) + readers.values.compactMap(\.own)).filter { !$0.subscribers.isEmpty }
  }

  /// Reads the chapters of which files in the book's folder were written.
  func filesChanged(_ names: Set<String>) async {
    for file in names where file.hasSuffix(".md") && !file.hasPrefix(".") {
      let name = String(file.dropLast(3))
      guard let chapter = chapters[name],
        let entry = book.pages.first(where: { $0.name == name })
      else { continue }
      do {
        await chapter.show(try entry.chapter())
        // A page with changes of its own applies them to the new text.
        for reader in readers.values where reader.chapter == name && reader.own != nil {
          reader.stream.yield(.rewritten)
        }
      } catch {
        chapter.report(error.description)
      }
    }
    if let book = try? Book(folder: folder, root: root) { self.book = book }
    for (name, chapter) in chapters {
      guard let entry = book.pages.first(where: { $0.name == name }) else { continue }
      let links = PageLinks(map, of: entry)
      self.links[name] = links
      await chapter.use(links)
    }
  }
}
