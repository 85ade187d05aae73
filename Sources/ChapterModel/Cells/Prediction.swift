/// What readers predict before they see a cell's output: they type it, or take one of some choices.
package struct Prediction: Hashable, Sendable {
  /// What there is to choose from; empty where readers type what they think.
  package let choices: [Choice]

  /// One of several answers, of which the cell's output is the right one.
  package struct Choice: Hashable, Sendable {
    /// What the cell would put out.
    package let text: String
    /// What is said to those who take it.
    package let reply: String?
  }

  /// How choices are written.
  static let expected = #""10 % => a reply|99 %": two choices or more, no two alike"#

  init() { choices = [] }

  /// Reads choices: `"a => reply to a|b"`; nil where there are fewer than two, or two alike.
  init?(_ value: String) {
    guard value.count > 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return nil }
    choices = value.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
      .map { Choice($0) }
    let texts = choices.map(\.text)
    guard texts.count > 1, Set(texts).count == texts.count, !texts.contains("") else { return nil }
  }
}

extension Prediction.Choice {
  fileprivate init(_ source: Substring) {
    let parts = source.split(separator: "=>", maxSplits: 1, omittingEmptySubsequences: false)
    text = parts[0].withoutSpacesAround
    let reply = parts.count > 1 ? parts[1].withoutSpacesAround : ""
    self.reply = reply.isEmpty ? nil : reply
  }
}

extension Substring {
  fileprivate var withoutSpacesAround: String {
    let start = drop(while: \.isWhitespace)
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}
