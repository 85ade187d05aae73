import Foundation
import SourceModel

/// The steps of a DocC tutorial that show code, in their order.
package struct Tutorial: Sendable {
  package static let fileExtension = "tutorial"

  /// `@Code(name: "Sloth.swift", file: "01-sloth.swift")`: from here on the file of that name is this one.
  package struct Step: Sendable {
    /// The file's name in the project that the reader makes.
    package let name: String
    /// The name of the file in the catalog that has all its text at this step.
    package let file: String
    /// The line of the tutorial that says so.
    package let line: Int

    /// Whether it shows Swift.
    package var isSwift: Bool {
      let endings = [name, file].map { $0.split(separator: ".").dropFirst().last ?? "swift" }
      return endings.allSatisfy { $0 == "swift" }
    }
  }

  package let steps: [Step]

  package init(_ text: String) {
    steps = text.matches(of: /@Code\s*\(([^)]*)\)/).compactMap { match in
      let values = Directive.arguments(match.output.1)
      guard let file = values["file"] else { return nil }
      let line = text[..<match.range.lowerBound].count { $0.isNewline } + 1
      return Step(name: values["name"] ?? file, file: file, line: line)
    }
  }

  init(of file: URL) {
    self.init((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }

  /// The Swift files that its steps show, each once, in the order of the steps.
  package static func codeFiles(of tutorial: URL) -> [URL] {
    guard let catalog = Catalog(around: tutorial) else { return [] }
    var seen: Set<URL> = []
    return Tutorial(of: tutorial).steps.filter(\.isSwift).compactMap { step in
      catalog.code(named: step.file).flatMap { seen.insert($0).inserted ? $0 : nil }
    }
  }
}

/// A Swift file of a catalog that is the text of a project's file at a step of a tutorial.
///
/// It is a cell as it stands, below the other files of the project as they are at that step.
struct TutorialStep {
  /// The files below which it stands, in the order in which the tutorial began them.
  let others: [URL]

  /// - Returns: nil for a file that no tutorial shows.
  init?(_ file: URL) {
    guard file.pathExtension == "swift", let catalog = Catalog(around: file) else { return nil }
    let file = file.standardizedFileURL
    for tutorial in catalog.tutorials {
      var names: [String] = []
      var project: [String: URL] = [:]
      for step in Tutorial(of: tutorial).steps where step.isSwift {
        let code = catalog.code(named: step.file)
        if code == file {
          others = names.filter { $0 != step.name }.compactMap { project[$0] }
          return
        }
        if !names.contains(step.name) { names.append(step.name) }
        project[step.name] = code
      }
    }
    return nil
  }

  /// The others as cells, for the step in a file; they count down from -1, so that none has the step's place.
  ///
  /// - Parameter path: The file's path, as it is shown to people.
  func context(at path: String, of file: URL) -> [Cell] {
    let folder = Catalog(around: file)?.folder.path ?? ""
    let shownFolder = path.dropLast(file.standardizedFileURL.path.count - folder.count)
    return others.enumerated().compactMap { number, other in
      guard let data = try? Data(contentsOf: other) else { return nil }
      let shown = shownFolder + other.path.dropFirst(folder.count)
      return Snippet(path: String(shown), bytes: Array(data)).cell.numbered(number - others.count)
    }
  }
}
