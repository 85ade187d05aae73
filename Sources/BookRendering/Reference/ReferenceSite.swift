import CommonMark
import Foundation
import SourceModel

/// Writes a reference as pages: one in front, one for each type, and one for each module's functions.
package struct ReferenceSite {
  private let reference: Reference
  private let title: String
  private let theme: Theme
  private let addresses: ReferenceAddresses

  /// - Throws: `ThemeError` for a template that can't be read.
  package init(_ reference: Reference, title: String, book: URL?) throws {
    self.reference = reference
    self.title = title
    theme = try Theme(of: book)
    addresses = ReferenceAddresses(reference)
  }

  /// Writes all pages into a folder, and what they refer to.
  ///
  /// - Returns: How many pages there are.
  package func write(to folder: URL) throws -> Int {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var pages = ["index.html": front]
    for module in reference.modules {
      for (name, type) in module.types {
        pages[addresses.page(name, in: module)] = page(of: type, in: module)
      }
      if !module.functions.isEmpty {
        pages[addresses.functions(of: module)] = page(
          "Functions of \(module.name)", module, module.functions, introduction: "")
      }
    }
    for (name, html) in pages {
      try AtomicFile.write(Array(html.utf8), to: folder.appending(path: name))
    }
    try AtomicFile.write(search.script, to: folder.appending(path: SearchIndex.fileName))
    try AtomicFile.write(
      SymbolAddresses(reference, addresses).json,
      to: folder.appending(path: SymbolAddresses.fileName))
    for name in ["style.css", "theme.js", "book.js"] {
      if let bytes = theme.files[name] {
        try AtomicFile.write(bytes, to: folder.appending(path: name))
      }
    }
    return pages.count
  }

  private var search: SearchIndex {
    var index = SearchIndex()
    var number = 0
    for module in reference.modules {
      for name in module.typeNames {
        guard let type = module.types[name] else { continue }
        number += 1
        let page = addresses.page(name, in: module)
        let own = [type.own].compactMap(\.self).map { section($0, page, number, of: name) }
        index.add(own + sections(type.members, page, number, of: name))
      }
      number += 1
      let page = addresses.functions(of: module)
      index.add(sections(module.functions, page, number, of: module.name))
    }
    return index
  }

  private func sections(
    _ symbols: [Symbol], _ page: String, _ number: Int, of name: String
  ) -> [SearchIndex.Section] {
    ReferenceAddresses.anchored(symbols).compactMap { symbol, anchor in
      symbol.map { section($0, "\(page)#\(anchor)", number, of: name) }
    }
  }

  private func section(
    _ symbol: Symbol, _ address: String, _ number: Int, of name: String
  ) -> SearchIndex.Section {
    SearchIndex.Section(
      number: number, page: address, chapter: name, title: symbol.name,
      text: symbol.documentation, code: symbol.declaration)
  }

  // MARK: Pages

  private var front: String {
    let modules = reference.modules.map { module in
      let types = module.typeNames.map { name in
        entry(name, addresses.page(name, in: module), module.types[name]?.own, module)
      }
      let functions =
        module.functions.isEmpty
        ? [] : [entry("Functions", addresses.functions(of: module), nil, module)]
      return "<h2 id=\"\(module.name)\">\(module.name)</h2>\n<dl class=\"symbols\">\n"
        + (types + functions).joined() + "</dl>\n"
    }
    return html("Reference", modules.joined(), current: nil)
  }

  private func entry(
    _ name: String, _ address: String, _ symbol: Symbol?, _ module: SymbolModule
  ) -> String {
    let text = symbol?.documentation.split(separator: "\n\n").first.map(String.init) ?? ""
    let words = text.isEmpty ? "" : "<dd>\(documentation(text, in: module, of: name))</dd>\n"
    return
      "<dt><a href=\"\(address.escapedForAddress)\"><code>\(name.escapedForHTML)</code></a></dt>\n\(words)"
  }

  private func page(of type: SymbolType, in module: SymbolModule) -> String {
    var introduction = ""
    if let own = type.own {
      introduction =
        declaration(own) + documentation(own.documentation, in: module, of: type.name) + source(own)
    }
    let conformances = Set(type.conformances).subtracting(
      type.own.map { $0.declaration.split { " ,:".contains($0) }.map(String.init) } ?? []
    ).sorted()
    if !conformances.isEmpty {
      introduction +=
        "<p>Conforms also to \(conformances.map { "<code>\($0.escapedForHTML)</code>" }.joined(separator: ", ")).</p>\n"
    }
    return page(type.name, module, type.members, introduction: introduction)
  }

  private func page(
    _ title: String, _ module: SymbolModule, _ symbols: [Symbol], introduction: String
  ) -> String {
    var content = introduction
    for (symbol, anchor) in ReferenceAddresses.anchored(symbols) {
      guard let symbol else {
        let kind = Symbol.Kind.allCases.first { $0.anchor == anchor }
        content += "<h2 id=\"\(anchor)\">\(kind?.rawValue ?? "")</h2>\n"
        continue
      }
      content += """
        <section class="symbol">
        <h3 id="\(anchor)"><code>\(symbol.name.escapedForHTML)</code></h3>
        \(declaration(symbol))\(documentation(symbol.documentation, in: module, of: title))\(source(symbol))</section>

        """
    }
    return html(title, content, current: module)
  }

  private func html(_ name: String, _ content: String, current: SymbolModule?) -> String {
    let modules = reference.modules.map { module in
      let isCurrent = module.name == current?.name
      let types = (isCurrent ? module.typeNames : []).map { type in
        ReferenceValues.Entry(
          name: type, href: addresses.page(type, in: module).escapedForAddress,
          current: type == name)
      }
      let functions = ReferenceValues.Entry(
        name: "Functions", href: addresses.functions(of: module),
        current: name.hasPrefix("Functions of"))
      return ReferenceValues.Module(
        module: module.name, anchor: "index.html#\(module.name)", types: types,
        functions: isCurrent && !module.functions.isEmpty ? [functions] : [])
    }
    return theme.reference(
      ReferenceValues(
        title: name, bookTitle: title, content: content, modules: modules,
        module: current?.name ?? ""))
  }

  // MARK: Parts

  private func declaration(_ symbol: Symbol) -> String {
    "<pre class=\"code\" tabindex=\"0\"><code>\(SyntaxHighlighter.html(symbol.declaration))</code></pre>\n"
  }

  private func documentation(_ text: String, in module: SymbolModule, of type: String) -> String {
    guard !text.isEmpty else { return "" }
    let markdown = DocMarkup.markdown(text) { addresses.address(of: $0, from: module, in: type) }
    return MarkdownDocument.html(of: (markdown + "\n").utf8)
  }

  private func source(_ symbol: Symbol) -> String {
    "<p class=\"source\"><code>\(symbol.location.file.escapedForHTML):\(symbol.location.line)</code></p>\n"
  }
}
