import ChapterModel
import SourceModel
import SwiftSyntax

extension Cell {
  /// The cell without `@main`, which can't stand beside statements; its columns stay.
  var withoutEntryPoint: Cell {
    guard code.contains("@main") else { return self }
    var bytes = Array(code.utf8)
    for item in SwiftTree.parse(code).statements {
      guard case .decl(let declaration) = item.item,
        let attributes = declaration.asProtocol((any WithAttributesSyntax).self)?.attributes
      else { continue }
      for attribute in attributes where attribute.trimmedDescription == "@main" {
        let start = attribute.positionAfterSkippingLeadingTrivia.utf8Offset
        for offset in start..<(start + "@main".utf8.count) { bytes[offset] = .space }
      }
    }
    return withCode(String(decoding: bytes, as: UTF8.self))
  }
}
