import ArgumentParser
import BookRendering

/// What follows `--format`: the name of a renderer that the command offers.
protocol FormatArgument: ExpressibleByArgument {
  /// What the command makes files of.
  static var input: RenderInput { get }
  var renderer: any Renderer.Type { get }
  init(renderer: any Renderer.Type)
}

extension FormatArgument {
  init?(argument: String) {
    let known = Renderers.from(Self.input)
    guard let renderer = known.first(where: { $0.name == argument }) else { return nil }
    self.init(renderer: renderer)
  }

  var defaultValueDescription: String { renderer.name }
  static var allValueStrings: [String] { Renderers.from(input).map { $0.name } }
  static var allValueDescriptions: [String: String] {
    let summaries = Renderers.from(input).map { ($0.name, $0.summary) }
    return Dictionary(uniqueKeysWithValues: summaries)
  }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// What `render` writes.
struct RenderFormat: FormatArgument {
  static let input = RenderInput.run
  let renderer: any Renderer.Type
}

/// What `export` writes.
struct ExportFormat: FormatArgument {
  static let input = RenderInput.records
  let renderer: any Renderer.Type
}
