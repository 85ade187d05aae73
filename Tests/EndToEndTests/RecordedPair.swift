import Foundation
import Testing

/// The file that says what a case gives, beside what a test found.
///
/// `RECORD_CASES=NAME` has it written instead; `RECORD_CASES=all` has all cases' written.
struct RecordedPair {
  /// What the case is called.
  let name: String
  let file: URL

  func expect(_ found: some DataProtocol) throws {
    if let wanted = ProcessInfo.processInfo.environment["RECORD_CASES"],
      wanted == name || wanted == "all"
    {
      try Data(found).write(to: file)
    }
    let recorded = try Data(contentsOf: file)
    #expect(String(decoding: found, as: UTF8.self) == String(decoding: recorded, as: UTF8.self))
    // Strings are equal whose bytes aren't.
    #expect(Data(found) == recorded)
  }

  func expect(_ found: String) throws { try expect(Data(found.utf8)) }
}
