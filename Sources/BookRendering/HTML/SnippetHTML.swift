import ChapterModel
import SourceModel

/// The code of a package's snippets, where articles refer to it.
enum SnippetHTML {
  /// What stands in the place of each `@Snippet(path:slice:)`, by the line of the chapter's Markdown; one that leads
  /// nowhere stays as it is written.
  static func blocks(of chapter: Chapter) -> [Int: String] {
    guard chapter.isDocument else { return [:] }
    let references = SnippetReference.all(in: String(decoding: chapter.markdown, as: UTF8.self))
    guard !references.isEmpty,
      let root = try? PackageRoot(around: chapter.url.deletingLastPathComponent())
    else { return [:] }
    let blocks = references.compactMap { reference in
      (try? reference.code(in: root)).map { code in
        let html = SyntaxHighlighter.html(code.droppingFinalNewline)
        return (
          reference.lines.lowerBound,
          """
          <div class="cell"><pre class="code"><code class="language-swift">\(html)</code></pre></div>
          """
        )
      }
    }
    return Dictionary(blocks) { first, _ in first }
  }
}
