import Foundation

/// `README.md:41`
struct FileAndLine {
  let file: String
  let line: Int

  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]),
      !FileManager.default.fileExists(atPath: text)
    else { return nil }
    (file, self.line) = (String(text[..<colon]), line)
  }
}
