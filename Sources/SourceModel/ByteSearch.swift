import Foundation

// The standard library looks for a piece of a collection by generic code, which takes as long as parsing the whole
// document. `memmem` doesn't.

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where the bytes of a word stand first; nil where they don't, or where the word has none.
  package func firstRange(ofBytes word: some Collection<UInt8>) -> Range<Int>? {
    let word = ContiguousArray(word)
    if word.isEmpty { return nil }
    func find(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
      guard let base = bytes.baseAddress else { return nil }
      return word.withUnsafeBytes { memmem(base, bytes.count, $0.baseAddress!, $0.count) }
        .map { UnsafeRawPointer(base).distance(to: UnsafeRawPointer($0)) }
    }
    let place =
      withContiguousStorageIfAvailable(find) ?? ContiguousArray(self).withUnsafeBufferPointer(find)
    return place.map { startIndex + $0..<startIndex + $0 + word.count }
  }
}

extension StringProtocol {
  /// Whether a word's bytes stand in the text.
  package func containsBytes(of word: String) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { $0.firstRange(ofBytes: word.utf8) != nil }
    return found ?? (Array(utf8).firstRange(ofBytes: word.utf8) != nil)
  }
}
